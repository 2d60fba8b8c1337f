package io.outrider.app;

import io.outrider.camel.PlainText;
import io.outrider.rule.StarPattern;
import io.outrider.store.HeldBack;
import io.outrider.store.PolicyStore;
import io.outrider.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrider suppressed list}: what did not go out, and why. */
@Command(
        name = "list",
        description = "Lists what was held back, the last first, and by what.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run"})
final class SuppressedListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--detection",
            paramLabel = "NAME",
            description = "Of this detection: its id or name, in any case; it may have a *.")
    private @Nullable String detection;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "By this suppression, maintenance window or silence's id.")
    private @Nullable String by;

    @Option(names = "--since", paramLabel = "TIME", description = "Held back since then: 2h ago, or a time.")
    private @Nullable String since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many are listed; all are counted. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        List<HeldBack> listed = new ArrayList<>();
        Map<String, Long> counts = new TreeMap<>();
        Instant earliest = earliest();
        long trimmed;
        try (PolicyStore store = CommandStore.policy(spec.commandLine())) {
            store.heldBack(what -> {
                if (isMeant(what, earliest)) {
                    counts.merge(what.by().toString(), 1L, Long::sum);
                    if (listed.size() < limit) {
                        listed.add(what);
                    }
                }
            });
            trimmed = store.trimmed();
        } catch (StoreException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        output.print(() -> document(listed, counts, trimmed), out -> print(listed, counts, trimmed, out));
        return ExitCode.OK;
    }

    private Instant earliest() {
        try {
            return since == null
                    ? Instant.MIN
                    : MomentText.before(Clock.systemUTC().instant(), since);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--since: " + e.getMessage());
        }
    }

    private boolean isMeant(HeldBack what, Instant earliest) {
        return !what.heldAt().isBefore(earliest)
                && (by == null || what.by().name().equalsIgnoreCase(by.strip()))
                && (detection == null || isNamed(detection, what.detection()) || isNamed(detection, what.name()));
    }

    private static boolean isNamed(String pattern, String name) {
        return StarPattern.compile(pattern.strip().toLowerCase(Locale.ROOT)).matches(name.toLowerCase(Locale.ROOT));
    }

    private static void print(List<HeldBack> listed, Map<String, Long> counts, long trimmed, PrintWriter out) {
        listed.forEach(what -> out.printf(
                "%s  %s  %s %s  %s  %s%n          %s%n",
                what.time(),
                what.by(),
                what.activity(),
                what.severity(),
                what.alertId(),
                PlainText.line(what.name()),
                PlainText.line(what.row())));
        if (counts.isEmpty()) {
            out.println("Nothing was held back.");
        }
        counts.forEach((held, count) -> out.printf(Locale.ROOT, "%,9d  held back by %s%n", count, held));
        if (trimmed > 0) {
            out.printf(Locale.ROOT, "%,9d  before them are not listed any more%n", trimmed);
        }
    }

    private static Map<String, Object> document(List<HeldBack> listed, Map<String, Long> counts, long trimmed) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "held_back",
                listed.stream().map(SuppressedListCommand::document).toList());
        document.put("counts", counts);
        document.put("not_listed_any_more", trimmed);
        return document;
    }

    private static Map<String, Object> document(HeldBack what) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("uid", what.alertId());
        document.put("revision", what.revision());
        document.put("activity", what.activity());
        document.put("detection_id", what.detection());
        document.put("detection", what.name());
        document.put("severity", what.severity());
        document.put("time", what.time().toString());
        document.put("held_back_at", what.heldAt().toString());
        document.put("by", what.by().kind().caption());
        document.put("by_name", what.by().name());
        document.put("row", what.row());
        return document;
    }
}
