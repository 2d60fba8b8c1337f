package io.outrider.deliver.mail;

import io.outrider.deliver.Finding;
import io.outrider.deliver.Place;
import io.outrider.deliver.SinkSettings;
import io.outrider.deliver.Template;
import io.outrider.deliver.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes mails: subject, text and HTML of findings, by the shipped templates or the operator's own. */
public final class MailTemplates {

    // Servers refuse mails of some ten megabytes, and nobody reads them. A character seldom takes more than ten bytes,
    // in
    // text and HTML together: six are an escaped quotation mark.
    private static final int MOST_CHARACTERS = 400_000;
    // A row of the shipped digest and what it is made of.
    private static final int LEAST_CHARACTERS = 500;
    // What a list of mails shows is less; RFC 5322 has no more than 998 in a line.
    private static final int LONGEST_SUBJECT = 250;

    private static final Set<String> NAMES = Set.of("count", "severity", "alert", "alerts");

    private final Template subject;
    private final Template text;
    private final @Nullable Template html;

    /**
     * @param templates reads them
     * @throws IllegalArgumentException if a property is wrong: {@code subject}, {@code template}, {@code htmlTemplate}; the message begins
     *     with its name
     */
    public MailTemplates(SinkSettings sink, Templates templates) {
        subject = sink.readOr(
                "subject", shipped("subject.txt"), source -> templates.of("the subject", source, Place.LINE, NAMES));
        text = own(sink, "template", Place.TEXT, templates)
                .orElseGet(() -> templates.of("alerts.txt", shipped("alerts.txt"), Place.TEXT, NAMES));
        // One's own text beside the shipped HTML would be two different mails.
        html = own(sink, "htmlTemplate", Place.HTML, templates)
                .orElseGet(() -> sink.optional("template").isPresent()
                        ? null
                        : templates.of("alerts.html", shipped("alerts.html"), Place.HTML, NAMES));
    }

    private static Optional<Template> own(SinkSettings sink, String property, Place place, Templates templates) {
        return sink.optional(property).isEmpty()
                ? Optional.empty()
                : Optional.of(sink.read(property, file -> templates.read(file, place, NAMES)));
    }

    private static String shipped(String name) {
        try (InputStream in = MailTemplates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("expected the template " + name + " in the application");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A mail about these findings, one or more.
     *
     * @throws IllegalArgumentException if a template of the operator's cannot be used for them
     */
    public MailText write(List<Finding> findings) {
        Map<String, Object> data = data(findings);
        return new MailText(
                beginning(subject.fill(data).strip()), text.fill(data), html == null ? null : html.fill(data));
    }

    private static Map<String, Object> data(List<Finding> findings) {
        int each = Math.max(LEAST_CHARACTERS, MOST_CHARACTERS / findings.size());
        List<Map<String, Object>> alerts =
                findings.stream().map(finding -> AlertData.of(finding, each)).toList();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("count", alerts.size());
        data.put("alert", alerts.get(0));
        data.put("alerts", alerts);
        data.put(
                "severity",
                findings.stream()
                        .max(Comparator.comparingInt(Finding::severityId))
                        .map(Finding::severity)
                        .orElseThrow());
        return data;
    }

    // The template's own text is one line too: what it has between its lines is a blank.
    private static String beginning(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST_SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT)) + '\u2026';
    }
}
