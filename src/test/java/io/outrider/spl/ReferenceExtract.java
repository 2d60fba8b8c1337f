package io.outrider.spl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code extract}, after Splunk Enterprise 9.4, Search Reference, "extract": pairs of names and values in {@code _raw}. Each
 * delimiter is a list of characters; a pair with a second one is not extracted; 50 pairs at most. After the Admin Manual,
 * "transforms.conf", what is no letter or digit becomes {@code _} in a name (CLEAN_KEYS), and a field that is there stays
 * (MV_ADD).
 */
final class ReferenceExtract {

    private static final int LIMIT = 50;

    private ReferenceExtract() {}

    static ReferenceRow apply(Command.Extract extract, ReferenceRow row) {
        extract.options().forEach(option -> {
            if (!Set.of("pairdelim", "kvdelim").contains(option.name().text().toLowerCase(Locale.ROOT))) {
                throw new UnsupportedOperationException(
                        "extract " + option.name().text());
            }
        });
        String pairs = ReferenceInterpreter.option(extract.options(), "pairdelim")
                .orElseThrow(() -> new UnsupportedOperationException("extract without pairdelim"));
        String inPair = ReferenceInterpreter.option(extract.options(), "kvdelim")
                .orElseThrow(() -> new UnsupportedOperationException("extract without kvdelim"));
        String raw = row.text("_raw");
        int found = 0;
        for (String pair : raw == null ? List.<String>of() : split(raw, pairs)) {
            List<String> parts = split(pair, inPair);
            if (parts.size() == 2 && !parts.get(0).isBlank() && !parts.get(1).isBlank() && found++ < LIMIT) {
                String name = parts.get(0).strip().replaceAll("[^A-Za-z0-9_]", "_");
                if (row.get(name) == null) {
                    row.put(name, List.of(unquoted(parts.get(1).strip())));
                }
            }
        }
        return row;
    }

    private static List<String> split(String text, String delimiters) {
        return new ArrayList<>(List.of(text.split('[' + delimiters.replaceAll("([^A-Za-z0-9])", "\\\\$1") + ']', -1)));
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
