package io.outrider.app;

import io.outrider.store.DeadLetterStore;
import io.outrider.store.DeadLetterStore.DeadLetter;
import io.outrider.store.LetterId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The dead letters that a command is to change: by their ids, by options, or all. Nothing said is no choice. */
final class LetterChoice {

    // A transaction of some milliseconds: the service writes in between.
    private static final int AT_ONCE = 500;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            converter = IdText.class,
            description = "SINK/NUMBER, event/NUMBER or match/NUMBER, as list prints them.")
    private List<LetterId> ids = new ArrayList<>();

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Mixin
    private LetterFilter filter;

    /** @throws ParameterException if there is no choice, or it is said in two ways */
    void check() {
        int ways = (ids.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (filter.isGiven() ? 1 : 0);
        if (ways != 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "expected either IDs, or --sink, --kind, --reason, --since and --until, or --all, but found "
                            + (ways == 0 ? "none of them" : "several"));
        }
    }

    /** Those that are there, have what is wanted of them. @throws IllegalStateException if one that is named is not, or has not */
    List<LetterId> of(DeadLetterStore store, Predicate<DeadLetter> wanted) {
        List<LetterId> chosen = new ArrayList<>();
        if (ids.isEmpty()) {
            Predicate<DeadLetter> predicate = filter.predicate().and(wanted);
            store.all(letter -> {
                if (predicate.test(letter)) {
                    chosen.add(letter.id());
                }
            });
            return chosen;
        }
        for (LetterId id : ids) {
            DeadLetter letter = store.get(id)
                    .orElseThrow(() -> new IllegalStateException(
                            "expected the id of a dead letter, but there is no " + id + " any more; nothing is done"));
            if (!wanted.test(letter)) {
                throw new IllegalStateException(
                        id + " cannot be given again: " + letter.obstacle() + "; nothing is done");
            }
            chosen.add(id);
        }
        return chosen;
    }

    /** An id as people write it. */
    static final class IdText implements ITypeConverter<LetterId> {
        @Override
        public LetterId convert(String value) {
            try {
                return LetterId.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Does something with the letters, some at a time; @return the sum of what it gives. */
    static int inPortions(List<LetterId> chosen, ToIntFunction<List<LetterId>> work) {
        int sum = 0;
        for (int from = 0; from < chosen.size(); from += AT_ONCE) {
            sum += work.applyAsInt(chosen.subList(from, Math.min(chosen.size(), from + AT_ONCE)));
        }
        return sum;
    }
}
