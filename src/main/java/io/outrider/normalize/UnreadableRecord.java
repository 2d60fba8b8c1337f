package io.outrider.normalize;

import io.outrider.evtx.EvtxInput;

/**
 * The line that stands for a record of a binary log which could not be read ({@link EvtxInput}): no event, and the reason is
 * the one that the line gives.
 */
final class UnreadableRecord implements RecordParser {

    private static final String BEGIN = "<?" + EvtxInput.UNREADABLE + ' ';
    private static final String END = "?>";

    @Override
    public boolean accepts(String text) {
        return text.startsWith(BEGIN) && text.endsWith(END);
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        String reason = text.substring(BEGIN.length(), text.length() - END.length());
        // A line of text may look like this one, with anything for a reason.
        throw new MalformedRecordException(
                reason.startsWith("expected ") ? reason : "expected a record, but found " + reason);
    }
}
