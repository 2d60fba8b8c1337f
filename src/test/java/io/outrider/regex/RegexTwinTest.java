package io.outrider.regex;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The linear engine and the backtracking one find the same matches with the same groups. */
class RegexTwinTest {

    // Where searches of the published detections write regular expressions: rex and regex, match and replace.
    private static final Pattern IN_SEARCH = Pattern.compile(
            "(?:\\brex\\b[^|\"]*|\\bregex\\b[^|\"]*|(?:match|replace)\\([^,\"]*,\\s*)\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    private static final int GROUPS = 9;

    private static List<String> all(Matches matches, Regex regex) {
        int groups = Pattern.compile(PcreTranslator.translate(regex.toString()).java())
                .matcher("")
                .groupCount();
        List<String> found = new ArrayList<>();
        while (matches.next()) {
            found.add(matches.start() + "-" + matches.end());
            for (int i = 1; i <= Math.min(groups, GROUPS); i++) {
                found.add(String.valueOf(matches.group(i)));
            }
        }
        return found;
    }

    /** Matches of which the fast engine gives up after some. */
    private static Matches endingAfter(int most, Regex regex, String text) {
        Matches fast = regex.inJava(text);
        int[] found = {0};
        return new BriefMatches(
                new Matches() {
                    @Override
                    public boolean next() {
                        if (found[0]++ == most) {
                            throw new RegexAborted("enough");
                        }
                        return fast.next();
                    }

                    @Override
                    public int start() {
                        return fast.start();
                    }

                    @Override
                    public int end() {
                        return fast.end();
                    }

                    @Override
                    public @Nullable String group(int number) {
                        return fast.group(number);
                    }
                },
                () -> regex.byLinear(text));
    }

    /** Whether the slow engine came to an end, and both found the same. */
    private static boolean agree(Regex regex, String text) {
        List<String> inJava;
        try {
            inJava = all(regex.inJava(text), regex);
        } catch (RegexAborted e) {
            return false;
        }
        assertThat(all(regex.matches(text), regex)).as("%s on %s", regex, text).isEqualTo(inJava);
        if (regex.isLinear() && !text.endsWith("\n")) {
            assertThat(all(regex.byLinear(text), regex))
                    .as("%s on %s, in linear time", regex, text)
                    .isEqualTo(inJava);
            assertThat(all(endingAfter(1, regex, text), regex))
                    .as("%s on %s, begun by the other engine", regex, text)
                    .isEqualTo(inJava);
        }
        assertThat(regex.find(text)).as("%s in %s", regex, text).isEqualTo(!inJava.isEmpty());
        return true;
    }

    @Provide
    Arbitrary<String> expressions() {
        return expressions(2);
    }

    private static Arbitrary<String> expressions(int depth) {
        Arbitrary<String> atoms = Arbitraries.of(
                "a", "b", "[ab]", "[^a]", ".", "\\w", "\\W", "\\s", "\\d", "\\b", "\\B", "^", "$", "\\n", "(?i)",
                "(?m)", "(?s)", "-", "[^\\W_]", "[a-c-]", "ab", "\\x{e9}", "\\-");
        Arbitrary<String> quantifiers =
                Arbitraries.of("", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{1,}?");
        Arbitrary<String> part = Combinators.combine(atoms, quantifiers).as((atom, quantifier) -> atom + quantifier);
        if (depth > 0) {
            Arbitrary<String> inner = expressions(depth - 1);
            // A group around others is not repeated: of ((a))*a on "a", Java leaves the inner group set that is given
            // up.
            Arbitrary<String> group = Combinators.combine(inner, depth > 1 ? Arbitraries.just("") : quantifiers)
                    .as((in, quantifier) -> "(" + in + ")" + quantifier);
            Arbitrary<String> choice =
                    Combinators.combine(inner, inner).as((one, other) -> "(?:" + one + "|" + other + ")");
            part = Arbitraries.oneOf(part, group, choice);
        }
        return part.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("abA 1\n-_\r\u00e9").ofMaxLength(12);
    }

    @Property(tries = 3000)
    void enginesAgreeOnGeneratedExpressions(@ForAll("expressions") String expression, @ForAll("texts") String text) {
        Regex regex;
        try {
            regex = Regex.compile(expression);
        } catch (RegexSyntaxException e) {
            return;
        }
        assertThat(agree(regex, text)).isTrue();
    }

    @Test
    void enginesAgreeOnPublishedExpressionsAndRealValues() throws IOException {
        List<Regex> linear = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        int all = 0;
        for (String expression : published()) {
            all++;
            try {
                Regex regex = Regex.compile(expression);
                if (regex.isLinear()) {
                    linear.add(regex);
                }
            } catch (RegexSyntaxException e) {
                refused.add(expression + ": " + e.getMessage());
            }
        }
        System.out.println("Published expressions: " + all + ", linear " + linear.size() + ", refused " + refused);
        assertThat(linear).hasSizeGreaterThan(all / 2);
        int compared = 0;
        int aborted = 0;
        for (String value : values()) {
            for (Regex regex : linear) {
                if (agree(regex, value)) {
                    compared++;
                } else {
                    aborted++;
                }
            }
        }
        System.out.println("Compared " + compared + " times; aborted where only the linear engine ended: " + aborted);
        assertThat(aborted).isLessThan(compared / 100);
    }

    private static Set<String> published() throws IOException {
        Set<String> expressions = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Corpus.path("escu/detections"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yml")).toList()) {
                Matcher matcher = IN_SEARCH.matcher(Files.readString(file));
                while (matcher.find()) {
                    expressions.add(matcher.group(1).replaceAll("\\\\([\\\\\"])", "$1"));
                }
            }
        }
        return expressions;
    }

    /** Every 400th event, whole, and each of its texts. */
    private static List<String> values() throws IOException {
        List<String> values = new ArrayList<>();
        Pattern text = Pattern.compile("\"((?:[^\"\\\\]|\\\\.){4,300}+)\"");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Corpus.path("events/process-events.ndjson.gz"))),
                StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (number++ % 400 == 0) {
                    values.add(line);
                    text.matcher(line).results().map(found -> found.group(1)).forEach(values::add);
                }
            }
        }
        return values;
    }
}
