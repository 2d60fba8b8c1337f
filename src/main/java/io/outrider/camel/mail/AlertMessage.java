package io.outrider.camel.mail;

import io.outrider.deliver.mail.MailText;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** A mail about alerts as it goes over the wire, but for the marks between its parts the same however often it is made. */
final class AlertMessage extends MimeMessage {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String id;

    /** @param begunBy the id of the mail that it goes on with */
    AlertMessage(Session session, String id, Optional<String> begunBy, Instant said, Addresses addresses, MailText text)
            throws MessagingException {
        super(session);
        this.id = id;
        setFrom(addresses.from());
        setRecipients(RecipientType.TO, addresses.to().toArray(InternetAddress[]::new));
        setRecipients(RecipientType.CC, addresses.cc().toArray(InternetAddress[]::new));
        // RFC 2047: an encoded word of an event's would be read as what it stands for, a line break for one.
        setSubject(text.subject().replace("=?", "= ?"), UTF_8);
        setSentDate(Date.from(said));
        if (begunBy.isPresent()) {
            setHeader("In-Reply-To", begunBy.get());
            setHeader("References", begunBy.get());
        }
        // RFC 3834: nobody's absence is to be told to a machine.
        setHeader("Auto-Submitted", "auto-generated");
        if (text.html() == null) {
            setText(text.text(), UTF_8);
        } else {
            setContent(alternatives(text.text(), text.html()));
        }
        saveChanges();
    }

    // RFC 2046, 5.1.4: the best comes last.
    private static MimeMultipart alternatives(String text, String html) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, UTF_8);
        MimeBodyPart markup = new MimeBodyPart();
        markup.setText(html, UTF_8, "html");
        return new MimeMultipart("alternative", plain, markup);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}
