package io.outrider.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A finding on its way into a sink: makes the calls that it takes, and says what their answers mean. */
public final class Delivery {

    private static final int NO_CONTENT = 204;

    private final SinkSettings sink;
    private final HttpCalls calls;
    private final ObjectMapper json;
    private final Clock clock;
    private final Patience patience;

    /**
     * Of the process that delivers.
     *
     * @param began when it did
     * @param giveUpAfter how long it tries one alert
     */
    public record Patience(Instant began, Duration giveUpAfter) {}

    public Delivery(SinkSettings sink, HttpCalls calls, ObjectMapper json, Clock clock, Patience patience) {
        this.sink = sink;
        this.calls = calls;
        this.json = json;
        this.clock = clock;
        this.patience = patience;
    }

    /** A document of maps, lists, texts, numbers and truth values as JSON, in UTF-8. */
    public byte[] json(Object document) {
        try {
            return json.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected plain values, but found others: " + e.getOriginalMessage(), e);
        }
    }

    /** The document that an answer is; a missing node if it is none. */
    public JsonNode read(Answer answer) {
        try {
            return json.readTree(answer.text());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Of this try. */
    public Clock clock() {
        return clock;
    }

    Patience patience() {
        return patience;
    }

    /** Makes a call; the answer may be any. */
    public Answer call(HttpCall call) throws FailedDeliveryException, RefusedDeliveryException {
        return calls.make(call);
    }

    /** Makes a call whose answer has to be one of success (2xx): any other ends the delivery. */
    public Answer accepted(HttpCall call) throws FailedDeliveryException, RefusedDeliveryException {
        Answer answer = call(call);
        if (!answer.isSuccess()) {
            end(answer);
        }
        return answer;
    }

    /** An answer as messages have it, without what is secret. */
    public String inOneLine(Answer answer) {
        return answer.inOneLine(sink::withoutSecrets);
    }

    /**
     * Makes a call that is answered with success and a document, or with 204 (No Content): what else there is on the way, such as the
     * page on which a proxy asks for a login, ends the delivery, to be tried again.
     */
    public void done(HttpCall call) throws FailedDeliveryException, RefusedDeliveryException {
        Answer answer = accepted(call);
        if (answer.status() != NO_CONTENT && !read(answer).isContainerNode()) {
            fail("expected a document, or status 204, but found " + inOneLine(answer));
        }
    }

    /** Ends the delivery for an answer that is not one of success: always throws. */
    public void end(Answer answer) throws FailedDeliveryException, RefusedDeliveryException {
        String answered = sink.where() + " answered " + inOneLine(answer);
        if (answer.isRefusal()) {
            throw new RefusedDeliveryException(answered);
        }
        throw new FailedDeliveryException(answered, answer.wait(clock.instant()).orElse(null));
    }

    /** Ends the delivery for what an answer of success says: always throws. */
    public void refuse(String reason) throws RefusedDeliveryException {
        throw new RefusedDeliveryException(sink.where() + ": " + sink.withoutSecrets(reason));
    }

    /** Ends the delivery for an answer of success that does not say what it has to, to be tried again: always throws. */
    public void fail(String reason) throws FailedDeliveryException {
        throw failure(reason, null);
    }

    /** To be thrown where the delivery is to be tried again. @param wait before the next try of any, at least */
    FailedDeliveryException failure(String reason, @Nullable Duration wait) {
        return new FailedDeliveryException(sink.where() + ": " + sink.withoutSecrets(reason), wait);
    }
}
