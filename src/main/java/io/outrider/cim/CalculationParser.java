package io.outrider.cim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the calculated fields of a data model file: a step or a list of steps by field, as {@code process_name: [program of
 * process, unknown]}.
 */
final class CalculationParser {

    private static final Pattern DEFAULT = Pattern.compile("default (\\S+)");
    private static final Pattern OF_ONE = Pattern.compile("(program|domain|length) of (\\S+)");
    private static final Pattern OF_TWO = Pattern.compile("(sum|difference) of (\\S+) and (\\S+)");
    private static final Pattern FIELD = Pattern.compile("field (\\S+)");
    private static final String EXPECTED =
            "expected one of the steps 'unknown', 'unknown if dash', 'default TEXT', 'lower',"
                    + " 'number', 'program of FIELD', 'domain of FIELD', 'length of FIELD', 'sum of FIELD and FIELD', 'difference"
                    + " of FIELD and FIELD' and 'field FIELD', but found ";

    private final DataNode node;

    /** @param node the mapping of fields to steps */
    CalculationParser(DataNode node) {
        this.node = node;
    }

    /** The calculations by field. */
    Map<String, Calculation> read() {
        Map<String, Calculation> calculations = new HashMap<>();
        // Last, for a length is that of what its field's own calculation gives.
        List<String> lengths = new ArrayList<>();
        for (String field : node.keys()) {
            if (node.texts(field).get(0).startsWith("length of ")) {
                lengths.add(field);
            } else {
                calculations.put(field, calculation(field, calculations));
            }
        }
        lengths.forEach(field -> calculations.put(field, calculation(field, calculations)));
        return calculations;
    }

    private Calculation calculation(String field, Map<String, Calculation> before) {
        List<Calculation> steps = new ArrayList<>();
        for (String step : node.texts(field)) {
            steps.add(step(field, step, before));
        }
        return steps.size() == 1 ? steps.get(0) : new Calculation.Steps(steps);
    }

    private Calculation step(String field, String step, Map<String, Calculation> before) {
        switch (step) {
            case "unknown":
                return new Calculation.Default("unknown", Set.of());
            case "unknown if dash":
                return new Calculation.Default("unknown", Set.of("-"));
            case "lower":
                return new Calculation.Lower();
            case "number":
                return new Calculation.Numeric();
            default:
                return stepOf(field, step, before);
        }
    }

    private Calculation stepOf(String field, String step, Map<String, Calculation> before) {
        Matcher match = DEFAULT.matcher(step);
        if (match.matches()) {
            return new Calculation.Default(match.group(1), Set.of());
        }
        match = FIELD.matcher(step);
        if (match.matches()) {
            return new Calculation.OtherField(match.group(1));
        }
        match = OF_ONE.matcher(step);
        if (match.matches()) {
            String of = match.group(2);
            return switch (match.group(1)) {
                case "program" -> new Calculation.ProgramName(of);
                case "domain" -> new Calculation.Domain(of);
                default -> new Calculation.Length(of, before.get(of));
            };
        }
        match = OF_TWO.matcher(step);
        if (match.matches()) {
            return match.group(1).equals("sum")
                    ? new Calculation.Sum(match.group(2), match.group(3))
                    : new Calculation.Difference(match.group(2), match.group(3));
        }
        throw node.error(field, EXPECTED + "'" + step + "'");
    }
}
