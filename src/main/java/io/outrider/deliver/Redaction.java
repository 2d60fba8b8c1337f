package io.outrider.deliver;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Takes what may be secret out of texts: given words, and the path and query of an address, whole and in pieces, as written and
 * decoded. All of it in the forms that answers write texts in: as they are, in JSON, in HTML, and in addresses.
 */
final class Redaction {

    // A token is longer; shorter pieces are words such as api or hook, whose absence would only make answers
    // unreadable.
    static final int SHORTEST = 6;

    private final List<String> parts;

    /** @param secrets taken out whatever their length, whole and in the words they consist of */
    Redaction(URI url, Collection<String> secrets) {
        Stream<String> ofAddress = Stream.of(url.getRawPath(), url.getPath(), url.getRawQuery(), url.getQuery())
                .filter(Objects::nonNull)
                .flatMap(part -> Stream.concat(Stream.of(part), Arrays.stream(part.split("[/&=;]"))))
                .filter(part -> part.length() >= SHORTEST);
        Stream<String> given = secrets.stream()
                .flatMap(secret -> Stream.concat(Stream.of(secret), Arrays.stream(secret.split("\\s+"))))
                .filter(secret -> !secret.isEmpty());
        parts = Stream.concat(given, ofAddress)
                .flatMap(Redaction::forms)
                .distinct()
                // The whole before its pieces.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Stream<String> forms(String text) {
        String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
        return Stream.of(text, Place.JSON.escape(text), Place.HTML.escape(text), form, form.replace("+", "%20"));
    }

    String of(String text) {
        String redacted = text;
        for (String part : parts) {
            redacted = redacted.replace(part, "***");
        }
        return redacted;
    }
}
