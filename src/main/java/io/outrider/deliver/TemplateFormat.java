package io.outrider.deliver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What a template of the operator's makes of the finding. One whose name ends in {@code .json} has to give JSON, and one in {@code .csv}
 * CSV: made-up findings show at the start whether it does, and each that is sent is checked.
 */
final class TemplateFormat implements PayloadFormat {

    private final String file;
    private final Kind kind;
    private final Template template;
    private final JsonFactory parsers = new JsonFactory();

    /** What a file is, by the end of its name. */
    private enum Kind {
        JSON(".json", Place.JSON, Payload.JSON),
        CSV(".csv", Place.CSV, "text/csv; charset=utf-8"),
        TEXT(".txt", Place.PLAIN, "text/plain; charset=utf-8");

        private final String ending;
        private final Place place;
        private final String contentType;

        Kind(String ending, Place place, String contentType) {
            this.ending = ending;
            this.place = place;
            this.contentType = contentType;
        }

        private static Kind of(String file) {
            return Arrays.stream(values())
                    .filter(kind -> file.endsWith(kind.ending))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "expected a file whose name ends in .json, .csv or .txt, which says how values are escaped, but"
                                    + " found '" + file + "'"));
        }
    }

    /** @throws IllegalArgumentException if the property {@code template} or its file is wrong */
    TemplateFormat(SinkSettings sink, Templates templates) {
        file = sink.required("template");
        kind = sink.read("template", Kind::of);
        template = sink.read("template", name -> {
            Template read = templates.read(name, kind.place, TemplateValues.NAMES);
            rehearse(read);
            return read;
        });
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
        return Optional.of(Payload.ofText(text, kind.contentType));
    }

    private String text(Template filled, Finding finding) {
        Map<String, ?> values = TemplateValues.of(finding);
        String text = filled.fill(values);
        if (kind == Kind.JSON) {
            checkJson(text);
        } else if (kind == Kind.CSV) {
            CsvRecords.check(file, text);
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
