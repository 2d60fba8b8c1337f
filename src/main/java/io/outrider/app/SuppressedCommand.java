package io.outrider.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrider suppressed}: tells what was held back. */
@Command(
        name = "suppressed",
        description = "Tells what suppressions, silences and maintenance windows held back.",
        subcommands = SuppressedListCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class SuppressedCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command: list");
    }
}
