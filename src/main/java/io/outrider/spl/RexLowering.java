package io.outrider.spl;

import io.outrider.rule.Stage;
import io.outrider.spl.Command.Regex;
import io.outrider.spl.Command.Rex;
import java.util.ArrayList;
import java.util.List;

/** Lowers {@code rex} and {@code regex}. */
final class RexLowering {

    private static final String RAW = "_raw";

    private final Context context;

    RexLowering(Context context) {
        this.context = context;
    }

    List<Stage> lower(Regex regex) {
        String field = regex.field() == null ? RAW : regex.field().text();
        String expression = regex.expression().text();
        return RegexSyntax.check(expression, "regex", regex.expression().position(), context.problems()) != null
                ? List.of(new Stage.Regex(field, expression, regex.negated()))
                : List.of();
    }

    List<Stage> lower(Rex rex) {
        Options options = new Options("rex", rex.options(), context.problems());
        String field = options.text("field", RAW);
        int most = options.number("max_match", 1, 0);
        String expression = rex.expression().text();
        Position place = rex.expression().position();
        if (options.choice("mode", "", List.of("sed")).equals("sed")) {
            return sed(field, expression, place);
        }
        io.outrider.regex.Regex checked = RegexSyntax.check(expression, "rex", place, context.problems());
        if (checked == null) {
            return List.of();
        }
        if (checked.groupNames().isEmpty()) {
            context.error(
                    place,
                    "rex",
                    "expected a named group in the regular expression of rex, as (?<name>...), but found none");
            return List.of();
        }
        return List.of(new Stage.Extract(field, expression, most));
    }

    /** Examples: {@code s/a(b)/\1/g}, {@code s/a/b/2}, {@code y/abc/xyz/}. */
    private List<Stage> sed(String field, String expression, Position place) {
        List<String> parts = parts(expression);
        String kind = expression.isEmpty() ? "" : expression.substring(0, 1);
        if (parts.size() != 3 || !kind.equals("s") && !kind.equals("y")) {
            context.error(
                    place,
                    "rex",
                    "expected s/regex/replacement/flags or y/from/to/ for mode=sed, but found " + expression);
            return List.of();
        }
        if (kind.equals("y")) {
            boolean even = parts.get(0).codePointCount(0, parts.get(0).length())
                    == parts.get(1).codePointCount(0, parts.get(1).length());
            if (!even || !parts.get(2).isEmpty()) {
                context.error(
                        place,
                        "rex",
                        "expected y/from/to/ with as many characters on both sides, but found " + expression);
                return List.of();
            }
            return List.of(new Stage.Transliterate(field, parts.get(0), parts.get(1)));
        }
        String flags = parts.get(2);
        boolean ignoresCase = flags.contains("i");
        String rest = flags.replace("i", "");
        if (!rest.matches("g?|[1-9][0-9]{0,4}")) {
            context.error(place, "rex", "expected the flags g, i or a number behind s/.../.../, but found " + flags);
            return List.of();
        }
        // Without a flag it is the first match that is replaced.
        int occurrence = rest.isEmpty() ? 1 : rest.equals("g") ? 0 : Integer.parseInt(rest);
        String regex = (ignoresCase ? "(?i)" : "") + parts.get(0);
        return RegexSyntax.check(regex, "rex", place, context.problems()) != null
                ? List.of(new Stage.Substitute(field, regex, parts.get(1), occurrence))
                : List.of();
    }

    /** What stands between the separators, which a backslash keeps from being one, and behind the last. */
    private static List<String> parts(String expression) {
        List<String> parts = new ArrayList<>();
        if (expression.length() < 2) {
            return parts;
        }
        char separator = expression.charAt(1);
        StringBuilder part = new StringBuilder();
        for (int i = 2; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\' && i + 1 < expression.length()) {
                char next = expression.charAt(++i);
                if (next != separator) {
                    part.append(c);
                }
                part.append(next);
            } else if (c == separator && parts.size() < 2) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
