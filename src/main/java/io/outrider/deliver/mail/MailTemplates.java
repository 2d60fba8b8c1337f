package io.outrider.deliver.mail;

import io.outrider.deliver.Finding;
import io.outrider.deliver.SinkSettings;
import io.outrider.deliver.template.FindingTemplate;
import io.outrider.deliver.template.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes mails: subject, text and HTML of findings, by the shipped templates or the operator's own. */
public final class MailTemplates {

    // Servers refuse mails of some ten megabytes, and nobody reads them. A character seldom takes more than ten bytes,
    // in
    // text and HTML together: six are an escaped quotation mark.
    private static final int MOST_CHARACTERS = 400_000;
    // A row of the shipped digest and what it is made of.
    private static final int LEAST_CHARACTERS = 500;
    private static final int LONGEST_TEMPLATE = 256 * 1024;
    // What a list of mails shows is less; RFC 5322 has no more than 998 in a line.
    private static final int LONGEST_SUBJECT = 250;

    private final FindingTemplate subject;
    private final FindingTemplate text;
    private final @Nullable FindingTemplate html;

    /**
     * @throws IllegalArgumentException if a property is wrong: {@code subject}, {@code template}, {@code htmlTemplate}; the message begins
     *     with its name
     */
    public MailTemplates(SinkSettings sink) {
        subject = sink.readOr("subject", shipped("subject.txt"), source -> FindingTemplate.of(source, Place.LINE));
        text = own(sink, "template", Place.TEXT).orElseGet(() -> FindingTemplate.of(shipped("alerts.txt"), Place.TEXT));
        // One's own text beside the shipped HTML would be two different mails.
        html = own(sink, "htmlTemplate", Place.HTML)
                .orElseGet(() -> sink.optional("template").isPresent()
                        ? null
                        : FindingTemplate.of(shipped("alerts.html"), Place.HTML));
    }

    private static Optional<FindingTemplate> own(SinkSettings sink, String property, Place place) {
        return sink.optional(property).isEmpty()
                ? Optional.empty()
                : Optional.of(sink.read(property, file -> FindingTemplate.of(file(file), place)));
    }

    private static String file(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LONGEST_TEMPLATE) {
                throw new IllegalArgumentException("expected a template of at most " + LONGEST_TEMPLATE
                        + " bytes, but found " + Files.size(path) + " in " + file);
            }
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("expected a template in UTF-8, but found other bytes in " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("expected a file with a template, but found none at " + file, e);
        }
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
                beginning(subject.render(data).strip()), text.render(data), html == null ? null : html.render(data));
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
