package io.outrider.app;

import io.outrider.store.LetterId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code outrider deadletter retry}. */
@Command(
        name = "retry",
        description = {
            "Gives dead letters again: an alert to its sink, as if it had never been tried; input to the detections.",
            "The running service takes them up within some seconds, else the next one when it starts. What cannot be given again"
                    + " (list --format json says why) is left out; if it is named by its id, nothing is done."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run, or a letter that is named is not there, or cannot be given again"})
final class DeadLetterRetryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private LetterChoice choice;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        choice.check();
        return CommandStore.use(spec.commandLine(), this::retry);
    }

    private void retry(CommandStore store) throws IOException {
        List<LetterId> chosen = choice.of(store.letters(), letter -> letter.obstacle() == null);
        int count = LetterChoice.inPortions(chosen, some -> store.letters().retry(some, Instant.now()));
        output.print(
                () -> Map.of("retried", count),
                out -> out.println(count + " dead letters are given again by the running service, or when it starts"));
    }
}
