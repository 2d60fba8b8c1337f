package io.outrider.app;

import io.outrider.content.Content;
import io.outrider.explain.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a detection does not run at all. */
record RefusedReport(Content.Entry entry) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(entry.name() == null ? "(no name)" : SafeText.printable(entry.name()));
        lines.add("  file       " + SafeText.printable(entry.file()));
        lines.add("VERDICT: it never fires, for it is refused and does not run:");
        entry.problems().forEach(problem -> lines.add("  " + SafeText.printable(ContentReport.line(problem))));
        return lines;
    }

    Map<String, Object> document() {
        Map<String, Object> detection = new LinkedHashMap<>();
        detection.put("id", entry.id());
        detection.put("name", entry.name());
        detection.put("file", entry.file());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("detection", detection);
        document.put("status", "refused");
        document.put(
                "problems", entry.problems().stream().map(ContentReport::fields).toList());
        return document;
    }
}
