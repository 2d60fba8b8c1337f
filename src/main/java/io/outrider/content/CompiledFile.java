package io.outrider.content;

import io.outrider.rule.Detection;
import io.outrider.rule.Rule;
import io.outrider.spl.LookupSource;
import io.outrider.spl.Macro;
import io.outrider.spl.Macros;
import io.outrider.spl.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A detection file by itself, without regard to the others.
 *
 * @param text of the file
 * @param surroundings what the search could refer to
 * @param calls the macros that it called, each with what was found
 * @param tables the lookup tables that it named, each with what was found
 * @param id {@code null} if the file does not give one
 * @param idAt where it stands; {@code null} with the id
 * @param name {@code null} if the file does not give one
 * @param nameAt where it stands; {@code null} with the name
 * @param about {@code null} if the metadata cannot be read
 * @param sources what the search reads by its text; none if there is no search
 * @param rule {@code null} if there are errors
 */
record CompiledFile(
        String text,
        Object surroundings,
        Map<String, Optional<Macro>> calls,
        Map<String, LookupSource.Answer> tables,
        @Nullable String id,
        @Nullable Position idAt,
        @Nullable String name,
        @Nullable Position nameAt,
        @Nullable Detection about,
        List<String> sources,
        @Nullable Rule rule,
        List<Problem> problems) {

    CompiledFile {
        sources = List.copyOf(sources);
        calls = Map.copyOf(calls);
        tables = Map.copyOf(tables);
        problems = List.copyOf(problems);
    }

    /** A file that holds no detection. */
    static CompiledFile none(String text, Object surroundings, List<Problem> problems) {
        return new CompiledFile(
                text, surroundings, Map.of(), Map.of(), null, null, null, null, null, List.of(), null, problems);
    }

    /**
     * Whether compiling the text would give the same now.
     *
     * @param macros are asked for only if the surroundings are others
     */
    boolean isOf(String now, Object surroundingsNow, Supplier<Macros> macros, Lookups lookups) {
        if (!text.equals(now) || !lookups.find(tables)) {
            return false;
        }
        // What is said of a mistake may name any macro; what runs hangs on those that it calls.
        return surroundings.equals(surroundingsNow)
                || rule != null && macros.get().find(calls);
    }
}
