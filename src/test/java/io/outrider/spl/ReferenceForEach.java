package io.outrider.spl;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code foreach} over fields, after Splunk Enterprise 9.4, Search Reference, "foreach": the template's {@code eval} once for
 * each field whose name matches, with the placeholders replaced.
 */
record ReferenceForEach(ReferenceEval eval) {

    ReferenceRow apply(Command.ForEach forEach, ReferenceRow row) {
        if (ReferenceInterpreter.option(forEach.options(), "mode").isPresent()) {
            throw new UnsupportedOperationException("foreach " + forEach.options());
        }
        for (Name pattern : forEach.fields()) {
            Pattern regex =
                    Pattern.compile("(?s)" + Pattern.quote(pattern.text()).replace("*", "\\E(.*)\\Q"));
            for (String field : List.copyOf(row.fields().keySet())) {
                Matcher match = regex.matcher(field);
                // A star stands for no field that Splunk itself keeps: _time, _raw.
                if (match.matches() && (!field.startsWith("_") || pattern.text().startsWith("_"))) {
                    run(forEach.template(), placeholders(field, match), row);
                }
            }
        }
        return row;
    }

    private static Map<String, String> placeholders(String field, Matcher match) {
        Map<String, String> placeholders = new TreeMap<>(Map.of("<<FIELD>>", field));
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= match.groupCount(); i++) {
            placeholders.put("<<MATCHSEG" + i + ">>", match.group(i));
            all.append(match.group(i));
        }
        placeholders.put("<<MATCHSTR>>", all.toString());
        return placeholders;
    }

    private void run(Pipeline template, Map<String, String> placeholders, ReferenceRow row) {
        for (Command command : template.commands()) {
            if (!(command instanceof Command.Eval assign)) {
                throw new UnsupportedOperationException("foreach with " + command);
            }
            for (Command.Assignment one : assign.assignments()) {
                row.put(
                        replaced(one.field().text(), placeholders),
                        eval.texts(replaced(one.value(), placeholders), row));
            }
        }
    }

    private static String replaced(String text, Map<String, String> placeholders) {
        String replaced = text;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            replaced = replaced.replace(placeholder.getKey(), placeholder.getValue());
        }
        return replaced;
    }

    private static EvalExpression replaced(EvalExpression expression, Map<String, String> placeholders) {
        if (expression instanceof EvalExpression.Field field) {
            return new EvalExpression.Field(field.position(), replaced(field.name(), placeholders));
        }
        if (expression instanceof EvalExpression.Text text) {
            return new EvalExpression.Text(text.position(), replaced(text.text(), placeholders));
        }
        if (expression instanceof EvalExpression.Not not) {
            return new EvalExpression.Not(not.position(), replaced(not.operand(), placeholders));
        }
        if (expression instanceof EvalExpression.Negative negative) {
            return new EvalExpression.Negative(negative.position(), replaced(negative.operand(), placeholders));
        }
        if (expression instanceof EvalExpression.Binary binary) {
            return new EvalExpression.Binary(
                    binary.position(),
                    binary.operator(),
                    replaced(binary.left(), placeholders),
                    replaced(binary.right(), placeholders));
        }
        if (expression instanceof EvalExpression.In in) {
            return new EvalExpression.In(
                    in.position(), replaced(in.subject(), placeholders), replaced(in.values(), placeholders));
        }
        if (expression instanceof EvalExpression.Call call) {
            return new EvalExpression.Call(call.position(), call.function(), replaced(call.arguments(), placeholders));
        }
        return expression;
    }

    private static List<EvalExpression> replaced(List<EvalExpression> expressions, Map<String, String> placeholders) {
        return expressions.stream().map(one -> replaced(one, placeholders)).toList();
    }
}
