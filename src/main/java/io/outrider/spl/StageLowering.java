package io.outrider.spl;

import io.outrider.rule.Expression;
import io.outrider.rule.Stage;
import io.outrider.spl.Command.OtherCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lowers a command that stands behind another: to no stage if it does nothing or has errors, seldom to several. */
final class StageLowering {

    private final Context context;
    private final PipelineLowering pipelines;

    StageLowering(Context context, PipelineLowering pipelines) {
        this.context = context;
        this.pipelines = pipelines;
    }

    List<Stage> lower(Command command) {
        if (command instanceof Command.Search search) {
            return new SearchLowering(context, pipelines).lower(search);
        }
        if (command instanceof Command.Where where) {
            Optional<Expression> condition = new ExpressionLowering(context).condition(where.condition());
            return condition.isPresent() ? List.of(new Stage.Where(condition.get())) : List.of();
        }
        if (command instanceof Command.Eval eval) {
            return new EvalLowering(context).lower(eval);
        }
        if (command instanceof Command.ForEach forEach) {
            return new EvalLowering(context).lower(forEach);
        }
        if (command instanceof Command.Stats stats) {
            return new StatsLowering(context).lower(stats).stream().toList();
        }
        if (command instanceof Command.Lookup lookup) {
            return new LookupLowering(context).lower(lookup);
        }
        if (command instanceof Command.Rex rex) {
            return new RexLowering(context).lower(rex);
        }
        if (command instanceof Command.Regex regex) {
            return new RexLowering(context).lower(regex);
        }
        return fields(command).or(() -> texts(command)).or(() -> order(command)).orElseGet(() -> others(command));
    }

    private Optional<List<Stage>> fields(Command command) {
        if (command instanceof Command.Rename rename) {
            return Optional.of(new RenameLowering(context.problems()).lower(rename));
        }
        if (command instanceof Command.Convert convert) {
            return Optional.of(new ConvertLowering(context.problems()).lower(convert));
        }
        if (command instanceof Command.Fields fields) {
            return Optional.of(List.of(new Stage.Fields(fields.keep(), Name.texts(fields.names()))));
        }
        if (command instanceof Command.Table table) {
            return Optional.of(List.of(new Stage.Table(Name.texts(table.names()))));
        }
        FieldsLowering lowering = new FieldsLowering(context);
        if (command instanceof Command.Bin bin) {
            return Optional.of(lowering.lower(bin));
        }
        if (command instanceof Command.FillNull fill) {
            return Optional.of(List.of(lowering.lower(fill)));
        }
        if (command instanceof Command.Replace replace) {
            return Optional.of(List.of(lowering.lower(replace)));
        }
        return command instanceof Command.AddTotals totals
                ? Optional.of(List.of(lowering.lower(totals)))
                : Optional.empty();
    }

    private Optional<List<Stage>> texts(Command command) {
        TextLowering lowering = new TextLowering(context);
        if (command instanceof Command.Spath spath) {
            return Optional.of(List.of(lowering.lower(spath)));
        }
        if (command instanceof Command.XmlKv xml) {
            return Optional.of(List.of(lowering.lower(xml)));
        }
        if (command instanceof Command.FromJson json) {
            return Optional.of(List.of(lowering.lower(json)));
        }
        if (command instanceof Command.Extract extract) {
            return Optional.of(lowering.lower(extract));
        }
        if (command instanceof Command.MakeMv make) {
            return Optional.of(lowering.lower(make));
        }
        return command instanceof Command.MvExpand expand
                ? Optional.of(List.of(lowering.lower(expand)))
                : Optional.empty();
    }

    private Optional<List<Stage>> order(Command command) {
        OrderLowering lowering = new OrderLowering(context);
        if (command instanceof Command.Sort sort) {
            return Optional.of(List.of(lowering.lower(sort)));
        }
        if (command instanceof Command.Dedup dedup) {
            return Optional.of(lowering.lower(dedup));
        }
        if (command instanceof Command.Head head) {
            return Optional.of(List.of(lowering.lower(head)));
        }
        return command instanceof Command.Transaction transaction
                ? Optional.of(List.of(lowering.lower(transaction)))
                : Optional.empty();
    }

    private List<Stage> others(Command command) {
        JoinLowering joins = new JoinLowering(context, pipelines);
        if (command instanceof Command.Join join) {
            return joins.lower(join);
        }
        if (command instanceof Command.Append append) {
            return joins.lower(append);
        }
        if (command instanceof Command.AppendCols append) {
            return joins.lower(append);
        }
        if (command instanceof Command.AppendPipe append) {
            return joins.lower(append);
        }
        if (command instanceof Command.InputLookup input) {
            return joins.lower(input);
        }
        refuse(command);
        return List.of();
    }

    private void refuse(Command command) {
        String name = CommandNames.of(command);
        Optional<CommandRule> rule = CommandRule.of(name);
        List<String> run = new ArrayList<>();
        for (CommandRule one : CommandRule.all()) {
            if (one.support() == Support.RUNS) {
                run.add(one.name());
            }
        }
        String message = rule.isPresent() && rule.get().support() == Support.RUNS
                ? command instanceof OtherCommand
                        ? "expected the command " + name + " in a form that is run, but found another"
                        : "expected " + name + " as the first command only, but found it behind another"
                : "expected a command that is run, but found " + name
                        + rule.map(refused -> Coverage.refusal(refused.why()))
                                .orElseGet(() -> Suggestion.among(run, name))
                        + Coverage.HINT;
        context.error(command.position(), name, message);
    }
}
