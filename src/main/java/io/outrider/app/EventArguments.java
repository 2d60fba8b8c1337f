package io.outrider.app;

import io.outrider.explain.EventReport.Given;
import io.outrider.explain.RecordFinder;
import io.outrider.explain.RecordFinder.Found;
import io.outrider.explain.SafeText;
import io.outrider.normalize.Reject;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events that a command line names as {@code FILE:LINE}, read. */
final class EventArguments {

    private final List<Given> given = new ArrayList<>();
    private final Map<String, Reject> rejects = new LinkedHashMap<>();

    /**
     * Reads an event.
     *
     * @throws IllegalArgumentException if there is no record; a record that is no event is among the {@link #rejects}
     */
    void read(String argument, RecordFinder finder) {
        int colon = argument.lastIndexOf(':');
        String number = argument.substring(colon + 1);
        if (colon < 1 || !number.matches("[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException(
                    "expected FILE:LINE, such as events.jsonl:7, with lines from 1, but found '" + argument + "'");
        }
        Found found = find(argument.substring(0, colon), Long.parseLong(number), finder);
        if (found instanceof Found.Nothing nothing) {
            throw new IllegalArgumentException(nothing.message());
        }
        if (found instanceof Found.NoEvent none) {
            rejects.put(argument, none.reject());
        } else if (found instanceof Found.AnEvent event) {
            List<String> notes =
                    new ArrayList<>(event.repairs().stream().map(Reject::reason).toList());
            if (!event.alone()) {
                notes.add("other records begin on the same line; this is the first");
            }
            given.add(new Given(argument, event.event(), notes));
        }
    }

    private static Found find(String file, long line, RecordFinder finder) {
        try {
            return finder.find(Path.of(file), line);
        } catch (InvalidPathException | IOException e) {
            throw new IllegalArgumentException(Reason.of(e), e);
        }
    }

    /** Those that are events. */
    List<Given> given() {
        return given;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        rejects.forEach((name, reject) -> {
            lines.add("");
            lines.add("RECORD " + SafeText.printable(name));
            lines.add("VERDICT: no detection sees it, for it is no event:");
            lines.add("  " + SafeText.printable(reject.reason()));
        });
        return lines;
    }

    /** For machines. */
    List<Map<String, Object>> documents() {
        List<Map<String, Object>> documents = new ArrayList<>();
        rejects.forEach((name, reject) -> {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("event", name);
            document.put("line", reject.line());
            document.put("reason", reject.reason());
            documents.add(document);
        });
        return documents;
    }
}
