package io.outrider.deliver;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The document of an answer of success. Where it is not what the system's documentation has, the delivery fails and is tried again:
 * nobody knows then whether there is a ticket, and one looks for it first.
 */
record Reply(JsonNode document, Answer answer, Delivery delivery) {

    /** Makes a call that has to succeed. */
    static Reply to(HttpCall call, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        Answer answer = delivery.accepted(call);
        return new Reply(delivery.read(answer), answer, delivery);
    }

    /** A list; empty if it is there and empty. */
    JsonNode list(String pointer) throws FailedDeliveryException {
        JsonNode list = document.at(pointer);
        if (!list.isArray()) {
            delivery.fail("expected a list" + where(pointer));
        }
        return list;
    }

    /** A text that is not blank, or a number as text. */
    String text(String pointer) throws FailedDeliveryException {
        JsonNode text = document.at(pointer);
        if (!text.isValueNode() || text.isNull() || text.asText().isBlank()) {
            delivery.fail("expected a value" + where(pointer));
        }
        return text.asText();
    }

    /** The answer as messages have it. */
    String inOneLine() {
        return delivery.inOneLine(answer);
    }

    private String where(String pointer) {
        return (pointer.isEmpty() ? "" : " at " + pointer) + " of the answer, but found " + inOneLine();
    }
}
