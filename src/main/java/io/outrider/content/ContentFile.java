package io.outrider.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the text of a content file, within bounds. */
final class ContentFile {

    // Of the content of October 2024 the largest detection has 8 KB, the largest macro 5 KB: a file of 1 MiB is
    // something else.
    static final int MOST_BYTES = 1 << 20;

    private ContentFile() {}

    /** The text without a byte order mark; empty, with an error, if it is too long, no UTF-8 or cannot be read. */
    static Optional<String> read(Path file, FileProblems problems) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                problems.error("file", "expected a file of at most " + MOST_BYTES + " bytes, but found a longer one");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            problems.error("file", "expected UTF-8, but found bytes that are none");
        } catch (IOException e) {
            problems.error("file", "expected a file that can be read, but found " + e);
        }
        return Optional.empty();
    }
}
