package io.outrider.spl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of a pipeline. Its position is that of its name. */
sealed interface Command {

    Position position();

    /**
     * {@code tstats}: events of a data model, filtered and grouped.
     *
     * @param model the data model or dataset after {@code from datamodel=}; {@code null} if there is none
     * @param where {@code null} if there is none
     */
    record Tstats(
            Position position,
            List<Option> options,
            List<Aggregate> aggregates,
            @Nullable Name model,
            @Nullable SearchExpression where,
            List<ByField> by)
            implements Command {
        public Tstats {
            options = List.copyOf(options);
            aggregates = List.copyOf(aggregates);
            by = List.copyOf(by);
        }
    }

    /** @param expression {@code null} for a search without terms */
    record Search(Position position, @Nullable SearchExpression expression) implements Command {}

    record Where(Position position, EvalExpression condition) implements Command {}

    record Rename(Position position, List<Renaming> renamings) implements Command {
        public Rename {
            renamings = List.copyOf(renamings);
        }
    }

    /** Example: {@code convert timeformat="%H:%M" ctime(firstTime) AS first}. */
    record Convert(Position position, List<Option> options, List<Conversion> conversions) implements Command {
        public Convert {
            options = List.copyOf(options);
            conversions = List.copyOf(conversions);
        }
    }

    /** Example: {@code eval a=1, b=a+1}. */
    record Eval(Position position, List<Assignment> assignments) implements Command {
        public Eval {
            assignments = List.copyOf(assignments);
        }
    }

    /** {@code stats}, {@code eventstats} and {@code streamstats}. */
    record Stats(Position position, Kind kind, List<Option> options, List<Aggregate> aggregates, List<ByField> by)
            implements Command {
        public Stats {
            options = List.copyOf(options);
            aggregates = List.copyOf(aggregates);
            by = List.copyOf(by);
        }

        enum Kind {
            STATS,
            EVENTSTATS,
            STREAMSTATS
        }
    }

    /** Example: {@code fields - a, b*}. @param keep whether there was no {@code -} */
    record Fields(Position position, boolean keep, List<Name> names) implements Command {
        public Fields {
            names = List.copyOf(names);
        }
    }

    record Table(Position position, List<Name> names) implements Command {
        public Table {
            names = List.copyOf(names);
        }
    }

    /** Example: {@code rex field=process max_match=10 "(?<url>http.*)"}; {@code field}, {@code mode} are options. */
    record Rex(Position position, List<Option> options, Literal expression) implements Command {
        public Rex {
            options = List.copyOf(options);
        }
    }

    /** Example: {@code regex process!="-r"}. @param field {@code null} for {@code _raw} */
    record Regex(Position position, @Nullable Name field, boolean negated, Literal expression) implements Command {}

    /** {@code bin}, also written {@code bucket}. @param as {@code null} if none is given */
    record Bin(
            Position position,
            List<Option> options,
            Name field,
            @Nullable Name as) implements Command {
        public Bin {
            options = List.copyOf(options);
        }
    }

    /** Example: {@code fillnull value=0 a, b}. */
    record FillNull(Position position, List<Option> options, List<Name> fields) implements Command {
        public FillNull {
            options = List.copyOf(options);
            fields = List.copyOf(fields);
        }
    }

    /** Example: {@code spath input=Data path=a.b output=c}. @param path without {@code path=}, or {@code null} */
    record Spath(
            Position position,
            List<Option> options,
            @Nullable Literal path) implements Command {
        public Spath {
            options = List.copyOf(options);
        }
    }

    /** Example: {@code mvexpand limit=10 user}. */
    record MvExpand(Position position, List<Option> options, Name field) implements Command {
        public MvExpand {
            options = List.copyOf(options);
        }
    }

    /** Example: {@code makemv delim="," user}. */
    record MakeMv(Position position, List<Option> options, Name field) implements Command {
        public MakeMv {
            options = List.copyOf(options);
        }
    }

    /** Example: {@code foreach a* [ eval x='<<FIELD>>' ]}; the commands in the brackets are parsed with the placeholders. */
    record ForEach(Position position, List<Option> options, List<Name> fields, Pipeline template) implements Command {
        public ForEach {
            options = List.copyOf(options);
            fields = List.copyOf(fields);
        }
    }

    /** Example: {@code dedup 2 user keepempty=true sortby -_time}. @param count {@code null} if none is given */
    record Dedup(
            Position position, @Nullable Literal count, List<Option> options, List<Name> fields, List<SortKey> sortBy)
            implements Command {
        public Dedup {
            options = List.copyOf(options);
            fields = List.copyOf(fields);
            sortBy = List.copyOf(sortBy);
        }
    }

    /** Example: {@code sort 10 - count, num(x)}. @param limit {@code null} if none is given */
    record Sort(Position position, @Nullable Literal limit, List<SortKey> keys) implements Command {
        public Sort {
            keys = List.copyOf(keys);
        }
    }

    /** {@code head}, and {@code tail}. @param limit {@code null} if none is given */
    record Head(
            Position position, boolean fromEnd, @Nullable Literal limit, List<Option> options) implements Command {
        public Head {
            options = List.copyOf(options);
        }
    }

    /** Example: {@code replace "a*" with b, c with d in x, y}. @param fields empty for all */
    record Replace(Position position, List<Replacement> replacements, List<Name> fields) implements Command {
        public Replace {
            replacements = List.copyOf(replacements);
            fields = List.copyOf(fields);
        }
    }

    /** @param field {@code null} for {@code _raw} */
    record XmlKv(Position position, @Nullable Name field) implements Command {}

    record FromJson(Position position, Name field, List<Option> options) implements Command {
        public FromJson {
            options = List.copyOf(options);
        }
    }

    /** {@code extract}, also written {@code kv}. */
    record Extract(Position position, List<Option> options) implements Command {
        public Extract {
            options = List.copyOf(options);
        }
    }

    record AddTotals(Position position, List<Option> options, List<Name> fields) implements Command {
        public AddTotals {
            options = List.copyOf(options);
            fields = List.copyOf(fields);
        }
    }

    /** Example: {@code transaction user startswith=(EventCode=1) endswith=(EventCode=2) maxspan=5m}. */
    record Transaction(
            Position position,
            List<Name> fields,
            List<Option> options,
            @Nullable SearchExpression startsWith,
            @Nullable SearchExpression endsWith)
            implements Command {
        public Transaction {
            fields = List.copyOf(fields);
            options = List.copyOf(options);
        }
    }

    record Join(Position position, List<Option> options, List<Name> fields, Pipeline subsearch) implements Command {
        public Join {
            options = List.copyOf(options);
            fields = List.copyOf(fields);
        }
    }

    record Append(Position position, List<Option> options, Pipeline subsearch) implements Command {
        public Append {
            options = List.copyOf(options);
        }
    }

    record AppendCols(Position position, List<Option> options, Pipeline subsearch) implements Command {
        public AppendCols {
            options = List.copyOf(options);
        }
    }

    record AppendPipe(Position position, List<Option> options, Pipeline subpipeline) implements Command {
        public AppendPipe {
            options = List.copyOf(options);
        }
    }

    /**
     * Example: {@code lookup update=true tools name AS process_name OUTPUT description AS note}.
     *
     * @param outputs empty for all other columns
     * @param onlyNew whether it was {@code OUTPUTNEW}
     */
    record Lookup(
            Position position,
            List<Option> options,
            Name table,
            List<Renaming> inputs,
            List<Renaming> outputs,
            boolean onlyNew)
            implements Command {
        public Lookup {
            options = List.copyOf(options);
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /** Example: {@code inputlookup append=t hosts.csv where os=linux}. */
    record InputLookup(
            Position position,
            List<Option> options,
            Name table,
            @Nullable SearchExpression where) implements Command {
        public InputLookup {
            options = List.copyOf(options);
        }
    }

    /** Example: {@code from datamodel:"Authentication.Authentication"}. @param kind for example {@code datamodel} */
    record From(Position position, Name kind, Name name) implements Command {}

    /** {@code datamodel Endpoint Processes search}. */
    record DataModel(Position position, List<Name> words) implements Command {
        public DataModel {
            words = List.copyOf(words);
        }
    }

    /** A command that this grammar does not know: the pipeline is still seen whole. */
    record OtherCommand(Position position, String name, String text) implements Command {}

    record Assignment(Name field, EvalExpression value) {}

    /** @param function {@code auto}, {@code num}, {@code ip} or {@code str}; {@code null} if none is given */
    record SortKey(Name field, boolean descending, @Nullable Name function) {}

    record Replacement(Literal from, Literal to) {}

    /** Example: {@code summariesonly=false}. */
    record Option(Name name, Literal value) {}

    /**
     * Example: {@code min(_time) as firstTime}, {@code count(eval(x>1))}, {@code p50(x)}.
     *
     * @param field {@code null} for a bare {@code count}, and where an expression is aggregated
     * @param expression that of {@code eval(...)}, else {@code null}
     * @param as {@code null} if none is given
     */
    record Aggregate(
            Name function,
            @Nullable Name field,
            @Nullable EvalExpression expression,
            @Nullable Name as) {}

    /**
     * Example: {@code _time span=1h}.
     *
     * @param options those behind the field
     */
    record ByField(Name field, List<Option> options) {
        public ByField {
            options = List.copyOf(options);
        }
    }

    record Renaming(Name from, Name to) {}

    /** @param as {@code null} if none is given */
    record Conversion(Name function, Name field, @Nullable Name as) {}
}
