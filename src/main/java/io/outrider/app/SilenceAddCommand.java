package io.outrider.app;

import io.outrider.camel.PlainText;
import io.outrider.policy.Matchers;
import io.outrider.store.PolicyStore;
import io.outrider.store.SilenceEntry;
import io.outrider.store.StoreException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrider silence add}: makes a silence, and prints its id. */
@Command(
        name = "add",
        description = "Holds back alerts that meet all of the conditions, and prints the silence's id.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:could not run"})
final class SilenceAddCommand implements Callable<Integer> {

    // Each alert meets all of them.
    private static final int MOST = 1_000;
    private static final int LONGEST_TEXT = 1_000;
    // What is to be for ever is a filter of the detection.
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int ID_BYTES = 4;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--detection",
            paramLabel = "SELECTOR",
            description = "Alerts of these detections: id or name, or as in outrider.detections.include.")
    private @Nullable String detection;

    @Option(names = "--severity", paramLabel = "NAME", description = "Alerts of this severity; it may have a *.")
    private @Nullable String severity;

    @Option(
            names = "--field",
            paramLabel = "NAME=VALUE",
            description = "Alerts with this value in a field of the row, in any case; it may have a *.")
    private List<String> fields = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "When it begins: 10m from now, or a time. Default: now.")
    private @Nullable String from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            // A shift: what is to last longer is said.
            defaultValue = "8h",
            description = "When it ends: so long behind its beginning, or a time. Default: ${DEFAULT-VALUE}.")
    private String until;

    @Option(names = "--who", paramLabel = "NAME", required = true, description = "Who makes it.")
    private String who;

    @Option(names = "--why", paramLabel = "TEXT", required = true, description = "Why it is made.")
    private String why;

    @Override
    public Integer call() {
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        SilenceEntry silence = silence(now);
        try (PolicyStore store = CommandStore.policy(spec.commandLine())) {
            if (store.silences(false, now).size() >= MOST) {
                throw refused("expected fewer than " + MOST
                        + " silences at a time, but there are more; end some, or write a" + " filter or a suppression");
            }
            store.add(silence);
        } catch (StoreException e) {
            throw refused(e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(silence.id());
        out.flush();
        return ExitCode.OK;
    }

    private SilenceEntry silence(Instant now) {
        try {
            Instant begins = from == null ? now : MomentText.behind(now, from);
            Instant ends = MomentText.behind(begins, until);
            if (!begins.isBefore(ends) || !now.isBefore(ends)) {
                throw new IllegalArgumentException(
                        "--until: expected a time behind now and behind the beginning, but found " + ends);
            }
            if (Duration.between(begins, ends).compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("--until: expected a year at most, but found " + ends
                        + "; what is to be for ever belongs into the filter of the detection");
            }
            return new SilenceEntry(
                    HexFormat.of().formatHex(random()),
                    matchers().lines(),
                    begins,
                    ends,
                    text("--who", who),
                    text("--why", why),
                    null);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private Matchers matchers() {
        List<String> texts = new ArrayList<>();
        if (detection != null) {
            texts.add("detection:" + detection);
        }
        if (severity != null) {
            texts.add("severity:" + severity);
        }
        for (String field : fields) {
            if (field.indexOf('=') < 1) {
                throw new IllegalArgumentException("--field: expected NAME=VALUE, but found '" + field + "'");
            }
            texts.add(field);
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected --detection, --severity or --field: a silence without a condition would hold back all alerts");
        }
        return Matchers.parse(texts, PolicyProperties::selector);
    }

    private static String text(String option, String value) {
        String text = PlainText.line(value).strip();
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(option + ": expected a text of at most " + LONGEST_TEXT
                    + " characters, but found " + text.length());
        }
        return text;
    }

    private static byte[] random() {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        return id;
    }

    private ParameterException refused(@Nullable String message) {
        return new ParameterException(spec.commandLine(), String.valueOf(message));
    }
}
