package io.outrider.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;

/** A condition over a finding, in Camel's Simple language: {@code ${body.finding_info.title}} names an entry of the document. */
final class FindingCondition {

    // What follows a name may be the place in a list: [0].
    private static final Pattern PATH = Pattern.compile("\\$\\{body((?:\\.[A-Za-z_][A-Za-z0-9_]*(?:\\[[0-9]+])?)+)}");

    private FindingCondition() {}

    /** @throws IllegalArgumentException if it is no condition */
    static Predicate of(String text, CamelContext context) {
        try {
            Predicate predicate = context.resolveLanguage("simple").createPredicate(withKeys(text));
            predicate.init(context);
            return predicate;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "expected a condition in Camel's Simple language such as ${body.severity_id} >= 4, but found '" + text
                            + "': " + Reason.of(e),
                    e);
        }
    }

    // Camel takes what is behind a dot for a method, and what is in brackets for a key.
    private static String withKeys(String text) {
        return PATH.matcher(text)
                .replaceAll(path -> Matcher.quoteReplacement(
                        "${body" + path.group(1).replaceAll("\\.([A-Za-z0-9_]+)", "[$1]") + "}"));
    }
}
