package io.outrider.spl;

import io.outrider.rule.Stage;
import io.outrider.spl.Command.Extract;
import io.outrider.spl.Command.FromJson;
import io.outrider.spl.Command.MakeMv;
import io.outrider.spl.Command.MvExpand;
import io.outrider.spl.Command.Spath;
import io.outrider.spl.Command.XmlKv;
import java.util.List;

/** Lowers the commands that take texts apart: {@code spath}, {@code xmlkv}, {@code fromjson}, {@code extract}, {@code makemv}, {@code mvexpand}. */
final class TextLowering {

    private static final String RAW = "_raw";

    private final Context context;

    TextLowering(Context context) {
        this.context = context;
    }

    Stage lower(Spath spath) {
        Options options = new Options("spath", spath.options(), context.problems());
        String path = options.text("path");
        if (path == null && spath.path() != null) {
            path = spath.path().text();
        } else if (path != null && spath.path() != null) {
            context.error(
                    spath.path().position(),
                    "spath",
                    "expected one path for spath, but found " + path + " and "
                            + spath.path().text());
        }
        String output = options.text("output");
        if (output != null && path == null) {
            context.error(
                    options.place("output"), "output", "expected a path where spath has output=..., but found none");
        }
        return new Stage.Spath(options.text("input", RAW), path, output);
    }

    Stage lower(XmlKv xml) {
        return new Stage.XmlFields(xml.field() == null ? RAW : xml.field().text());
    }

    Stage lower(FromJson json) {
        Options options = new Options("fromjson", json.options(), context.problems());
        return new Stage.JsonFields(json.field().text(), options.text("prefix", ""));
    }

    List<Stage> lower(Extract extract) {
        Options options = new Options("extract", extract.options(), context.problems());
        String pairs = options.text("pairdelim");
        String values = options.text("kvdelim");
        if (pairs == null || values == null || pairs.isEmpty() || values.isEmpty()) {
            if (options.isClean()) {
                context.error(
                        extract.position(),
                        "extract",
                        "expected pairdelim and kvdelim for extract, but found one or none of them; what Splunk's"
                                + " configuration files extract is not known here");
            }
            return List.of();
        }
        return List.of(new Stage.PairFields(pairs, values));
    }

    List<Stage> lower(MakeMv make) {
        Options options = new Options("makemv", make.options(), context.problems());
        options.only("setsv", false);
        String tokenizer = options.text("tokenizer");
        String delimiter = options.text("delim");
        if (tokenizer != null && delimiter != null) {
            context.error(
                    options.place("tokenizer"), "tokenizer", "expected delim or tokenizer for makemv, but found both");
            return List.of();
        }
        if (tokenizer != null
                && RegexSyntax.check(tokenizer, "makemv", options.place("tokenizer"), context.problems()) == null) {
            return List.of();
        }
        if (delimiter != null && delimiter.isEmpty()) {
            context.error(options.place("delim"), "delim", "expected a delimiter for makemv, but found none");
            return List.of();
        }
        // A space is Splunk's default.
        String delim = tokenizer == null && delimiter == null ? " " : delimiter;
        return List.of(new Stage.MakeValues(make.field().text(), delim, tokenizer, options.flag("allowempty", false)));
    }

    Stage lower(MvExpand expand) {
        Options options = new Options("mvexpand", expand.options(), context.problems());
        return new Stage.ExpandValues(expand.field().text(), options.number("limit", 0, 0));
    }
}
