package io.outrider.spl;

import io.outrider.cim.DataModels;
import java.util.List;

/**
 * Compiles searches: expands their macros, parses them and lowers them to the parts of a rule. Whatever the text holds,
 * the answer is a {@link Compilation}; nothing is thrown.
 */
public final class SplCompiler {

    private final MacroExpander expander;
    private final DataModels models;
    private final LookupSource lookups;

    /** A compiler of searches that name no lookup table. */
    public SplCompiler(Macros macros, DataModels models) {
        this(macros, models, LookupSource.none());
    }

    public SplCompiler(Macros macros, DataModels models, LookupSource lookups) {
        this.expander = new MacroExpander(macros);
        this.models = models;
        this.lookups = lookups;
    }

    /** @param search as a detection file holds it; the positions in the answer are in this text */
    public Compilation compile(String search) {
        Problems problems = new Problems();
        try {
            Pipeline pipeline = new PipelineParser(expander.expand(search), problems).parse();
            return new PipelineLowering(new Context(models, lookups, problems)).lower(pipeline);
        } catch (SplException e) {
            problems.error(e.problem());
            return new Compilation.Refused(problems.errors(), List.of());
        }
    }
}
