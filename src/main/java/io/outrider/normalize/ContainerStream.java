package io.outrider.normalize;

import io.outrider.normalize.StructuredData.Param;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the time in the log of a container: {@code stdout F } or {@code stderr P } (Kubernetes' Container Runtime
 * Interface, "CRI: Log Management for Container Stdout/Stderr Streams"). A line that is too long is cut into parts, all but the last of
 * which are marked {@code P}: each is a message of its own here.
 *
 * @param param the stream, as a field
 * @param end index behind it
 */
record ContainerStream(Param param, int end) {

    /** The stream that is named here, behind a blank; {@code null} if none is. */
    static @Nullable ContainerStream parse(String text, int from) {
        boolean out = text.startsWith(" stdout ", from);
        int tag = from + " stdout ".length();
        if (!out && !text.startsWith(" stderr ", from) || !text.startsWith("F", tag) && !text.startsWith("P", tag)) {
            return null;
        }
        int end = tag + 1;
        if (end < text.length() && text.charAt(end) != ' ') {
            return null;
        }
        return new ContainerStream(new Param("stream", out ? "stdout" : "stderr"), Math.min(end + 1, text.length()));
    }
}
