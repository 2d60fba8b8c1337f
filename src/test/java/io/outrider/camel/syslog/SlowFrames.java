package io.outrider.camel.syslog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The frames of a connection's bytes as {@link SyslogFrameDecoder} tells them, by looking at all of them at once. */
final class SlowFrames {

    private static final Pattern COUNT = Pattern.compile("([1-9][0-9]{0,8}) (.?).*", Pattern.DOTALL);

    private final int maxMessage;
    private final List<Message> messages = new ArrayList<>();
    private boolean malformed;

    SlowFrames(byte[] bytes, int maxMessage) {
        this.maxMessage = maxMessage;
        // One character for each byte.
        read(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    List<Message> messages() {
        return messages;
    }

    boolean malformed() {
        return malformed;
    }

    private void read(String all) {
        boolean counted = false;
        boolean fresh = true;
        String rest = all;
        while (true) {
            rest = rest.replaceFirst("^[\n\r\0]+", "");
            if (rest.isEmpty()) {
                return;
            }
            Matcher count = COUNT.matcher(rest);
            if (count.matches() && (counted || isCount(count, fresh))) {
                counted = true;
                int length = Integer.parseInt(count.group(1));
                String body = rest.substring(count.group(1).length() + 1);
                malformed = body.length() < length;
                add(body.substring(0, Math.min(length, body.length())), length);
                rest = body.substring(Math.min(length, body.length()));
            } else if (counted && !rest.startsWith("<")) {
                malformed = true;
                return;
            } else {
                String line = rest.split("[\n\0]", 2)[0];
                add(line, line.length());
                rest = rest.substring(line.length());
            }
            fresh = false;
        }
    }

    private boolean isCount(Matcher count, boolean fresh) {
        return count.group(2).equals("<")
                || count.group(2).equals("{")
                || (fresh && Integer.parseInt(count.group(1)) <= maxMessage);
    }

    private void add(String text, int length) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (length > maxMessage) {
            int kept = Math.min(Math.min(maxMessage, Message.KEPT), bytes.length);
            messages.add(new Message(Arrays.copyOf(bytes, kept), length, "peer"));
            return;
        }
        int trimmed = Message.trimmed(bytes, bytes.length);
        if (trimmed > 0) {
            messages.add(new Message(Arrays.copyOf(bytes, trimmed), trimmed, "peer"));
        }
    }
}
