package io.outrider.spl;

import io.outrider.cim.Dataset;
import io.outrider.spl.Command.Tstats;
import io.outrider.spl.SearchExpression.And;
import io.outrider.spl.SearchExpression.Comparison;
import io.outrider.spl.SearchExpression.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dataset that {@code tstats} reads: {@code datamodel=Endpoint.Processes}, or {@code datamodel=Endpoint where
 * nodename=Processes}.
 *
 * @param dataset {@code null} if it is not known; there is an error then
 * @param where the condition without {@code nodename}; {@code null} if nothing is left
 */
record DatasetChoice(@Nullable Dataset dataset, @Nullable SearchExpression where) {

    private static final String NODE = "nodename";

    static DatasetChoice of(Tstats tstats, Context context) {
        Name model = tstats.model();
        if (model == null) {
            context.error(
                    tstats.position(), "from", "expected from datamodel=..., but found none; indexes are not searched");
            return new DatasetChoice(null, tstats.where());
        }
        Comparison node = node(tstats.where());
        SearchExpression rest = tstats.where();
        if (node != null) {
            rest = rest instanceof And and ? and.without(operand -> operand == node) : null;
        }
        String name = node == null
                ? model.text()
                : qualified(model.text(), node.value().text());
        Dataset dataset = context.dataset(new Name(model.position(), name)).orElse(null);
        return new DatasetChoice(dataset, rest);
    }

    /** {@code nodename} may repeat the model's name, or name the path of parents: the last name is the dataset's. */
    private static String qualified(String model, String node) {
        String root = model.contains(".") ? model.substring(0, model.indexOf('.')) : model;
        return root + '.' + node.substring(node.lastIndexOf('.') + 1);
    }

    private static @Nullable Comparison node(@Nullable SearchExpression where) {
        List<SearchExpression> all =
                where instanceof And and ? and.operands() : where == null ? List.of() : List.of(where);
        for (SearchExpression one : all) {
            if (one instanceof Comparison comparison
                    && comparison.field().text().equals(NODE)
                    && comparison.operator() == Operator.EQUAL) {
                return comparison;
            }
        }
        return null;
    }
}
