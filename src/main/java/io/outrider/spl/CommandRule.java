package io.outrider.spl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The commands of the language that are decided on: the one place that says what runs and what does not, and why. The
 * message of a refusal and {@code docs/reference/spl-coverage.md} are made from it.
 *
 * @param why for a command that runs, what to know of it; for another, the reason
 */
record CommandRule(String name, Support support, String why) {

    private static final Map<String, CommandRule> ALL = new LinkedHashMap<>();

    static {
        runs("addtotals", "the sum of fields in a row; not the sum of a column (`col=true`)");
        refused("anomalydetection", "its model of what is usual is not documented far enough to give the same rows");
        runs("append", "another search over the same window");
        runs("appendcols", "another search over the same window");
        runs("appendpipe", "");
        refused("apply", "it needs a trained model, and models are no part of published content");
        runs("bin", "with `span`; also written `bucket`");
        runs("bucket", "another name of `bin`");
        runs("convert", "with `ctime`");
        refused("cyberchef", "it is a command of an add-on, not of the language");
        runs("datamodel", "as first command, with the mode `search`");
        runs("dedup", "");
        runs("eval", "");
        runs("eventstats", "");
        runs("extract", "pairs in `_raw`, with `pairdelim` and `kvdelim`; also written `kv`");
        runs("fields", "");
        runs("fillnull", "");
        runs("foreach", "with `eval` in its brackets, over the names of fields");
        runs("from", "as first command, of a data model or a lookup");
        runs("fromjson", "");
        runs("head", "with a number of rows");
        runs("inputlookup", "as first command, and behind another with `append=true`");
        refused("iplocation", "it needs a database of where addresses are");
        runs("join", "over the same window; evaluated when the window closes");
        runs("kv", "another name of `extract`");
        runs("lookup", "of a CSV file");
        runs("makemv", "");
        refused("map", "it runs a search for each row, over a span of time of its own");
        refused("mstats", "it reads metrics, and there are none in a stream of events");
        refused("multikv", "it reads tables out of the text of an event, which no event source here has");
        runs("mvexpand", "");
        refused("outlier", "it changes rows by rules that are not documented far enough to give the same rows");
        refused("outputlookup", "it writes a table that later runs read: a detection here changes no content");
        runs("regex", "");
        runs("rename", "with one `*` in a name");
        runs("replace", "");
        runs("rex", "with named groups, and with `mode=sed`");
        runs("search", "as first command over the original events, behind another over its rows");
        runs("sort", "");
        runs("spath", "of JSON and XML");
        runs("stats", "");
        runs("streamstats", "without `reset_before`, `reset_after`, `reset_on_change` and `time_window`");
        refused("summary", "it shows a trained model, and models are no part of published content");
        runs("table", "");
        runs("tail", "");
        refused(
                "timechart",
                "it gives a row for each span of time, also for those without events, and columns by value");
        runs("transaction", "");
        runs("tstats", "as first command, from a data model");
        runs("where", "");
        runs("xmlkv", "");
    }

    private static void runs(String name, String note) {
        add(new CommandRule(name, Support.RUNS, note));
    }

    private static void refused(String name, String reason) {
        add(new CommandRule(name, Support.REFUSED, reason));
    }

    private static void add(CommandRule rule) {
        if (ALL.put(rule.name(), rule) != null) {
            throw new IllegalStateException("two rules for the command " + rule.name());
        }
    }

    static Optional<CommandRule> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** By name. */
    static Iterable<CommandRule> all() {
        return ALL.values();
    }
}
