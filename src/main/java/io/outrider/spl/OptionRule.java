package io.outrider.spl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of the commands that run: the one place that says which of them act, and why others do not. Only the values
 * that the reason names are meant where it names some.
 */
record OptionRule(String command, String name, Support support, String why) {

    private static final Map<String, OptionRule> ALL = new LinkedHashMap<>();

    static {
        runs("addtotals", "col", "only `false`, the default");
        runs("addtotals", "fieldname", "the sum's field; `Total` without it");
        refused("addtotals", "label", "it belongs to the row that `col=true` adds");
        refused("addtotals", "labelfield", "it belongs to the row that `col=true` adds");
        runs("addtotals", "row", "only `true`, the default");
        ignored("append", "extendtimerange", "both searches run over one window");
        ignored("append", "maxout", "the table of a window is bounded for all searches alike");
        ignored("append", "maxtime", "both searches run over one window");
        ignored("append", "timeout", "both searches run over one window");
        ignored("appendcols", "maxout", "the table of a window is bounded for all searches alike");
        ignored("appendcols", "maxtime", "both searches run over one window");
        runs("appendcols", "override", "");
        ignored("appendcols", "timeout", "both searches run over one window");
        ignored("appendpipe", "run_in_preview", "there is no preview");
        refused("bin", "aligntime", "bins begin at multiples of their width");
        refused("bin", "bins", "the width would depend on the rows of the window");
        refused("bin", "end", "the width would depend on the rows of the window");
        refused("bin", "minspan", "the width would depend on the rows of the window");
        runs("bin", "span", "of time, or a number");
        refused("bin", "start", "the width would depend on the rows of the window");
        runs("convert", "timeformat", "");
        runs("dedup", "consecutive", "");
        runs("dedup", "keepempty", "");
        runs("dedup", "keepevents", "only `false`, the default");
        runs("eventstats", "allnum", "only `false`, the default");
        runs("extract", "kvdelim", "");
        runs("extract", "pairdelim", "");
        ignored("extract", "reload", "content is loaded anew when it changes");
        runs("fillnull", "value", "`0` without it");
        runs("foreach", "mode", "only `multifield`, the default");
        runs("fromjson", "prefix", "");
        runs("head", "limit", "");
        runs("head", "keeplast", "only `false`, the default");
        refused("head", "null", "it belongs to a condition, and only a number is run");
        runs("inputlookup", "append", "");
        runs("inputlookup", "max", "");
        runs("inputlookup", "start", "");
        ignored("inputlookup", "strict", "a table that is not there refuses the search in any case");
        ignored("join", "earlier", "it acts with `usetime=true` only, and both searches run over one window");
        runs("join", "max", "");
        runs("join", "overwrite", "");
        runs("join", "type", "`inner`, `left`, `outer`");
        ignored("join", "usetime", "both searches run over one window");
        refused("lookup", "event_time_field", "tables have no times here");
        ignored("lookup", "local", "there is one place where searches run");
        ignored("lookup", "update", "tables are loaded anew when their files change");
        runs("makemv", "allowempty", "");
        runs("makemv", "delim", "");
        runs("makemv", "setsv", "only `false`, the default");
        runs("makemv", "tokenizer", "");
        runs("mvexpand", "limit", "");
        runs("rex", "field", "");
        runs("rex", "max_match", "");
        runs("rex", "mode", "only `sed`");
        refused("rex", "offset_field", "no published search reads where a group matched");
        runs("search", "earliest", "its span becomes the window of the search");
        runs("search", "latest", "only `now`");
        runs("spath", "input", "");
        runs("spath", "output", "");
        runs("spath", "path", "");
        runs("stats", "allnum", "only `false`, the default");
        refused("stats", "delim", "values stay apart here");
        ignored("stats", "partitions", "it says with how many threads to work");
        refused("streamstats", "reset_after", "rows are counted over the whole window");
        refused("streamstats", "reset_before", "rows are counted over the whole window");
        refused("streamstats", "reset_on_change", "rows are counted over the whole window");
        runs("streamstats", "allnum", "only `false`, the default");
        runs("streamstats", "current", "");
        runs("streamstats", "global", "only `false` where there are both `window` and `by`");
        refused("streamstats", "time_window", "rows are counted over the whole window");
        runs("streamstats", "window", "");
        runs("transaction", "connected", "");
        refused("transaction", "delim", "values stay apart here");
        runs("transaction", "endswith", "");
        runs("transaction", "keepevicted", "");
        refused("transaction", "keeporphans", "rows of no transaction are not kept");
        refused("transaction", "maxevents", "a transaction is bounded by the window");
        ignored("transaction", "maxopenevents", "the table of a window is bounded for all searches alike");
        ignored("transaction", "maxopentxn", "the table of a window is bounded for all searches alike");
        runs("transaction", "maxpause", "");
        runs("transaction", "maxspan", "");
        runs("transaction", "mvlist", "only `false`, the default");
        refused("transaction", "nullstr", "it belongs to `mvlist=true`");
        runs("transaction", "startswith", "");
        refused("transaction", "unifyends", "it belongs to nested conditions, which are not run");
        ignored("tstats", "allow_old_summaries", "there is one stream of events and no summary of it");
        runs("tstats", "append", "only `false`, the default");
        ignored("tstats", "chunk_size", "it says how much to read at once");
        runs("tstats", "fillnull_value", "");
        ignored("tstats", "local", "there is one place where searches run");
        runs("tstats", "prestats", "only `false`, the default");
        runs("tstats", "span", "of `_time`; `1s` without it");
        ignored("tstats", "summariesonly", "there is one stream of events and no summary of it");
    }

    private static void runs(String command, String name, String note) {
        add(new OptionRule(command, name, Support.RUNS, note));
    }

    private static void ignored(String command, String name, String reason) {
        add(new OptionRule(command, name, Support.WITHOUT_EFFECT, reason));
    }

    private static void refused(String command, String name, String reason) {
        add(new OptionRule(command, name, Support.REFUSED, reason));
    }

    private static void add(OptionRule rule) {
        if (ALL.put(rule.command() + ' ' + rule.name(), rule) != null) {
            throw new IllegalStateException("two rules for the option " + rule.command() + ' ' + rule.name());
        }
    }

    static Optional<OptionRule> of(String command, String name) {
        return Optional.ofNullable(ALL.get(command + ' ' + name));
    }

    /** Those of a command, by name. */
    static List<OptionRule> of(String command) {
        List<OptionRule> rules = new ArrayList<>();
        for (OptionRule rule : ALL.values()) {
            if (rule.command().equals(command)) {
                rules.add(rule);
            }
        }
        return rules;
    }
}
