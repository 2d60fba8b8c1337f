package io.outrider.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrider deadletter}: what could be used by nobody, and is kept in the store. */
@Command(
        name = "deadletter",
        description = {
            "Lists, shows, gives again or deletes what could not be used and is kept in the store: alerts that a sink does not get,"
                    + " input that is no event, and matches that no alert could take.",
            "The service may run meanwhile."
        },
        subcommands = {
            DeadLetterListCommand.class,
            DeadLetterShowCommand.class,
            DeadLetterRetryCommand.class,
            DeadLetterDropCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class DeadLetterCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command: list, show, retry or drop");
    }
}
