package io.outrider.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.OcsfFinding;
import io.outrider.camel.DeadLetters;
import io.outrider.detect.StoredOutbox;
import io.outrider.store.DeadLetterStore.DeadLetter;
import io.outrider.store.LetterId;
import io.outrider.store.LetterId.Kind;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrider deadletter show}. */
@Command(
        name = "show",
        description = "Prints a dead letter with all that is in it, as JSON: the finding, or the input's text.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run, or there is no such letter"})
final class DeadLetterShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ID",
            converter = LetterChoice.IdText.class,
            description = "SINK/NUMBER, event/NUMBER or match/NUMBER, as list prints them.")
    private LetterId id;

    @Override
    public Integer call() throws IOException {
        return CommandStore.use(spec.commandLine(), this::show);
    }

    private void show(CommandStore store) throws IOException {
        DeadLetter letter =
                store.letters().get(id).orElseThrow(() -> new IllegalStateException("there is no dead letter " + id));
        Map<String, Object> document = LetterDocument.of(letter);
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        if (id.kind() == Kind.DELIVERY) {
            document.put("finding", finding(store));
        } else {
            byte[] bytes = store.letters().bytes(id);
            document.put("letter", bytes == null ? null : DeadLetters.read(bytes));
        }
        spec.commandLine().getOut().println(Output.visible(json.writeValueAsString(document)));
        spec.commandLine().getOut().flush();
    }

    private Map<String, Object> finding(CommandStore store) throws IOException {
        OcsfFinding findings = new OcsfFinding(Version.number(), new AttackCatalog());
        return new StoredOutbox(store.outbox(), Clock.systemUTC())
                .get(id.number())
                .map(said -> findings.of(said.alert(), said.at()))
                .orElseThrow(() -> new IllegalStateException("the alert of " + id + " is not in the store any more"));
    }
}
