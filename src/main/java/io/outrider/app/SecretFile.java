package io.outrider.app;

import io.smallrye.config.SecretKeysHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes a property's value out of a file: {@code outrider.sink.soc.secret = ${file::/run/secrets/soc}}, as Docker and Kubernetes hand
 * secrets over. Line breaks at the file's end are not part of it; what else it holds is taken as it is, and never expanded.
 */
public final class SecretFile implements SecretKeysHandler {

    // A chain of certificates with its key is some 10 KB.
    private static final int MOST_BYTES = 64 * 1024;

    /** @throws IllegalArgumentException if there is no such file, or none with a text; never with what it holds */
    @Override
    public String decode(String path) {
        Path file = Path.of(path.strip());
        byte[] bytes;
        // One byte more than it may have, of whatever it is: a device may have no end.
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw refused(file, "a file that can be read", e.toString());
        }
        if (bytes.length > MOST_BYTES) {
            throw refused(file, "at most " + MOST_BYTES + " bytes", "more");
        }
        String text = text(file, bytes);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        if (end == 0) {
            throw refused(file, "a secret", "nothing");
        }
        return text.substring(0, end);
    }

    private static String text(Path file, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(file, "a text in UTF-8", "other bytes");
        }
    }

    private static IllegalArgumentException refused(Path file, String expected, String found) {
        return new IllegalArgumentException("${file::" + file + "}: expected " + expected + ", but found " + found);
    }

    @Override
    public String getName() {
        return "file";
    }
}
