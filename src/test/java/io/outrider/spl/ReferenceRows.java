package io.outrider.spl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands on each row by itself, walked on the tree. */
record ReferenceRows(ReferenceEval eval) {

    List<ReferenceRow> apply(Command command, List<ReferenceRow> rows) {
        if (command instanceof Command.MvExpand expand) {
            return rows.stream().flatMap(row -> expand(expand, row).stream()).toList();
        }
        if (command instanceof Command.Regex regex) {
            Pattern pattern = ReferenceEval.pattern(regex.expression().text());
            String field = regex.field() == null ? "_raw" : regex.field().text();
            return rows.stream()
                    .filter(row -> {
                        List<String> texts = row.get(field);
                        boolean found = texts != null
                                && texts.stream()
                                        .anyMatch(text -> pattern.matcher(text).find());
                        return found != regex.negated();
                    })
                    .toList();
        }
        return rows.stream().map(row -> one(command, row.copy())).toList();
    }

    private ReferenceRow one(Command command, ReferenceRow row) {
        if (command instanceof Command.Eval assign) {
            assign.assignments().forEach(one -> row.put(one.field().text(), eval.texts(one.value(), row)));
            return row;
        }
        if (command instanceof Command.Rename rename) {
            ReferenceRow current = row;
            for (Command.Renaming one : rename.renamings()) {
                current = rename(current, one.from().text(), one.to().text());
            }
            return current;
        }
        if (command instanceof Command.Convert convert) {
            convert(convert, row);
            return row;
        }
        if (command instanceof Command.Fields fields) {
            row.fields().keySet().removeIf(name -> {
                boolean named = isNamed(name, fields.names());
                return fields.keep() ? !named && !name.equals("_time") && !name.equals("_raw") : named;
            });
            return row;
        }
        if (command instanceof Command.Table table) {
            row.fields().keySet().removeIf(name -> !isNamed(name, table.names()));
            return row;
        }
        if (command instanceof Command.Rex rex) {
            return rex(rex, row);
        }
        if (command instanceof Command.Bin bin) {
            String as = bin.as() == null ? bin.field().text() : bin.as().text();
            Optional<String> span = ReferenceInterpreter.option(bin.options(), "span");
            return bin(row, bin.field().text(), as, span.orElseThrow(() -> unsupported("bin without span")));
        }
        if (command instanceof Command.FillNull fill) {
            String value = ReferenceInterpreter.option(fill.options(), "value").orElse("0");
            return fill(
                            List.of(row),
                            value,
                            fill.fields().stream().map(Name::text).toList())
                    .get(0);
        }
        if (command instanceof Command.MakeMv make) {
            return makeMv(make, row);
        }
        if (command instanceof Command.Replace replace) {
            return replace(replace, row);
        }
        if (command instanceof Command.AddTotals totals) {
            return addTotals(totals, row);
        }
        if (command instanceof Command.ForEach forEach) {
            return new ReferenceForEach(eval).apply(forEach, row);
        }
        if (command instanceof Command.Spath spath) {
            return ReferenceSpath.apply(spath, row);
        }
        if (command instanceof Command.XmlKv xml) {
            String text = row.text(xml.field() == null ? "_raw" : xml.field().text());
            if (text != null) {
                ReferenceXml.pairs(text).forEach(row::put);
            }
            return row;
        }
        if (command instanceof Command.Extract extract) {
            return ReferenceExtract.apply(extract, row);
        }
        if (command instanceof Command.FromJson json) {
            return fromJson(json, row);
        }
        throw unsupported(command.getClass().getSimpleName());
    }

    private static UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException(what);
    }

    private static boolean isNamed(String field, List<Name> names) {
        return names.stream().anyMatch(name -> match(field, name.text()).isPresent());
    }

    /** What the star of a name stands for. Field names are case-sensitive. */
    private static Optional<String> match(String field, String name) {
        String regex = "(?s)" + Pattern.quote(name).replace("*", "\\E(.*)\\Q");
        Matcher matcher = Pattern.compile(regex).matcher(field);
        return matcher.matches() ? Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1)) : Optional.empty();
    }

    private static ReferenceRow rename(ReferenceRow row, String from, String to) {
        Map<String, String> targets = new LinkedHashMap<>();
        row.fields()
                .keySet()
                .forEach(name -> match(name, from).ifPresent(star -> targets.put(name, to.replace("*", star))));
        if (!from.contains("*") && targets.isEmpty()) {
            row.fields().remove(to);
            return row;
        }
        Map<String, List<String>> renamed = new LinkedHashMap<>();
        row.fields().forEach((name, texts) -> {
            if (targets.containsKey(name)) {
                renamed.put(targets.get(name), texts);
            } else if (!targets.containsValue(name)) {
                renamed.put(name, texts);
            }
        });
        return new ReferenceRow(renamed, row.time(), row.tie());
    }

    private static void convert(Command.Convert convert, ReferenceRow row) {
        String format =
                ReferenceInterpreter.option(convert.options(), "timeformat").orElse("%m/%d/%Y %H:%M:%S");
        for (Command.Conversion one : convert.conversions()) {
            if (!one.function().text().equalsIgnoreCase("ctime")
                    || one.field().text().contains("*")) {
                throw unsupported("convert " + one.function().text());
            }
            Double seconds = ReferenceText.number(row.text(one.field().text()));
            if (seconds != null) {
                String as = one.as() == null ? one.field().text() : one.as().text();
                row.put(as, texts(ReferenceTime.format(seconds, format)));
            }
        }
    }

    private static List<String> texts(Object value) {
        return ((List<?>) value).stream().map(String.class::cast).toList();
    }

    private static ReferenceRow rex(Command.Rex rex, ReferenceRow row) {
        String field = ReferenceInterpreter.option(rex.options(), "field").orElse("_raw");
        if (ReferenceInterpreter.option(rex.options(), "mode").isPresent()) {
            return sed(field, rex.expression().text(), row);
        }
        int max = Integer.parseInt(
                ReferenceInterpreter.option(rex.options(), "max_match").orElse("1"));
        List<String> texts = row.get(field);
        if (texts == null) {
            return row;
        }
        Pattern pattern = ReferenceEval.pattern(rex.expression().text());
        Map<String, List<String>> found = new LinkedHashMap<>();
        int matches = 0;
        for (String text : texts) {
            Matcher matcher = pattern.matcher(text);
            while ((max == 0 || matches < max) && matcher.find()) {
                matches++;
                for (String group : groups(rex.expression().text())) {
                    String part = matcher.group(ReferenceEval.javaName(group));
                    if (part != null) {
                        found.computeIfAbsent(group, g -> new ArrayList<>()).add(part);
                    }
                }
            }
        }
        found.forEach(row::put);
        return row;
    }

    private static List<String> groups(String regex) {
        Matcher matcher = Pattern.compile("\\(\\?P?<([A-Za-z_]\\w*)>").matcher(regex);
        List<String> groups = new ArrayList<>();
        while (matcher.find()) {
            groups.add(matcher.group(1));
        }
        return groups;
    }

    private static ReferenceRow sed(String field, String script, ReferenceRow row) {
        List<String> texts = row.get(field);
        String[] parts = script.split("(?<!\\\\)" + Pattern.quote(script.substring(1, 2)), -1);
        if (!script.startsWith("s") || parts.length != 4 || !parts[3].equals("g") && !parts[3].isEmpty()) {
            throw unsupported("sed " + script);
        }
        if (texts != null) {
            Pattern pattern = ReferenceEval.pattern(parts[1]);
            String replacement = ReferenceEval.replacement(parts[2]);
            UnaryOperator<String> edit = text -> parts[3].equals("g")
                    ? pattern.matcher(text).replaceAll(replacement)
                    : pattern.matcher(text).replaceFirst(replacement);
            row.put(field, texts.stream().map(edit).toList());
        }
        return row;
    }

    static ReferenceRow bin(ReferenceRow row, String field, String as, String span) {
        Double number = ReferenceText.number(row.text(field));
        Matcher parts = Pattern.compile("(\\d+)([a-z]*)").matcher(span);
        if (number == null || !parts.matches()) {
            return row;
        }
        double width = Double.parseDouble(parts.group(1));
        if (!parts.group(2).isEmpty()) {
            width *= ReferenceTime.unit(parts.group(2)).getDuration().toSeconds();
        }
        row.put(as, List.of(ReferenceText.text(Math.floor(number / width) * width)));
        return row;
    }

    static List<ReferenceRow> fill(List<ReferenceRow> rows, String value, List<String> fields) {
        List<ReferenceRow> filled = new ArrayList<>();
        for (ReferenceRow row : rows) {
            ReferenceRow copy = row.copy();
            fields.forEach(field -> {
                if (copy.get(field) == null) {
                    copy.put(field, List.of(value));
                }
            });
            filled.add(copy);
        }
        return filled;
    }

    private static List<ReferenceRow> expand(Command.MvExpand expand, ReferenceRow row) {
        List<String> texts = row.get(expand.field().text());
        if (texts == null) {
            return List.of(row);
        }
        int limit = Integer.parseInt(
                ReferenceInterpreter.option(expand.options(), "limit").orElse("0"));
        List<ReferenceRow> rows = new ArrayList<>();
        for (String text : limit == 0 ? texts : texts.subList(0, Math.min(limit, texts.size()))) {
            ReferenceRow copy = row.copy();
            copy.put(expand.field().text(), List.of(text));
            rows.add(copy);
        }
        return rows;
    }

    private static ReferenceRow makeMv(Command.MakeMv make, ReferenceRow row) {
        List<String> texts = row.get(make.field().text());
        if (texts == null) {
            return row;
        }
        List<String> values = new ArrayList<>();
        Optional<String> tokenizer = ReferenceInterpreter.option(make.options(), "tokenizer");
        String delimiter = ReferenceInterpreter.option(make.options(), "delim").orElse(" ");
        for (String text : texts) {
            if (tokenizer.isPresent()) {
                Matcher matcher = ReferenceEval.pattern(tokenizer.get()).matcher(text);
                while (matcher.find()) {
                    values.add(matcher.group(1));
                }
            } else {
                for (String part : text.split(Pattern.quote(delimiter), -1)) {
                    if (!part.isEmpty()) {
                        values.add(part);
                    }
                }
            }
        }
        row.put(make.field().text(), values);
        return row;
    }

    private static ReferenceRow replace(Command.Replace replace, ReferenceRow row) {
        List<String> fields = replace.fields().isEmpty()
                ? List.copyOf(row.fields().keySet())
                : replace.fields().stream().map(Name::text).toList();
        for (String field : fields) {
            List<String> texts = row.get(field);
            if (texts != null) {
                row.put(
                        field,
                        texts.stream().map(text -> replaced(replace, text)).toList());
            }
        }
        return row;
    }

    private static String replaced(Command.Replace replace, String text) {
        for (Command.Replacement one : replace.replacements()) {
            String from = one.from().text();
            Optional<String> star = match(text, from);
            if (star.isPresent()) {
                return one.to().text().replace("*", star.get());
            }
        }
        return text;
    }

    private static ReferenceRow addTotals(Command.AddTotals totals, ReferenceRow row) {
        double sum = 0;
        for (Map.Entry<String, List<String>> field : row.fields().entrySet()) {
            boolean counts = totals.fields().isEmpty() || isNamed(field.getKey(), totals.fields());
            Double number = ReferenceText.number(String.join("\n", field.getValue()));
            sum += counts && number != null && !field.getKey().startsWith("_") ? number : 0;
        }
        String as = ReferenceInterpreter.option(totals.options(), "fieldname").orElse("Total");
        row.put(as, List.of(ReferenceText.text(sum)));
        return row;
    }

    /** After Splunk Enterprise 9.3, Search Reference, "fromjson": keys are fields, an array is a multivalue field. */
    private static ReferenceRow fromJson(Command.FromJson command, ReferenceRow row) {
        String prefix = ReferenceInterpreter.option(command.options(), "prefix").orElse("");
        List<String> texts = row.get(command.field().text());
        for (String text : texts == null ? List.<String>of() : texts) {
            ReferenceJson.Node json = ReferenceJson.read(text);
            for (ReferenceJson.Member member : json == null ? List.<ReferenceJson.Member>of() : json.members()) {
                ReferenceJson.Node value = member.value();
                row.put(
                        prefix + member.name(),
                        value.isArray()
                                ? value.elements().stream()
                                        .map(ReferenceJson.Node::text)
                                        .toList()
                                : List.of(value.text()));
            }
        }
        return row;
    }
}
