package io.outrider.normalize;

/**
 * Input that became no event, or an event only after repair.
 *
 * @param source where a person finds it: the path of the file, or the topic and partition
 * @param offset of the record's first byte; of a message, its offset in the partition
 * @param reason what was expected and what was found, in one line
 * @param text the record's text, so that it can be read again; of one that is too long, and of a long one that was repaired, the
 *     beginning
 * @param whole whether the text is the whole of it
 * @param repaired whether an event was made of it all the same (bytes replaced)
 */
public record Reject(
        String source,
        long line,
        long offset,
        long length,
        String reason,
        String text,
        boolean whole,
        boolean repaired) {}
