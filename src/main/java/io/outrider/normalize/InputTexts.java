package io.outrider.normalize;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an input, one after the other: of a zip archive its entries, in the order in which they lie in it; of all else one.
 *
 * <p>An archive is read as it comes, by the headers before its entries, and never unpacked ahead of the reader. Its names are for
 * messages and for what events say of their source; no file is ever made of one.
 */
final class InputTexts implements Closeable {

    /** Longer than names of files may be on most systems. */
    private static final int MOST_OF_A_NAME = 255;

    private final InputStream in;
    private final String name;
    private final Charset charset;
    private final @Nullable PackedInput packed;
    private final @Nullable ZipInputStream zip;
    private final InputStream unpacked;
    private boolean ended;

    /** @param in at its first byte; closed with this */
    InputTexts(InputStream in, String name, Charset charset, boolean isZip) {
        this.in = in;
        this.name = name;
        this.charset = charset;
        this.packed = isZip ? new PackedInput(in) : null;
        this.zip = packed == null ? null : new ZipInputStream(packed);
        this.unpacked = zip == null || packed == null ? in : new UnpackBound(zip, packed::count, name);
    }

    /**
     * The next text; what is left of the one before is passed over. {@code null} behind the last.
     *
     * @throws UnreadableInputException if it is none; those behind it can be asked for all the same
     */
    @Nullable
    TextInput next() throws IOException {
        if (ended) {
            return null;
        }
        if (zip == null || packed == null) {
            ended = true;
            return new TextInput(name, Inputs.unpacked(unpacked, name, charset));
        }
        ZipEntry entry = nextFile(zip);
        if (entry == null) {
            ended = true;
            if (!packed.endsAsZip()) {
                throw new EOFException("expected the directory at the end of a zip archive, but " + name
                        + " ends without one, or has something else than an entry before it");
            }
            return null;
        }
        String source = name + ':' + shown(entry.getName());
        return new TextInput(source, Inputs.unpackedEntry(new EntryInput(unpacked), source, charset));
    }

    private static @Nullable ZipEntry nextFile(ZipInputStream zip) throws IOException {
        try {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null && entry.isDirectory()) {
                entry = zip.getNextEntry();
            }
            return entry;
        } catch (IllegalArgumentException e) {
            // A name that is not in the character set of the archive, before it is known to be malformed.
            throw new IOException("expected names in UTF-8 in a zip archive, but found: " + e.getMessage(), e);
        }
    }

    private static String shown(String entry) {
        String plain = entry.replaceAll("\\p{Cntrl}", "_");
        return plain.length() <= MOST_OF_A_NAME ? plain : plain.substring(0, MOST_OF_A_NAME);
    }

    @Override
    public void close() throws IOException {
        ended = true;
        if (zip == null) {
            in.close();
        } else {
            zip.close();
        }
    }

    /** Closing a text ends no archive. */
    private static final class EntryInput extends FilterInputStream {

        EntryInput(InputStream archive) {
            super(archive);
        }

        @Override
        public void close() {
            // The next entry begins where the archive's stream says.
        }
    }
}
