package io.outrider.content;

import io.outrider.spl.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads detection files one after the other. Of two with one id or one name the second is refused. A file that ran when it
 * was loaded before, and does not now, goes on in that version.
 */
final class DetectionLoader {

    private final DetectionCompiler compiler;
    private final LoadedFiles before;
    private final Map<String, String> idIn = new HashMap<>();
    private final Map<String, String> nameIn = new HashMap<>();
    private final List<Path> paths = new ArrayList<>();
    private final List<Content.Entry> entries = new ArrayList<>();

    DetectionLoader(DetectionCompiler compiler, LoadedFiles before) {
        this.compiler = compiler;
        this.before = before;
    }

    /** @param surroundings equal as long as the macros and all else that a search refers to are */
    void load(Path path, SharedContent shared, Object surroundings) {
        FileProblems problems = new FileProblems(path.toString());
        paths.add(path);
        Optional<String> text = ContentFile.read(path, problems);
        entries.add(
                text.isPresent()
                        ? entry(compiled(path, text.get(), shared, surroundings), problems)
                        : new Content.Entry(problems.file(), null, null, null, List.of(), null, problems.all()));
    }

    private CompiledFile compiled(Path path, String text, SharedContent shared, Object surroundings) {
        CompiledFile known = before.detection(path);
        if (known != null
                && known.isOf(
                        text,
                        surroundings,
                        () -> FilterMacro.addTo(shared.macros(), path, known.name()),
                        shared.lookups())) {
            return known;
        }
        CompiledFile compiled = compiler.compile(path, text, shared, surroundings);
        before.put(path, compiled);
        return compiled;
    }

    private Content.Entry entry(CompiledFile file, FileProblems problems) {
        problems.addAll(file.problems());
        refuseSecond("id", file.id(), file.idAt(), idIn, problems);
        refuseSecond("name", file.name(), file.nameAt(), nameIn, problems);
        return new Content.Entry(
                problems.file(),
                file.id(),
                file.name(),
                file.about(),
                file.sources(),
                problems.hasErrors() ? null : file.rule(),
                problems.all());
    }

    private static void refuseSecond(
            String key,
            @Nullable String value,
            @Nullable Position at,
            Map<String, String> seen,
            FileProblems problems) {
        String first = value == null ? null : seen.putIfAbsent(value, problems.file());
        if (first != null && at != null) {
            problems.error(
                    at,
                    key,
                    "expected one detection with the " + key + " " + value + ", but found a second; the first is in "
                            + first);
        }
    }

    /** The detections, in the order in which they were loaded. */
    List<Content.Entry> entries() {
        Set<String> running = new HashSet<>();
        entries.stream().filter(Content.Entry::runs).forEach(entry -> {
            running.add(entry.id());
            running.add(entry.name());
        });
        List<Content.Entry> all = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Content.Entry entry = entries.get(i);
            if (entry.runs()) {
                before.putGood(paths.get(i), entry);
            } else {
                Optional<Content.Entry> good = before.good(paths.get(i));
                // Another file may have taken over the detection.
                if (good.isPresent()
                        && running.add(good.get().id())
                        && running.add(good.get().name())) {
                    entry = good.get().keptFor(entry);
                }
            }
            all.add(entry);
        }
        before.keepOnlyDetections(paths);
        return all;
    }
}
