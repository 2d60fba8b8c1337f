package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.alert.Enrichment;
import io.outrider.rule.Detection;
import io.outrider.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Alerts, and the metadata of their detections, as bytes of the durable state. An alert names its detection by the id alone. */
final class AlertCodec {

    private final StateWriter out = new StateWriter();

    byte[] bytes(Alert alert) {
        out.single(StateWriter.VERSION);
        out.text(alert.id());
        out.number(alert.revision());
        out.text(alert.activity().name());
        out.text(alert.detection().id());
        out.moment(alert.windowStart());
        out.moment(alert.windowEnd());
        out.flag(alert.partial());
        out.flag(alert.truncated());
        out.moment(alert.firstTime());
        out.moment(alert.lastTime());
        out.number(alert.count());
        out.columns(alert.row());
        if (!alert.enrichment().equals(Enrichment.NONE)) {
            write(alert.enrichment());
        }
        return out.take();
    }

    /** @param detections gives the metadata by the id */
    static Alert alert(byte[] bytes, Function<String, Detection> detections) {
        StateReader in = new StateReader(bytes);
        String id = in.text();
        int revision = (int) in.number();
        Activity activity = Activity.valueOf(in.text());
        return new Alert(
                id,
                revision,
                activity,
                detections.apply(in.text()),
                in.moment(),
                in.moment(),
                in.flag(),
                in.flag(),
                in.moment(),
                in.moment(),
                in.number(),
                in.columns(),
                in.isAtEnd() ? Enrichment.NONE : enrichment(in));
    }

    private void write(Enrichment enrichment) {
        Severity severity = enrichment.severity();
        optional(severity == null ? null : severity.name());
        out.number(enrichment.found().size());
        for (Enrichment.Found found : enrichment.found()) {
            out.text(found.field());
            out.text(found.value());
            out.text(found.kind());
            out.number(found.data().size());
            found.data().forEach((column, values) -> {
                out.text(column);
                out.texts(values);
            });
        }
    }

    private static Enrichment enrichment(StateReader in) {
        String severity = optional(in);
        List<Enrichment.Found> found = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            String field = in.text();
            String value = in.text();
            String kind = in.text();
            Map<String, List<String>> data = new LinkedHashMap<>();
            for (long columns = in.number(); columns > 0; columns--) {
                String column = in.text();
                data.put(column, in.texts());
            }
            found.add(new Enrichment.Found(field, value, kind, data));
        }
        return new Enrichment(severity == null ? null : Severity.valueOf(severity), found);
    }

    byte[] bytes(Detection about) {
        out.single(StateWriter.VERSION);
        out.text(about.id());
        out.text(about.name());
        out.number(about.version());
        out.text(about.type());
        optional(about.status());
        optional(about.date());
        optional(about.author());
        out.text(about.description());
        optional(about.message());
        out.number(about.riskScore());
        out.text(about.severity().name());
        out.number(about.riskObjects().size());
        for (Detection.RiskObject object : about.riskObjects()) {
            out.text(object.field());
            out.text(object.type());
            out.number(object.score());
        }
        out.number(about.threatObjects().size());
        for (Detection.ThreatObject object : about.threatObjects()) {
            out.text(object.field());
            out.text(object.type());
        }
        out.texts(about.attackIds());
        out.texts(about.killChainPhases());
        out.texts(about.analyticStories());
        out.texts(about.references());
        optional(about.securityDomain());
        out.texts(about.dataSources());
        out.text(about.source());
        return out.take();
    }

    private void optional(@Nullable String text) {
        out.texts(text == null ? List.of() : List.of(text));
    }

    static Detection detection(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        return new Detection(
                in.text(),
                in.text(),
                (int) in.number(),
                in.text(),
                optional(in),
                optional(in),
                optional(in),
                in.text(),
                optional(in),
                (int) in.number(),
                Severity.valueOf(in.text()),
                riskObjects(in),
                threatObjects(in),
                in.texts(),
                in.texts(),
                in.texts(),
                in.texts(),
                optional(in),
                in.texts(),
                in.text());
    }

    private static @Nullable String optional(StateReader in) {
        List<String> texts = in.texts();
        return texts.isEmpty() ? null : texts.get(0);
    }

    private static List<Detection.RiskObject> riskObjects(StateReader in) {
        List<Detection.RiskObject> objects = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            objects.add(new Detection.RiskObject(in.text(), in.text(), (int) in.number()));
        }
        return objects;
    }

    private static List<Detection.ThreatObject> threatObjects(StateReader in) {
        List<Detection.ThreatObject> objects = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            objects.add(new Detection.ThreatObject(in.text(), in.text()));
        }
        return objects;
    }
}
