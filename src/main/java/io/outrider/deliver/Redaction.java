package io.outrider.deliver;

import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Takes the parts of an address that may be secret out of texts: path and query, whole and in pieces, as written and decoded. */
final class Redaction {

    // A token is longer; shorter pieces are words such as api or hook, whose absence would only make answers
    // unreadable.
    private static final int SHORTEST = 6;

    private final List<String> parts;

    Redaction(URI url) {
        parts = Stream.of(url.getRawPath(), url.getPath(), url.getRawQuery(), url.getQuery())
                .filter(Objects::nonNull)
                .flatMap(part -> Stream.concat(Stream.of(part), Arrays.stream(part.split("[/&=;]"))))
                .filter(part -> part.length() >= SHORTEST)
                .distinct()
                // The whole before its pieces.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    String of(String text) {
        String redacted = text;
        for (String part : parts) {
            redacted = redacted.replace(part, "***");
        }
        return redacted;
    }
}
