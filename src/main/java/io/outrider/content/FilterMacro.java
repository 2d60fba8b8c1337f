package io.outrider.content;

import io.outrider.spl.Macro;
import io.outrider.spl.Macros;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The macro {@code <detection>_filter} that ends published searches. Operators put their exceptions into it; publishers
 * generate it when they build their app, so it is seldom among the macro files, and empty then.
 */
final class FilterMacro {

    /** The definition of an empty filter, as publishers write it: behind a {@code |} a command has to stand. */
    static final String KEEPS_ALL = "search *";

    private static final String ENDING = "_filter";

    private FilterMacro() {}

    static boolean isName(String macro) {
        return macro.endsWith(ENDING);
    }

    /** The macros, with an empty filter for the detection if they define none. */
    static Macros addTo(Macros macros, Path file, @Nullable String detection) {
        Set<String> names = new LinkedHashSet<>();
        names.add(file.getFileName().toString().replaceFirst("\\.ya?ml$", ""));
        if (detection != null) {
            String lower = detection.toLowerCase(Locale.ROOT);
            names.add(lower.replaceAll("[^a-z0-9]", "_"));
            names.add(lower.replaceAll("[^a-z0-9]+", "_"));
        }
        List<Macro> filters = new ArrayList<>();
        for (String name : names) {
            filters.add(new Macro(name + ENDING, List.of(), KEEPS_ALL));
        }
        return macros.orElse(new Macros(filters));
    }
}
