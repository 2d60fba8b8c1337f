package io.outrider.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrider silence}: holds back alerts for a time, because somebody knows of them. */
@Command(
        name = "silence",
        description = {
            "Holds back alerts for a time; a running service takes it up within seconds.",
            "outrider suppressed list tells what was held back."
        },
        subcommands = {SilenceAddCommand.class, SilenceListCommand.class, SilenceEndCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class SilenceCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command: add, list or end");
    }
}
