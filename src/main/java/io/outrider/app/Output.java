package io.outrider.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the result of a command: for people, or as one line of JSON. */
final class Output {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "How the result is printed: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    /** Only the one that is asked for is made. */
    void print(Supplier<Map<String, Object>> document, Consumer<PrintWriter> text) throws IOException {
        PrintWriter out = command.commandLine().getOut();
        if (format == Format.json) {
            out.println(new ObjectMapper().writeValueAsString(document.get()));
        } else {
            text.accept(out);
        }
        out.flush();
    }
}
