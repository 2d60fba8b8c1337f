package io.outrider.normalize;

import io.outrider.rule.Predicate;
import io.outrider.rule.StarPattern;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a search's condition says of the source of its events, and whether events of a source may meet it. */
public final class Asked {

    /** Fields by which searches choose what they read. */
    public static final Set<String> CHOOSING =
            Set.of("sourcetype", "source", "eventtype", "index", "Channel", "EventCode", "EventID");

    private Asked() {}

    /**
     * Whether events may meet the condition.
     *
     * @param fields all texts of a choosing field; none if it is absent
     */
    static boolean mayHold(Predicate predicate, Function<String, Set<String>> fields) {
        return !Boolean.FALSE.equals(holds(predicate, fields));
    }

    /** {@code null} for perhaps. */
    private static @Nullable Boolean holds(Predicate predicate, Function<String, Set<String>> fields) {
        if (predicate instanceof Predicate.Always) {
            return true;
        }
        if (predicate instanceof Predicate.And and) {
            boolean all = true;
            for (Predicate one : and.all()) {
                Boolean holds = holds(one, fields);
                if (Boolean.FALSE.equals(holds)) {
                    return false;
                }
                all &= Boolean.TRUE.equals(holds);
            }
            return all ? true : null;
        }
        if (predicate instanceof Predicate.Or or) {
            boolean none = true;
            for (Predicate one : or.any()) {
                Boolean holds = holds(one, fields);
                if (Boolean.TRUE.equals(holds)) {
                    return true;
                }
                none &= Boolean.FALSE.equals(holds);
            }
            return none ? false : null;
        }
        if (predicate instanceof Predicate.Not not) {
            Boolean holds = holds(not.negated(), fields);
            return holds == null ? null : !holds;
        }
        if (predicate instanceof Predicate.Matches matches
                && CHOOSING.contains(matches.field())
                && matches.pattern() instanceof Predicate.Pattern.Wildcard wildcard) {
            Set<String> texts = fields.apply(matches.field());
            return texts.stream().anyMatch(text -> fits(wildcard.text(), text));
        }
        if (predicate instanceof Predicate.Differs differs && CHOOSING.contains(differs.field())) {
            return fields.apply(differs.field()).isEmpty() ? false : null;
        }
        return null;
    }

    private static boolean fits(String pattern, String text) {
        return StarPattern.compile(pattern.toLowerCase(Locale.ROOT)).matches(text.toLowerCase(Locale.ROOT));
    }

    /** What the condition asks for, in words: {@code sourcetype=aws:cloudtrail}. */
    public static Set<String> words(Predicate predicate) {
        Set<String> words = new TreeSet<>();
        add(predicate, words);
        return words;
    }

    private static void add(Predicate predicate, Set<String> words) {
        if (predicate instanceof Predicate.And and) {
            and.all().forEach(one -> add(one, words));
        } else if (predicate instanceof Predicate.Or or) {
            or.any().forEach(one -> add(one, words));
        } else if (predicate instanceof Predicate.Matches matches
                && CHOOSING.contains(matches.field())
                && !matches.field().startsWith("Event")
                && matches.pattern() instanceof Predicate.Pattern.Wildcard wildcard) {
            words.add(matches.field() + '=' + wildcard.text());
        }
    }

    /** Event ids that the condition names, for lists of what is wanted. */
    public static Set<String> ids(Predicate predicate) {
        Set<String> ids = new TreeSet<>();
        addIds(predicate, ids);
        return ids;
    }

    private static void addIds(Predicate predicate, Set<String> ids) {
        if (predicate instanceof Predicate.And and) {
            and.all().forEach(one -> addIds(one, ids));
        } else if (predicate instanceof Predicate.Or or) {
            or.any().forEach(one -> addIds(one, ids));
        } else if (predicate instanceof Predicate.Matches matches
                && Set.of("EventCode", "EventID").contains(matches.field())
                && matches.pattern() instanceof Predicate.Pattern.Wildcard wildcard) {
            ids.add(wildcard.text());
        }
    }
}
