package io.outrider.explain;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.detect.Trace;
import io.outrider.normalize.SourceMappings;
import io.outrider.rule.Rule;
import java.util.List;
import java.util.Map;

/** What became of given events under a detection, as lines for people and as a document for machines. */
public final class EventReport {

    private final EventLines lines;
    private final EventDocument document;

    /**
     * An event as it was asked for.
     *
     * @param name for example {@code events.jsonl:7}
     * @param notes what there is to say of its record, one line each
     */
    public record Given(String name, Event event, List<String> notes) {
        public Given {
            notes = List.copyOf(notes);
        }
    }

    /** @param trace of the given events, in their order */
    public EventReport(Rule rule, Trace trace, List<Given> given, DataModels models, SourceMappings mappings) {
        Steps steps = new Steps(rule);
        Membership membership = new Membership(models, mappings);
        Verdict verdict = Verdict.of(trace, steps, membership);
        lines = new EventLines(trace, List.copyOf(given), steps, membership, verdict);
        document = new EventDocument(trace, List.copyOf(given), steps, membership, verdict);
    }

    public List<String> lines() {
        return lines.lines();
    }

    /** For machines. */
    public Map<String, Object> document() {
        return document.document();
    }
}
