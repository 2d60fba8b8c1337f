package io.outrider.camel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.camel.SinkUnderTest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A sink of tickets by its route as it is shipped, called {@code soc}. */
final class TicketSink implements AutoCloseable {

    private final SinkUnderTest sink;

    /**
     * @param parameters of the template, beside the name
     * @param more of them, names and values in turn
     */
    TicketSink(String type, Map<String, String> parameters, String... more) throws Exception {
        this(new SettableClock(Instant.parse("2025-01-01T00:00:00Z")), type, parameters, more);
    }

    /** As of this clock. */
    TicketSink(Clock clock, String type, Map<String, String> parameters, String... more) throws Exception {
        sink = new SinkUnderTest(clock, "sinks/" + type, type, parameters, more);
    }

    /** Delivers a finding, with headers that an event might bring; it ends when it was taken or is a dead letter. */
    void send(Map<String, Object> finding) {
        sink.send(finding);
    }

    /** Why findings are dead letters, oldest first. */
    List<String> reasons() {
        return sink.deadLetters();
    }

    /** Why the only dead letter is one; it tells no secret, which all begin with {@code hunter2}. */
    String onlyReason() {
        assertThat(reasons()).hasSize(1);
        assertThat(reasons().get(0)).doesNotContain("hunter2");
        return reasons().get(0);
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
