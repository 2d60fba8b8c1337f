package io.outrider.app;

import io.outrider.camel.PlainText;
import io.outrider.store.PolicyStore;
import io.outrider.store.SilenceEntry;
import io.outrider.store.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrider silence list}: the silences that hold now, or will. */
@Command(
        name = "list",
        description = "Lists the silences that hold now, or will.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run"})
final class SilenceListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--all", description = "Also those whose time is over, and those that were ended.")
    private boolean all;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        Instant now = Clock.systemUTC().instant();
        List<SilenceEntry> silences = silences(now);
        output.print(
                () -> Map.of(
                        "silences",
                        silences.stream().map(silence -> document(silence, now)).toList()),
                out -> {
                    if (silences.isEmpty()) {
                        out.println("No silences.");
                    }
                    silences.forEach(silence -> out.printf(
                            "%s  %-7s  %s until %s  by %s: %s%n          %s%n",
                            silence.id(),
                            state(silence, now),
                            silence.from(),
                            silence.ended() == null ? silence.until() : silence.ended(),
                            PlainText.line(silence.who()),
                            PlainText.line(silence.why()),
                            PlainText.line(silence.matchers().replace("\n", ", "))));
                });
        return ExitCode.OK;
    }

    private List<SilenceEntry> silences(Instant now) {
        try (PolicyStore store = CommandStore.policy(spec.commandLine())) {
            return store.silences(all, now);
        } catch (StoreException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static String state(SilenceEntry silence, Instant now) {
        if (silence.ended() != null) {
            return "ended";
        }
        if (!silence.isCurrent(now)) {
            return "over";
        }
        return now.isBefore(silence.from()) ? "waiting" : "active";
    }

    private static Map<String, Object> document(SilenceEntry silence, Instant now) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", silence.id());
        document.put("state", state(silence, now));
        document.put("matchers", silence.matchers().lines().toList());
        document.put("from", silence.from().toString());
        document.put("until", silence.until().toString());
        document.put("who", silence.who());
        document.put("why", silence.why());
        if (silence.ended() != null) {
            document.put("ended", silence.ended().toString());
        }
        return document;
    }
}
