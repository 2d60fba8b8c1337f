package io.outrider.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.Inputs;
import io.outrider.normalize.Normalizer;
import io.outrider.normalize.RecordBatches;
import io.outrider.normalize.RecordReader;
import io.outrider.normalize.Reject;
import io.outrider.normalize.SourceUnit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrider normalize}: the common events of files, one JSON object a line. */
@Command(
        name = "normalize",
        description = {
            "Prints the common events of FILEs, or of all files in DIRs, as the detections see them: one JSON object a line.",
            "What is no event, or had to be mended, is told beside them."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run, or a file could not be read to its end"})
final class NormalizeCommand implements Callable<Integer> {

    /** A few hundred, as the service has it: an event is not kept longer than its batch. */
    private static final int BATCH = 500;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Event files, or directories of them.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = "--explain", description = "Tells of each CIM field which part of the mapping gives it.")
    private boolean explain;

    @Option(
            names = "--timezone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Zone of times in FILEs that name none. Default: ${DEFAULT-VALUE}.")
    private ZoneId timezone;

    @Option(
            names = "--sourcetype",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Splunk's sourcetype of events that have none. Default: told by what they are.")
    private String sourcetype;

    @Override
    public Integer call() throws IOException {
        DataModels models = DataModels.standard();
        Configured configured = Configured.read(spec.commandLine(), models);
        Normalizer normalizer = new Normalizer(timezone, Clock.systemUTC(), configured.mappings(), models, sourcetype);
        CommonEventDocument documents = new CommonEventDocument(models, configured.mappings(), explain);
        boolean allRead = true;
        for (Path file :
                new InputFiles(inputs, message -> new ParameterException(spec.commandLine(), message)).paths()) {
            allRead &= print(file, normalizer, documents, configured.maxEventSize());
        }
        return allRead ? ExitCode.OK : ExitCode.COULD_NOT_RUN;
    }

    /** @return whether the file could be read to its end */
    private boolean print(Path file, Normalizer normalizer, CommonEventDocument documents, int maxEventSize)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ObjectMapper json = new ObjectMapper();
        SourceUnit unit = new SourceUnit(file.toString(), file.toString());
        try (RecordBatches batches =
                new RecordBatches(unit, new RecordReader(Inputs.open(file), maxEventSize), BATCH)) {
            while (batches.hasNext()) {
                EventBatch batch = normalizer.normalize(batches.next());
                for (Event event : batch.events()) {
                    out.println(json.writeValueAsString(documents.of(event, file.toString())));
                }
                batch.rejects().forEach(reject -> tell(file, reject));
                out.flush();
            }
            batches.failure().ifPresent(failure -> tell(file + ": " + Reason.of(failure)));
            return batches.failure().isEmpty();
        } catch (IOException e) {
            tell(file + ": " + Reason.of(e));
            return false;
        }
    }

    private void tell(Path file, Reject reject) {
        tell(file + ":" + reject.line() + ": " + (reject.repaired() ? "" : "no event: ") + reject.reason());
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("outrider: " + line);
        err.flush();
    }
}
