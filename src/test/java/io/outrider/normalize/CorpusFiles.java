package io.outrider.normalize;

import io.outrider.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the corpus by their ending. */
final class CorpusFiles {

    private CorpusFiles() {}

    /** The files below a folder of the corpus, or the file itself, sorted; the test is skipped without a corpus. */
    static List<Path> below(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Corpus.path(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
