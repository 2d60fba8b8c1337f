package io.outrider.content;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The content of some directories while it is edited: looked at again and again, and loaded anew when it has changed.
 *
 * <p>A broken file keeps the version that ran before it; so does all of the content while one of its directories cannot be
 * read, as when a network file system is away. Used by one thread; {@link #current} by any.
 */
public final class LiveContent {

    // An editor or a checkout writes its files in moments; whoever writes all the time is not waited for longer.
    private static final int MOST_UNSETTLED = 5;

    private final ContentLoader loader;
    private final List<Path> directories;
    private final ContentWatch watch;
    private final LoadedFiles files = new LoadedFiles();
    private Map<Path, String> loaded;
    private Map<Path, String> last;
    private Set<Path> there;
    private int unsettled;
    private volatile Content current;

    /** Loads the content. */
    public LiveContent(ContentLoader loader, List<Path> directories, Clock clock) {
        this.loader = loader;
        this.directories = List.copyOf(directories);
        this.watch = new ContentWatch(loader.folders(directories), clock);
        // Looked at before it is loaded: what changes meanwhile is seen at the next look.
        this.loaded = watch.look();
        this.last = loaded;
        this.there = directoriesThatAreThere();
        this.current = loader.load(directories, files);
    }

    public Content current() {
        return current;
    }

    /** Looks once, and loads if there is a change and it has come to rest. */
    public Look look() {
        Set<Path> away = new LinkedHashSet<>(there);
        away.removeAll(directoriesThatAreThere());
        if (!away.isEmpty()) {
            return new Look.Away(List.copyOf(away));
        }
        Map<Path, String> now = watch.look();
        if (now.equals(loaded)) {
            unsettled = 0;
            last = now;
            return new Look.Unchanged();
        }
        boolean atRest = now.equals(last);
        last = now;
        if (!atRest && ++unsettled <= MOST_UNSETTLED) {
            return new Look.Unsettled();
        }
        unsettled = 0;
        loaded = now;
        there = directoriesThatAreThere();
        Content before = current;
        current = loader.load(directories, files);
        return new Look.Changed(current, newProblems(before, current));
    }

    private Set<Path> directoriesThatAreThere() {
        Set<Path> found = new LinkedHashSet<>();
        directories.stream().filter(Files::isDirectory).forEach(found::add);
        return found;
    }

    private static List<Problem> newProblems(Content before, Content after) {
        List<Problem> problems = new ArrayList<>(after.allProblems());
        problems.removeAll(new LinkedHashSet<>(before.allProblems()));
        return problems;
    }

    /** What a look has found. */
    public sealed interface Look {

        record Unchanged() implements Look {}

        /** There is a change, but it may not be over: to be looked at again soon. */
        record Unsettled() implements Look {}

        /**
         * Directories that were there cannot be found; nothing was loaded.
         *
         * @param directories of which there is at least one
         */
        record Away(List<Path> directories) implements Look {}

        /**
         * There was a change, and the content is loaded anew.
         *
         * @param problems that the content did not have before
         */
        record Changed(Content content, List<Problem> problems) implements Look {}
    }
}
