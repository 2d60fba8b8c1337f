package io.outrider.app;

import io.outrider.store.PolicyStore;
import io.outrider.store.StoreException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrider silence end}: ends a silence before its time. */
@Command(
        name = "end",
        description = "Ends a silence before its time; what it held back stays held back.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run"})
final class SilenceEndCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Of the silence, as outrider silence list tells it.")
    private String id;

    @Override
    public Integer call() {
        try (PolicyStore store = CommandStore.policy(spec.commandLine())) {
            if (!store.end(id.strip(), Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "expected the id of a silence that was not ended, but found '" + id
                                + "'; outrider silence list --all tells them");
            }
        } catch (StoreException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        return ExitCode.OK;
    }
}
