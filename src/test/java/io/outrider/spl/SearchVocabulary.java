package io.outrider.spl;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The words that a search is made of, its subsearches among it.
 *
 * @param commands the names of the trees' commands, so that {@code bin} stands for {@code bucket} too
 * @param functions those of {@code eval} and {@code where}, and aggregations, these as {@code count()}
 */
record SearchVocabulary(Set<String> commands, Set<String> functions) {

    SearchVocabulary() {
        this(new TreeSet<>(), new TreeSet<>());
    }

    void add(Pipeline pipeline) {
        pipeline.commands().forEach(this::add);
    }

    private void add(Command command) {
        commands.add(name(command));
        if (command instanceof Command.Tstats tstats) {
            tstats.aggregates().forEach(this::add);
            add(tstats.where());
        } else if (command instanceof Command.Search search) {
            add(search.expression());
        } else if (command instanceof Command.InputLookup lookup) {
            add(lookup.where());
        } else if (command instanceof Command.Where where) {
            add(where.condition());
        } else if (command instanceof Command.Eval eval) {
            eval.assignments().forEach(one -> add(one.value()));
        } else if (command instanceof Command.Stats stats) {
            stats.aggregates().forEach(this::add);
        } else if (command instanceof Command.ForEach each) {
            add(each.template());
        } else if (command instanceof Command.Join join) {
            add(join.subsearch());
        } else if (command instanceof Command.Append append) {
            add(append.subsearch());
        } else if (command instanceof Command.AppendCols append) {
            add(append.subsearch());
        } else if (command instanceof Command.AppendPipe append) {
            add(append.subpipeline());
        }
    }

    private static String name(Command command) {
        if (command instanceof Command.Stats stats) {
            return stats.kind().name().toLowerCase(Locale.ROOT);
        }
        if (command instanceof Command.Head head && head.fromEnd()) {
            return "tail";
        }
        return command.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void add(Command.Aggregate aggregate) {
        functions.add(aggregate.function().text().toLowerCase(Locale.ROOT) + "()");
        if (aggregate.expression() != null) {
            add(aggregate.expression());
        }
    }

    private void add(@Nullable SearchExpression expression) {
        if (expression instanceof SearchExpression.And and) {
            and.operands().forEach(this::add);
        } else if (expression instanceof SearchExpression.Or or) {
            or.operands().forEach(this::add);
        } else if (expression instanceof SearchExpression.Not not) {
            add(not.operand());
        } else if (expression instanceof SearchExpression.Subsearch subsearch) {
            add(subsearch.pipeline());
        }
    }

    private void add(EvalExpression expression) {
        if (expression instanceof EvalExpression.Not not) {
            add(not.operand());
        } else if (expression instanceof EvalExpression.Negative negative) {
            add(negative.operand());
        } else if (expression instanceof EvalExpression.Binary binary) {
            add(binary.left());
            add(binary.right());
        } else if (expression instanceof EvalExpression.In in) {
            add(in.subject());
            in.values().forEach(this::add);
        } else if (expression instanceof EvalExpression.Call call) {
            functions.add(call.function().toLowerCase(Locale.ROOT));
            call.arguments().forEach(this::add);
        } else if (expression instanceof EvalExpression.Subsearch subsearch) {
            add(subsearch.pipeline());
        }
    }
}
