package io.outrider.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrider}: says what there is. */
@Command(
        name = "outrider",
        description = "Runs Splunk Security Content detections on the event stream.",
        subcommands = {
            RunCommand.class,
            ValidateCommand.class,
            CoverageCommand.class,
            ExplainCommand.class,
            NormalizeCommand.class,
            SilenceCommand.class,
            SuppressedCommand.class,
            DeadLetterCommand.class,
            BenchCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class OutriderCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command: run, validate, coverage, explain, normalize, silence, suppressed, deadletter or bench");
    }
}
