package io.outrider.app;

import io.outrider.store.DeadLetterStore.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrider deadletter list}. */
@Command(
        name = "list",
        description = "Lists dead letters, the newest first: id, time and reason.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run"})
final class DeadLetterListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private LetterFilter filter;

    // Some pages of a terminal.
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Most that are listed; the others are counted. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit: expected 1 or more, but found " + limit);
        }
        return CommandStore.use(spec.commandLine(), this::list);
    }

    private void list(CommandStore store) throws IOException {
        Predicate<DeadLetter> wanted = filter.predicate();
        List<DeadLetter> listed = new ArrayList<>();
        AtomicLong count = new AtomicLong();
        store.letters().all(letter -> {
            if (wanted.test(letter) && count.incrementAndGet() <= limit) {
                listed.add(letter);
            }
        });
        output.print(() -> document(listed, count.get()), out -> {
            listed.forEach(letter -> out.println(LetterDocument.line(letter)));
            if (count.get() > listed.size()) {
                out.println("and " + (count.get() - listed.size()) + " more; see --limit");
            }
        });
    }

    private static Map<String, Object> document(List<DeadLetter> listed, long count) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("count", count);
        document.put("letters", listed.stream().map(LetterDocument::of).toList());
        return document;
    }
}
