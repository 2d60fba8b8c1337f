package io.outrider.content;

import io.outrider.spl.Macros;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the files of macros and lookups of one load. */
final class SharedFiles {

    private final List<Problem> problems;
    private final MacroLoader macros;
    private final LookupLoader lookups;

    /** @param problems what is wrong with a file is added to it, that of a table when a search names it */
    SharedFiles(LoadedFiles before, List<Problem> problems) {
        this.problems = problems;
        this.macros = new MacroLoader(before, problems);
        this.lookups = new LookupLoader(before, problems);
    }

    /** @param directory in whose folders an author may put what is missing */
    SharedContent read(List<Path> macroFiles, List<Path> lookupFiles, Path directory) {
        return new SharedContent(
                macros.load(macroFiles, List.of(directory.resolve(ContentTree.MACROS))),
                lookups.load(lookupFiles, List.of(directory.resolve(ContentTree.LOOKUPS))));
    }

    /** The macros of a folder, which need not be there. */
    SharedContent macros(Path folder) {
        return new SharedContent(macros.load(files(folder), List.of(folder)), lookups.load(List.of(), List.of()));
    }

    /** The lookups of a folder, which need not be there. */
    SharedContent lookups(Path folder) {
        return new SharedContent(new Macros(List.of()), lookups.load(files(folder), List.of(folder)));
    }

    /** Folders that are not the author's to put files into; that of the lookups need not be there. */
    SharedContent shipped(Path macroFolder, Path lookupFolder) {
        ContentTree tree = ContentTree.of(macroFolder);
        problems.addAll(tree.problems());
        return new SharedContent(macros.load(tree.all(), List.of()), lookups.load(files(lookupFolder), List.of()));
    }

    private List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        ContentTree tree = ContentTree.of(folder);
        problems.addAll(tree.problems());
        return tree.all();
    }

    /** Forgets the files that earlier loads had and this one has not. */
    void forgetOthers() {
        macros.forgetOthers();
        lookups.forgetOthers();
    }

    /** Equal as long as all macros are; what a search found of lookups is compared by itself. */
    Object surroundings() {
        return macros.loaded();
    }
}
