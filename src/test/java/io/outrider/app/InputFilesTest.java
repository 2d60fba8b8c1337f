package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

    @TempDir
    Path directory;

    private Path file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private static Set<Path> paths(Path... inputs) {
        return new InputFiles(List.of(inputs), IllegalArgumentException::new).paths();
    }

    @Test
    void directoryGivesItsFilesByNameAndThoseBelowIt() throws IOException {
        Path b = file("b.log");
        Path a = file("a.log");
        Path c = file("sub/c.log");

        assertThat(paths(directory)).containsExactly(a, b, c);
    }

    @Test
    void hiddenFilesAndDirectoriesAreLeftOut() throws IOException {
        file(".done/a.log");
        file(".hidden");
        Path seen = file("seen.log");

        assertThat(paths(directory)).containsExactly(seen);
    }

    @Test
    void fileThatIsNamedIsReadAlthoughHidden() throws IOException {
        Path hidden = file(".hidden");

        assertThat(paths(hidden)).containsExactly(hidden);
    }

    @Test
    void fileIsReadOnceHoweverOftenItIsNamed() throws IOException {
        Path a = file("a.log");

        assertThat(paths(a, directory, directory.resolve("./a.log"))).containsExactly(a);
    }

    @Test
    void danglingLinkInADirectoryIsNoFile() throws IOException {
        Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("nowhere"));

        assertThat(paths(directory)).isEmpty();
    }

    @Test
    void whatIsNotThereIsRefusedByName() {
        assertThatThrownBy(() -> paths(directory.resolve("nowhere")))
                .hasMessageContaining("nowhere")
                .hasMessageContaining("there is none");
    }
}
