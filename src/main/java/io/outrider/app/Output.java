package io.outrider.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the result of a command: for people, or as one line of JSON. */
final class Output {

    // JSON has these in texts only, and line breaks only between them.
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\r]]");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "How the result is printed: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    /** The same JSON for a terminal: what would move its cursor or turn the writing around stands as an escape. */
    static String visible(String json) {
        return UNSEEN.matcher(json)
                .replaceAll(unseen -> Matcher.quoteReplacement(unseen.group()
                        .chars()
                        .mapToObj(unit -> String.format(Locale.ROOT, "\\u%04x", unit))
                        .collect(Collectors.joining())));
    }

    /** Only the one that is asked for is made. */
    void print(Supplier<Map<String, Object>> document, Consumer<PrintWriter> text) throws IOException {
        PrintWriter out = command.commandLine().getOut();
        if (format == Format.json) {
            out.println(visible(new ObjectMapper().writeValueAsString(document.get())));
        } else {
            text.accept(out);
        }
        out.flush();
    }
}
