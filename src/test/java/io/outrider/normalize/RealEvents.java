package io.outrider.normalize;

import io.outrider.Corpus;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The real events of the corpus, file by file. */
public final class RealEvents {

    private RealEvents() {}

    /** The files with events, sorted; those with another normaliser's view of an event are none. */
    public static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Corpus.path("events"))) {
            return files.filter(file -> file.toString().matches(".*(\\.gz|\\.log|[/\\\\]raw_[^/\\\\]*\\.txt)"))
                    .sorted()
                    .toList();
        }
    }

    public static List<Event> of(Path file) throws IOException {
        return Reading.of(file).events();
    }

    /**
     * The first events of some of the files.
     *
     * @param every of so many files one is read
     * @param records how many records are read of a file, at most
     */
    public static List<Event> firstOfFiles(int every, int records) throws IOException {
        Normalizer normalizer = new Normalizer(ZoneOffset.UTC, Clock.systemUTC());
        List<Path> files = files();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < files.size(); i += every) {
            String name = files.get(i).toString();
            try (RecordReader reader = new RecordReader(Inputs.open(files.get(i)));
                    RecordBatches batches = new RecordBatches(new SourceUnit(name, name), reader, records)) {
                if (batches.hasNext()) {
                    events.addAll(normalizer.normalize(batches.next()).events());
                }
            }
        }
        return events;
    }

    /**
     * A sample of them: of each file the first event of each kind, which is its number and its process. Most of what finds
     * something in all events finds something in these, which are one in fifteen.
     */
    public static List<Event> firstOfEachKind() throws IOException {
        List<Event> sample = new ArrayList<>();
        for (Path file : files()) {
            Set<String> kinds = new HashSet<>();
            for (Event event : of(file)) {
                if (kinds.add(kind(event))) {
                    sample.add(event);
                }
            }
        }
        return sample;
    }

    private static String kind(Event event) {
        Fields fields = event.asSearched();
        StringBuilder kind = new StringBuilder(new TreeSet<>(event.datasets()).toString());
        for (String name : List.of("EventCode", "EventID", "Channel")) {
            kind.append('/').append(fields.get(name));
        }
        Stream.of("Image", "NewProcessName", "ProcessName", "SourceImage")
                .map(fields::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(process -> kind.append('/').append(process.text()));
        return kind.toString();
    }
}
