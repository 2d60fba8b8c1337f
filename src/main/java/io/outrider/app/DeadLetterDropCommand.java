package io.outrider.app;

import io.outrider.store.LetterId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code outrider deadletter drop}. */
@Command(
        name = "drop",
        description = "Deletes dead letters, for good and without a question.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run, or a letter that is named is not there"})
final class DeadLetterDropCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private LetterChoice choice;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        choice.check();
        return CommandStore.use(spec.commandLine(), this::drop);
    }

    private void drop(CommandStore store) throws IOException {
        List<LetterId> chosen = choice.of(store.letters(), letter -> true);
        int count = LetterChoice.inPortions(chosen, store.letters()::drop);
        output.print(() -> Map.of("dropped", count), out -> out.println(count + " dead letters are deleted"));
    }
}
