package io.outrider.camel.mail;

import io.outrider.camel.http.HttpSink;
import io.outrider.deliver.FailedDeliveryException;
import io.outrider.deliver.Finding;
import io.outrider.deliver.RefusedDeliveryException;
import io.outrider.deliver.SinkSettings;
import io.outrider.deliver.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Sends findings by mail: in a finding as a map, or a list of them for one mail (a digest), which stay as they are, out nothing. It ends
 * normally once the server has the mail, throws {@link RefusedDeliveryException} if it never will, and {@link FailedDeliveryException} if
 * it is to be tried again.
 *
 * <p>The variables {@code sink.*} say to whom and how. Of headers it reads none: what came with an event reaches no property of the mail
 * library.
 */
public final class EmailSink implements Processor {

    /** The type of sinks that this is for. */
    public static final String TYPE = "email";

    // What a digest shows of each is some 800 characters then. More findings are several mails.
    private static final int MOST_IN_A_MAIL = 500;

    private final SmtpClient client;
    private final Templates templates;
    // One for each sink: routes set the same variables for all of their findings.
    private final Map<SinkSettings, Mailer> made = new ConcurrentHashMap<>();

    /** @param templates reads those of mails */
    public EmailSink(SmtpClient client, Templates templates) {
        this.client = client;
        this.templates = templates;
    }

    /** @throws IllegalArgumentException if a property is wrong; the message begins with its name and holds no secret */
    public void check(SinkSettings sink) {
        new Mailer(sink, client, templates);
    }

    @Override
    public void process(Exchange exchange) throws RefusedDeliveryException, FailedDeliveryException {
        SinkSettings sink = HttpSink.settings(exchange);
        Mailer mailer;
        List<Finding> findings;
        try {
            mailer = made.computeIfAbsent(sink, settings -> new Mailer(settings, client, templates));
            findings = findings(exchange.getMessage().getBody());
        } catch (IllegalArgumentException e) {
            throw new RefusedDeliveryException(sink + ": " + e.getMessage());
        }
        for (int i = 0; i < findings.size(); i += MOST_IN_A_MAIL) {
            mailer.send(findings.subList(i, Math.min(i + MOST_IN_A_MAIL, findings.size())));
        }
    }

    private static List<Finding> findings(@Nullable Object body) {
        List<Finding> findings = new ArrayList<>();
        for (Object document : body instanceof List<?> list ? list : List.of(body == null ? Map.of() : body)) {
            findings.add(finding(document));
        }
        return findings;
    }

    private static Finding finding(Object document) {
        Map<String, Object> finding = new LinkedHashMap<>();
        if (document instanceof Map<?, ?> map) {
            map.forEach((name, value) -> finding.put(String.valueOf(name), value));
        }
        return new Finding(finding);
    }
}
