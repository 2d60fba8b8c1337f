package io.outrider.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrider run}: the service, or a run over given files. Both go through the same routes. */
@Command(
        name = "run",
        description = {
            "Feeds FILEs, or all files in DIRs, through the routes, prints the alerts and ends.",
            "Without FILE or DIR: runs as a service on the sources of application.properties until it is stopped."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run"})
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", arity = "0..*", description = "Event files, or directories of them.")
    private List<Path> inputs = new ArrayList<>();

    @Option(
            names = "--detections",
            paramLabel = "DIR",
            description = "Directory of detections, instead of outrider.detections.directories.")
    private List<String> detections = new ArrayList<>();

    @Option(
            names = "--timezone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Zone of times in FILEs that name none. Default: ${DEFAULT-VALUE}.")
    private ZoneId timezone;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "How the summary is printed: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Override
    public Integer call() {
        if (!detections.isEmpty()) {
            System.setProperty("outrider.detections.directories", String.join(",", detections));
        }
        return inputs.isEmpty() ? start(Service.class) : runFiles();
    }

    private int runFiles() {
        List<String> arguments = new ArrayList<>(List.of(format.name(), timezone.getId()));
        new InputFiles(inputs, this::refuse).paths().forEach(file -> arguments.add(file.toString()));
        // A run over files: its sources are the files alone, and its end is known. See docs/design/grouping.md.
        System.setProperty("outrider.sources.auto-startup", "false");
        System.setProperty("outrider.grouping.bounded", "true");
        System.setProperty("outrider.alerts.emit", "close");
        // It can be run again.
        System.setProperty("outrider.store.type", "none");
        // Nobody goes on behind it: a sink that is not there in the next seconds is not waited for.
        System.setProperty("outrider.delivery.maximum-delay", "2s");
        System.setProperty("outrider.delivery.give-up-after", "10s");
        System.setProperty("camel.main.routes-reload-enabled", "false");
        // It tells how it went at its end, and opens no port.
        System.setProperty("outrider.health.enabled", "false");
        if (System.getProperty("quarkus.log.level") == null) {
            System.setProperty("quarkus.log.level", "WARN");
        }
        return start(FileRun.class, arguments.toArray(String[]::new));
    }

    private RuntimeException refuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int start(Class<? extends QuarkusApplication> application, String... arguments) {
        AtomicInteger exitCode = new AtomicInteger(ExitCode.OK);
        PrintWriter err = spec.commandLine().getErr();
        Quarkus.run(
                application,
                (code, failure) -> {
                    if (failure != null) {
                        err.println("outrider: could not start: " + StartFailure.of(failure));
                        err.flush();
                    }
                    exitCode.set(failure == null ? code : ExitCode.COULD_NOT_RUN);
                },
                arguments);
        return exitCode.get();
    }
}
