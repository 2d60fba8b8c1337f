package io.outrider.spl;

import io.outrider.rule.Stage;
import io.outrider.spl.Command.Assignment;
import io.outrider.spl.Command.Eval;
import io.outrider.spl.Command.ForEach;
import java.util.ArrayList;
import java.util.List;

/** Lowers {@code eval}, and {@code foreach} with {@code eval} in its brackets. */
final class EvalLowering {

    private final Context context;

    EvalLowering(Context context) {
        this.context = context;
    }

    List<Stage> lower(Eval eval) {
        List<Stage.Assignment> assignments = assignments(eval.assignments());
        return assignments.isEmpty() ? List.of() : List.of(new Stage.Eval(assignments));
    }

    List<Stage> lower(ForEach forEach) {
        Options options = new Options("foreach", forEach.options(), context.problems());
        options.choice("mode", "multifield", List.of("multifield"));
        List<Stage.Assignment> template = new ArrayList<>();
        for (Command command : forEach.template().commands()) {
            if (command instanceof Eval eval) {
                template.addAll(assignments(eval.assignments()));
            } else {
                context.error(
                        command.position(),
                        CommandNames.of(command),
                        "expected eval in the brackets of foreach, but found " + CommandNames.of(command));
            }
        }
        return List.of(new Stage.ForEach(Name.texts(forEach.fields()), template));
    }

    private List<Stage.Assignment> assignments(List<Assignment> given) {
        ExpressionLowering expressions = new ExpressionLowering(context);
        List<Stage.Assignment> assignments = new ArrayList<>();
        for (Assignment assignment : given) {
            expressions
                    .value(assignment.value())
                    .ifPresent(value -> assignments.add(
                            new Stage.Assignment(assignment.field().text(), value)));
        }
        return assignments;
    }
}
