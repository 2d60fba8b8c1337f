package io.outrider.explain;

import io.outrider.detect.FieldsRead;
import io.outrider.detect.PlanFacts;
import io.outrider.explain.Steps.Step;
import io.outrider.rule.Detection;
import io.outrider.rule.Feed;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The plan of a detection in words, as lines for people and as a document for machines. */
public final class PlanReport {

    private final Rule rule;
    private final PlanFacts facts;
    private final List<String> notes;
    private final Steps steps;

    /** @param notes what else there is to say of the detection, one line each: that an operator left it out, warnings */
    public PlanReport(Rule rule, PlanFacts facts, List<String> notes) {
        this.rule = rule;
        this.facts = facts;
        this.notes = List.copyOf(notes);
        this.steps = new Steps(rule);
    }

    public List<String> lines() {
        Lines lines = new Lines();
        Detection about = rule.about();
        lines.add(SafeText.printable(about.name()));
        lines.field("id", SafeText.printable(about.id()) + ", version " + about.version());
        lines.field("file", SafeText.printable(about.source()));
        lines.field(
                "type",
                SafeText.printable(about.type())
                        + (about.status() == null ? "" : ", " + SafeText.printable(about.status())));
        lines.field("severity", about.severity().caption() + ", risk score " + about.riskScore());
        lines.field("risk", risk(about));
        notes.forEach(note -> lines.add("  NOTE: ", SafeText.printable(note), 0));
        for (int i = 0; i < steps.searches().size(); i++) {
            lines.blank();
            lines.add(i == 0 ? "PLAN" : steps.name(i).toUpperCase(Locale.ROOT) + " (beside the detection's own)");
            search(lines, i);
        }
        lines.blank();
        lines.add("WHEN");
        lines.field("windows", windows());
        lines.field("alerts", emission());
        return lines.lines();
    }

    private static String risk(Detection about) {
        List<String> objects = about.riskObjects().stream()
                .map(one -> one.score() + " on " + SafeText.printable(one.field()) + " ("
                        + SafeText.printable(one.type()) + ')')
                .toList();
        return objects.isEmpty() ? "on no object" : String.join(", ", objects);
    }

    private void search(Lines lines, int number) {
        for (Step step : steps.of(number)) {
            String prefix = "  " + step.label() + ". ";
            lines.add(prefix, step.does(), 0);
            if (step.condition() != null) {
                lines.clause(prefix.length() + 2, step.condition());
            }
            step.details().forEach(detail -> lines.add(" ".repeat(prefix.length() + 2), detail, 2));
        }
        if (!(steps.searches().get(number).feed() instanceof Feed.Table)) {
            lines.field("needs", needs(number));
            lines.field("index", index(number));
        }
    }

    private String needs(int number) {
        Set<String> fields = FieldsRead.of(steps.searches().get(number));
        String of = steps.searches().get(number).feed() instanceof Feed.Dataset
                ? "fields of the common model: "
                : "fields of the event: ";
        return fields.isEmpty() ? "no field" : of + SafeText.list(fields);
    }

    private String index(int number) {
        return facts.indexExact().get(number)
                ? "decides the condition of " + steps.feed(number).label() + " by itself"
                : "proposes events; the condition of " + steps.feed(number).label() + " is evaluated on those";
    }

    private String windows() {
        String from = facts.offset().isZero()
                ? ", from the full UTC hour"
                : ", shifted by " + StageText.duration(facts.offset()) + " from the full UTC hour";
        return StageText.duration(facts.window()) + " of event time" + from;
    }

    private String emission() {
        if (facts.early()) {
            return "early: at the first match (outrider.alerts.emit), for no later event of the window can take back"
                    + " what passed; an Update follows at the close if the row changed";
        }
        Stage waitsFor = facts.waitsFor();
        if (facts.readsRisk()) {
            return "at the close of the window: it reads the alerts of other detections, which may be taken back";
        }
        return waitsFor == null
                ? "at the close of the window"
                : "at the close of the window: what passes step " + steps.labelOf(waitsFor)
                        + " now may not pass it once more events are there";
    }

    /** For machines. */
    public Map<String, Object> document() {
        Detection about = rule.about();
        Map<String, Object> detection = new LinkedHashMap<>();
        detection.put("id", about.id());
        detection.put("name", about.name());
        detection.put("version", about.version());
        detection.put("file", about.source());
        detection.put("type", about.type());
        detection.put("publisher_status", about.status());
        detection.put("severity", about.severity().caption().toLowerCase(Locale.ROOT));
        detection.put("risk_score", about.riskScore());
        detection.put(
                "risk_objects",
                about.riskObjects().stream().map(PlanReport::fields).toList());
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("window_s", facts.window().toSeconds());
        plan.put("offset_s", facts.offset().toSeconds());
        plan.put("emission", facts.early() ? "early" : "close");
        plan.put("emission_because", emission());
        List<Object> searches = new ArrayList<>();
        for (int i = 0; i < steps.searches().size(); i++) {
            searches.add(searchDocument(i));
        }
        plan.put("searches", searches);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("detection", detection);
        document.put("status", "runs");
        document.put("notes", notes);
        document.put("plan", plan);
        return document;
    }

    private static Map<String, Object> fields(Detection.RiskObject object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("field", object.field());
        fields.put("type", object.type());
        fields.put("score", object.score());
        return fields;
    }

    private Map<String, Object> searchDocument(int number) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("search", steps.name(number));
        document.put("steps", steps.of(number).stream().map(PlanReport::fields).toList());
        document.put("needs", FieldsRead.of(steps.searches().get(number)));
        document.put("index_decides", facts.indexExact().get(number));
        return document;
    }

    private static Map<String, Object> fields(Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("step", step.label());
        fields.put("does", step.does());
        if (step.condition() != null) {
            fields.put("condition", step.condition().document());
        }
        if (!step.details().isEmpty()) {
            fields.put("columns", step.details());
        }
        return fields;
    }
}
