package io.outrider.deliver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * What a template of the operator's makes of the finding. One whose name ends in {@code .json} has to give JSON: made-up findings
 * show at the start whether it does, and each that is sent is checked.
 */
final class TemplateFormat implements PayloadFormat {

    private static final String JSON_FILE = ".json";
    private static final String TEXT_FILE = ".txt";

    private final String file;
    private final boolean json;
    private final Template template;
    private final JsonFactory parsers = new JsonFactory();

    /** @throws IllegalArgumentException if the property {@code template} or its file is wrong */
    TemplateFormat(SinkSettings sink, Templates templates) {
        file = sink.read("template", TemplateFormat::named);
        json = file.endsWith(JSON_FILE);
        template = sink.read("template", name -> {
            Template read = templates.read(name, json ? Place.JSON : Place.PLAIN, TemplateValues.NAMES);
            rehearse(read);
            return read;
        });
    }

    private static String named(String text) {
        if (!text.endsWith(JSON_FILE) && !text.endsWith(TEXT_FILE)) {
            throw new IllegalArgumentException("expected a file whose name ends in " + JSON_FILE + " or " + TEXT_FILE
                    + ", which says how values are escaped, but found '" + text + "'");
        }
        return text;
    }

    // What can go wrong with a template is seen at the start and not at the first alert.
    private void rehearse(Template read) {
        for (Finding finding : Rehearsal.findings()) {
            text(read, finding);
        }
    }

    @Override
    public Optional<Payload> of(Finding finding, Delivery delivery) {
        String text = text(template, finding);
        return Optional.of(Payload.ofText(text, json ? Payload.JSON : "text/plain; charset=utf-8"));
    }

    private String text(Template filled, Finding finding) {
        Map<String, ?> values = TemplateValues.of(finding);
        String text = filled.fill(values);
        if (json) {
            checkJson(text);
        }
        return text;
    }

    private void checkJson(String text) {
        try (JsonParser parser = parsers.createParser(text)) {
            JsonToken first = parser.nextToken();
            parser.skipChildren();
            if (first == null || parser.nextToken() != null) {
                throw new IllegalArgumentException(file + ": expected that it gives one value of JSON, but it gave "
                        + (first == null ? "nothing" : "more than one"));
            }
        } catch (JsonProcessingException e) {
            // Without its cause, which holds a part of the text.
            throw new IllegalArgumentException(
                    file + ": expected that it gives JSON, but it gave something else at line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr()
                            + "; values belong between quotes, or are written with .toJson: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
