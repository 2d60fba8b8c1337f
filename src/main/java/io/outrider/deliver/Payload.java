package io.outrider.deliver;

import java.nio.charset.StandardCharsets;

/**
 * What a webhook is sent of a finding.
 *
 * @param contentType as its header has it
 */
record Payload(byte[] body, String contentType) {

    static final String JSON = "application/json";

    static Payload ofText(String text, String contentType) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), contentType);
    }
}
