package io.outrider.normalize;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The files of some directories that are still being written, each followed by its identity: what is renamed goes on, what takes a
 * name that was used before is another file.
 *
 * <p>In turns: {@link #look}, then {@link #next} as long as it gives a batch, and {@link #through} for each of them in their order,
 * before or after the next is asked for; then {@link #ended}. What was not through is given again after the next look. Not for
 * several threads at once.
 */
public final class FollowedFiles implements Closeable {

    /** Deeper trees are not logs; and links may make circles. */
    private static final int MOST_DEPTH = 16;

    /** More names than a directory of logs has; a look takes a tenth of a second then. */
    private static final int MOST_NAMES = 20_000;

    private final Settings settings;
    private final ToLongFunction<String> positions;
    private final Clock clock;
    private final Consumer<String> tell;

    private final Map<Object, FollowedFile> byKey = new LinkedHashMap<>();
    // What is no text.
    private final Set<Object> left = new HashSet<>();
    // What could not be opened, so that it is told once only.
    private final Set<Object> told = new HashSet<>();
    private final List<FollowedFile> turns = new ArrayList<>();
    private final byte[] chunk;
    private int turn;
    private boolean looked;
    private boolean toldOfTooMany;
    // Of the batches that were given and are not through yet.
    private final Deque<FollowedFile> given = new ArrayDeque<>();

    /**
     * What is followed, and how.
     *
     * @param wanted tells by its path below a directory whether a file is followed
     * @param fromEnd whether files that are there at the first look are read from their end; later ones are from their start
     * @param mostFiles that are held open
     * @param batchSize records in a batch, at most
     * @param maxRecord in bytes
     */
    public record Settings(
            List<Path> directories,
            Predicate<String> wanted,
            boolean recursive,
            InputFormat format,
            boolean fromEnd,
            int mostFiles,
            int batchSize,
            int maxRecord) {

        public Settings {
            directories = List.copyOf(directories);
            if (directories.isEmpty() || mostFiles < 1 || batchSize < 1 || maxRecord < 1) {
                throw new IllegalArgumentException(
                        "expected a directory, and 1 or more of files, records and bytes, but found " + directories
                                + ", " + mostFiles + ", " + batchSize + " and " + maxRecord);
            }
        }
    }

    /**
     * @param positions how far a unit was read before: bytes, 0 for one that is new
     * @param tell takes what an operator should know, in one line
     */
    public FollowedFiles(Settings settings, ToLongFunction<String> positions, Clock clock, Consumer<String> tell) {
        this.settings = settings;
        this.positions = positions;
        this.clock = clock;
        this.tell = tell;
        // Half a mebibyte more than two records, so that one read takes many small ones too.
        this.chunk = new byte[2 * settings.maxRecord() + (1 << 19)];
    }

    private record Candidate(Path path, Object key, long modified) {}

    /** Looks which files there are. */
    public void look() {
        given.clear();
        turns.forEach(FollowedFile::rewind);
        Map<Object, Candidate> found = new HashMap<>();
        boolean all = true;
        for (Path directory : settings.directories()) {
            all &= walk(directory, found);
        }
        if (all) {
            // A directory that is not there for a moment, as on a network, takes no file away.
            byKey.forEach((key, file) -> file.named(found.containsKey(key)));
            left.retainAll(found.keySet());
            told.retainAll(found.keySet());
        }
        found.values().stream()
                .filter(candidate -> !byKey.containsKey(candidate.key()) && !left.contains(candidate.key()))
                .sorted(Comparator.comparingLong(Candidate::modified).reversed())
                .forEach(this::follow);
        looked = true;
    }

    private void follow(Candidate candidate) {
        if (byKey.size() >= settings.mostFiles()) {
            if (!toldOfTooMany) {
                toldOfTooMany = true;
                tell.accept("expected at most " + settings.mostFiles()
                        + " files to follow, but found more: those that were written longest ago, first of all "
                        + candidate.path() + ", are not read until others are gone; narrow include, or raise maxFiles");
            }
            return;
        }
        SourceUnit unit =
                new SourceUnit("tail " + candidate.key(), candidate.path().toString());
        long position = positions.applyAsLong(unit.id());
        try {
            FollowedFile file =
                    FollowedFile.open(candidate.path(), unit, settings.format(), settings.maxRecord(), clock, position);
            if (settings.fromEnd() && !looked && position == 0) {
                file.toEnd();
            }
            byKey.put(candidate.key(), file);
            turns.add(file);
            told.remove(candidate.key());
        } catch (IOException e) {
            if (told.add(candidate.key())) {
                tell.accept("expected a file that can be read, but found " + e + "; it is tried again");
            }
        }
    }

    /** The next batch, of the files by turns; empty if none has whole records now. */
    public Optional<RecordBatch> next() {
        for (int i = 0; i < turns.size(); i++) {
            turn = (turn + 1) % turns.size();
            FollowedFile file = turns.get(turn);
            try {
                RecordBatch batch = file.read(settings.batchSize(), chunk);
                if (batch != null) {
                    given.add(file);
                    return Optional.of(batch);
                }
            } catch (IOException e) {
                leave(file, e instanceof UnreadableInputException ? e.getMessage() : e.toString());
                i--;
            }
        }
        return Optional.empty();
    }

    private void leave(FollowedFile file, String reason) {
        drop(file);
        byKey.entrySet().removeIf(entry -> entry.getValue() == file && left.add(entry.getKey()));
        tell.accept(reason);
    }

    /** The batch that {@link #next} gave first, of those that are not through, is. */
    public void through() throws IOException {
        FollowedFile first = given.poll();
        if (first != null) {
            first.through();
        }
    }

    /** Units that give no more, with where they end; each once. */
    public List<EventBatch> ended() {
        List<EventBatch> ended = new ArrayList<>();
        byKey.values().removeIf(file -> {
            boolean over = hasEnded(file);
            if (over) {
                ended.add(EventBatch.end(file.unit(), file.position()));
                drop(file);
                toldOfTooMany = false;
            }
            return over;
        });
        return ended;
    }

    private static boolean hasEnded(FollowedFile file) {
        try {
            return file.hasEnded();
        } catch (IOException e) {
            return true;
        }
    }

    private void drop(FollowedFile file) {
        turns.remove(file);
        try {
            file.close();
        } catch (IOException e) {
            // Nothing was written to it.
        }
    }

    @Override
    public void close() {
        List.copyOf(turns).forEach(this::drop);
        byKey.clear();
    }

    /** @return whether all of it was seen */
    private boolean walk(Path directory, Map<Object, Candidate> found) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try {
            int depth = settings.recursive() ? MOST_DEPTH : 1;
            Files.walkFileTree(directory, Set.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean hidden = !folder.equals(directory) && isHidden(folder);
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                    String below = directory.relativize(path).toString().replace('\\', '/');
                    if (attributes.isRegularFile()
                            && !isHidden(path)
                            && settings.wanted().test(below)) {
                        Object key = attributes.fileKey() == null ? path.toAbsolutePath() : attributes.fileKey();
                        found.put(
                                key,
                                new Candidate(
                                        path, key, attributes.lastModifiedTime().toMillis()));
                    }
                    return found.size() < MOST_NAMES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException e) {
                    // It went away while it was looked at, or may not be read: then opening it says so.
                    return FileVisitResult.CONTINUE;
                }
            });
            return true;
        } catch (IOException e) {
            if (told.add(directory)) {
                tell.accept("expected a directory that can be read, but found " + e + "; it is tried again");
            }
            return false;
        }
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }
}
