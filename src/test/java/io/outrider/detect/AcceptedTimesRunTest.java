package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.spl.Compilation;
import io.outrider.spl.Macros;
import io.outrider.spl.SplCompiler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check at load accepts of relative times and time formats, the engine runs: else a rule would never fire, unsaid. */
class AcceptedTimesRunTest {

    private static final List<String> UNITS = List.of(
            "us ms cs ds s sec secs second seconds m min mins minute minutes h hr hrs hour hours d day days w week weeks"
                    .split(" "));
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private static boolean isAccepted(String call) {
        return new SplCompiler(new Macros(List.of()), DataModels.standard())
                        .compile("* | eval x=" + call + " | stats count by x")
                instanceof Compilation.Compiled;
    }

    @Test
    void relativeTimesThatAreAcceptedRun() {
        List<String> texts = new ArrayList<>(List.of("now", "@w0", "@w7", "@d3", "@h1+5m", "-1h@h", "-1H@H", "+5Mins"));
        for (String unit : UNITS) {
            texts.addAll(List.of(
                    "-" + unit,
                    "-70" + unit,
                    "+3" + unit,
                    "@" + unit,
                    "-2" + unit + "@" + unit,
                    "-2" + unit + "@d+3h"));
        }
        int accepted = 0;
        List<String> silent = new ArrayList<>();
        for (String text : texts) {
            if (isAccepted("relative_time(_time, \"" + text + "\")")) {
                accepted++;
                RelativeTime relative = RelativeTime.parse(text);
                if (relative == null || relative.from(1_000_000) == null) {
                    silent.add(text);
                }
            }
        }

        assertThat(silent).isEmpty();
        assertThat(accepted).isGreaterThan(100);
    }

    @Test
    void snapOfAnotherUnitThanAWeekTakesNoDay() {
        assertThat(isAccepted("relative_time(_time, \"@w3\")")).isTrue();
        assertThat(isAccepted("relative_time(_time, \"@d3\")")).isFalse();
    }

    // "Time modifiers" know seconds and longer; parts of them are spans of bin only. What now moves to is not said
    // there.
    @ParameterizedTest
    @ValueSource(strings = {"-1500ms", "-10us@d", "@ms", "-1h@cs", "@d-3ds", "now"})
    void whatIsNoModifierOfTimeIsRefused(String text) {
        assertThat(isAccepted("relative_time(_time, \"" + text + "\")")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-5mins, 700", "-1H, -2600", "+2Days, 173800", "@Min, 960"})
    void relativeTimesMoveByTheirUnitInAnyCase(String text, double expected) {
        assertThat(RelativeTime.parse(text).from(1_000)).isEqualTo(expected);
    }

    @Test
    void variablesOfTimeFormatsThatAreAcceptedAreReadAsTheyAreWritten() {
        List<String> unread = new ArrayList<>();
        int accepted = 0;
        for (char c = '!'; c < 127; c++) {
            // Which half of the day says something of an hour only.
            String format = c == 'p' ? "%I %p" : "%" + c;
            if (c != '"' && c != '\\' && isAccepted("strptime(x, \"" + format + "\")")) {
                accepted++;
                String written = TimeFormat.compile(format).format(NOW.getEpochSecond());
                if (written == null || TimeParser.compile(format).parse(written, NOW) == null) {
                    unread.add(format + " of " + written);
                }
            }
        }

        assertThat(unread).isEmpty();
        assertThat(accepted).isGreaterThan(25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%x %X", "%w %F %T", "%D %R:%S", "%c"})
    void formatsThatStandForOthersReadTheMoment(String format) {
        String written = TimeFormat.compile(format).format(NOW.getEpochSecond());

        assertThat(TimeParser.compile(format).parse(written, NOW)).isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void twoPercentSignsAreOneAndStandForNothingElse() {
        assertThat(TimeParser.compile("%%F %Y").parse("%F 2026", NOW)).isNotNull();
        assertThat(TimeParser.compile("%%F %Y").parse("%2026-01-02 2026", NOW)).isNull();
    }
}
