package io.outrider.spl;

import io.outrider.spl.Command.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of {@code tstats}. */
final class TstatsOptions {

    private final Problems problems;

    TstatsOptions(Problems problems) {
        this.problems = problems;
    }

    /** The text that stands for an absent key field, or {@code null} for none. */
    @Nullable
    String fill(List<Option> given) {
        Options options = new Options("tstats", given, problems);
        options.only("prestats", false);
        options.only("append", false);
        // They change nothing here, but Splunk reads them as flags.
        options.flag("allow_old_summaries", false);
        options.flag("summariesonly", false);
        return options.text("fillnull_value");
    }
}
