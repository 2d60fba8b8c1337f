package io.outrider.camel.mail;

import io.outrider.camel.http.ForbiddenAddressException;
import io.outrider.deliver.FailedDeliveryException;
import io.outrider.deliver.Finding;
import io.outrider.deliver.RefusedDeliveryException;
import io.outrider.deliver.SinkSettings;
import io.outrider.deliver.Templates;
import io.outrider.deliver.mail.MailSettings;
import io.outrider.deliver.mail.MailSettings.Security;
import io.outrider.deliver.mail.MailTemplates;
import io.outrider.deliver.mail.MailThread;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the mails of one sink. Each recipient gets a mail that the server takes for it, also if others are refused: for a while, then
 * the mail is tried again for them; or for good, then that is told in the log, and the mail is delivered if anybody has it.
 */
final class Mailer {

    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

    private final MailSettings server;
    private final Addresses addresses;
    private final MailTemplates templates;
    private final MailThread thread;
    private final SSLSocketFactory tls;
    private final Session session;
    private final SmtpClient client;
    private final Served served = new Served();

    /** @throws IllegalArgumentException if a property is wrong; the message begins with its name and holds no secret */
    Mailer(SinkSettings sink, SmtpClient client, Templates readTemplates) {
        this.client = client;
        server = MailSettings.of(sink);
        addresses = Addresses.of(sink);
        templates = new MailTemplates(sink, readTemplates);
        thread = new MailThread(addresses.domain());
        tls = TrustedServers.sockets(server.truststore(), server.truststorePassword());
        session = Session.getInstance(properties());
    }

    // Those of Angus Mail, package org.eclipse.angus.mail.smtp. None of the system's are among them.
    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.auth", String.valueOf(server.login() != null));
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(server.security() == Security.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(server.security() == Security.STARTTLS));
        properties.put("mail.smtp.ssl.socketFactory", tls);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.sendpartial", "true");
        // The mail is taken by then.
        properties.setProperty("mail.smtp.quitwait", "false");
        if (server.localName() != null) {
            properties.setProperty("mail.smtp.localhost", server.localName());
        }
        return properties;
    }

    /** One mail about these findings, one or more. */
    void send(List<Finding> findings) throws FailedDeliveryException, RefusedDeliveryException {
        String id = thread.id(findings);
        AlertMessage mail = message(id, findings);
        Set<Address> waiting = new LinkedHashSet<>(addresses.all());
        waiting.removeAll(served.of(id));
        Outcome outcome = outcome(mail, waiting);
        served.add(id, outcome.taken());
        if (!outcome.refusals().stream().allMatch(Outcome.Refusal::isPermanent)) {
            throw new FailedDeliveryException(answered(outcome));
        }
        boolean somebodyHasIt = !served.of(id).isEmpty();
        served.forget(id);
        if (!outcome.refusals().isEmpty()) {
            endRefused(outcome, somebodyHasIt);
        }
    }

    private void endRefused(Outcome outcome, boolean somebodyHasIt) throws RefusedDeliveryException {
        if (!somebodyHasIt) {
            throw new RefusedDeliveryException(answered(outcome));
        }
        LOG.warn("{}; the other recipients have the mail", answered(outcome));
    }

    private AlertMessage message(String id, List<Finding> findings) throws RefusedDeliveryException {
        Instant said = findings.stream()
                .map(Finding::said)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        try {
            return new AlertMessage(session, id, thread.begunBy(findings), said, addresses, templates.write(findings));
        } catch (IllegalArgumentException | MessagingException e) {
            throw new RefusedDeliveryException(server.where() + ": the mail could not be written: " + e.getMessage());
        }
    }

    private Outcome outcome(AlertMessage mail, Set<Address> to)
            throws FailedDeliveryException, RefusedDeliveryException {
        try {
            return client.send(mail, to, session, tls, server);
        } catch (ForbiddenAddressException e) {
            throw new RefusedDeliveryException(server.where() + ": " + e.getMessage());
        } catch (IOException e) {
            // Without its cause: what a library's messages hold is its own affair.
            throw new FailedDeliveryException(
                    server.where() + " could not be reached: " + server.withoutSecrets(String.valueOf(e.getMessage())));
        }
    }

    private String answered(Outcome outcome) {
        return server.where() + " answered " + outcome.inOneLine(server::withoutSecrets);
    }
}
