package io.outrider.regex;

import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A compiled regular expression of PCRE (PCRE2 10, {@code pcre2pattern}), which is what Splunk's {@code rex}, {@code regex},
 * {@code match} and {@code replace} take. Texts are characters of Unicode; {@code \d}, {@code \w}, {@code \s} and {@code \b}
 * go by those of ASCII; only a line feed ends a line.
 *
 * <p>Two engines give the same matches: RE2/J in time proportional to the text, for expressions without look-around, back
 * references, and possessive or atomic parts; {@code java.util.regex} for these. A search of the latter that takes too many
 * steps ends with {@link RegexAborted}; {@link #warnings} tells beforehand for which expressions that is to be feared.
 *
 * <p>Not run, and refused by name: recursion and calls of groups, conditions, branch reset, callouts, verbs, {@code \K},
 * {@code \C} and the option U.
 */
public final class Regex {

    // What a group within matched java.util.regex does not forget where it gives up a repetition: the other engine
    // does.
    private static final Pattern REPEATED_GROUP = Pattern.compile("\\)[*+?{]");

    private final String text;
    private final Pattern java;
    private final com.google.re2j.@Nullable Pattern linear;
    private final boolean knowsLines;
    private final boolean repeatsGroups;
    private final Map<String, Integer> groups;
    private final List<String> warnings;
    private final @Nullable RequiredText required;

    private Regex(String text, PcreTranslator translated) {
        this.text = text;
        java = javaPattern(translated);
        linear = linearPattern(translated);
        knowsLines = translated.knowsLines();
        repeatsGroups = REPEATED_GROUP.matcher(text).find();
        groups = translated.groupNames();
        warnings = linear == null ? translated.warnings() : List.of();
        required = RequiredText.of(text);
    }

    /** @throws RegexSyntaxException if the expression is not valid, or is one that cannot be run */
    public static Regex compile(String expression) {
        return new Regex(expression, PcreTranslator.translate(expression));
    }

    private static Pattern javaPattern(PcreTranslator translated) {
        try {
            return Pattern.compile(translated.java(), Pattern.UNIX_LINES | Pattern.UNICODE_CASE);
        } catch (java.util.regex.PatternSyntaxException e) {
            throw new RegexSyntaxException(
                    "expected a regular expression, but found: " + e.getDescription(), Math.max(0, e.getIndex()));
        } catch (StackOverflowError e) {
            throw new RegexSyntaxException("expected a regular expression that nests less deeply", 0);
        }
    }

    private static com.google.re2j.@Nullable Pattern linearPattern(PcreTranslator translated) {
        String pattern = translated.linear();
        try {
            return pattern == null ? null : com.google.re2j.Pattern.compile(pattern);
        } catch (PatternSyntaxException | StackOverflowError e) {
            // The other engine takes it.
            return null;
        }
    }

    /** Whether any search takes time proportional to the text. */
    public boolean isLinear() {
        return linear != null;
    }

    /** The numbers of the named groups, in the order of the expression. */
    public Map<String, Integer> groupNames() {
        return groups;
    }

    public int groupCount() {
        return java.matcher("").groupCount();
    }

    /** Why searches may take too many steps on some texts; empty if none of the reasons that are looked for is there. */
    public List<String> warnings() {
        return warnings;
    }

    /** Whether the expression matches somewhere in the text. @throws RegexAborted if that takes too many steps */
    public boolean find(String value) {
        if (required != null && !required.mayBeIn(value)) {
            return false;
        }
        return (isByLinear(value) ? briefly(value) : inJava(value)).next();
    }

    public Matches matches(String value) {
        if (!isByLinear(value)) {
            return inJava(value);
        }
        return repeatsGroups ? byLinear(value) : briefly(value);
    }

    // RE2 knows no place before a last line feed, where PCRE's $ matches too, and its ^ begins a line behind it.
    private boolean isByLinear(String value) {
        return linear != null && !(knowsLines && value.endsWith("\n"));
    }

    private Matches briefly(String value) {
        return new BriefMatches(new JavaMatches(java, CountedText.briefly(value)), () -> byLinear(value));
    }

    /** The matches as the engine finds them whose time is linear; not for an expression that it does not take. */
    Matches byLinear(String value) {
        return new LinearMatches(Objects.requireNonNull(linear), value);
    }

    /** A text that is in each value that the expression matches, but for upper and lower case; {@code null} if none is known. */
    public @Nullable String required() {
        return required == null ? null : required.text();
    }

    /** The matches as the engine finds them that does not know the time it takes: the slow twin of the other. */
    Matches inJava(String value) {
        return new JavaMatches(java, new CountedText(value));
    }

    /**
     * The text with matches replaced.
     *
     * @param occurrence 0 for all, else which match, from 1
     */
    public String replace(String value, Replacement replacement, int occurrence) {
        Matches matches = matches(value);
        StringBuilder replaced = new StringBuilder();
        int position = 0;
        for (int i = 1; matches.next(); i++) {
            if (occurrence == 0 || occurrence == i) {
                replaced.append(value, position, matches.start());
                replacement.appendTo(replaced, matches);
                position = matches.end();
            }
            if (occurrence == i) {
                break;
            }
        }
        return position == 0 && replaced.isEmpty()
                ? value
                : replaced.append(value, position, value.length()).toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
