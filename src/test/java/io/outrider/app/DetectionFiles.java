package io.outrider.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files that are put where a running service reads them, whole at once.
 *
 * @param detections the folder of detections
 * @param beside a folder on the same disk that the service does not read, for files that are being written
 */
record DetectionFiles(Path detections, Path beside) {

    /** Writes a synthetic detection, in place of the one of this name. */
    void put(String name, String search) throws IOException {
        write(detections.resolve(name + ".yml"), """
                name: %s
                id: id-%s
                version: 1
                type: TTP
                description: Synthetic.
                search: '%s'
                """.formatted(name, name, search));
    }

    /** Writes a file of content, by its path below the folder of detections. */
    void write(String path, String text) throws IOException {
        write(detections.resolve(path), text);
    }

    void write(Path file, String text) throws IOException {
        Path part = Files.writeString(beside.resolve("edit.part"), text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(String path) throws IOException {
        Files.delete(detections.resolve(path));
    }
}
