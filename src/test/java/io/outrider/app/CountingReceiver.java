package io.outrider.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of webhooks that forgets nothing, and is as bad as real ones: of twenty calls one is answered with 500, one late, and one
 * not at all. What must never come is in {@link #faults}: an id that is not that of its alert and revision, another body under an id
 * that came before, a revision before the one that it follows or without it, an id that is not its row's, or a count that falls.
 */
final class CountingReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LATE_MILLIS = 300;

    /** The next call that brings something new: at it, or behind its answer, something is done on the thread that answers. */
    static final class Held {
        private final boolean answered;
        private final Runnable then;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile String id = "";

        private Held(boolean answered, Runnable then) {
            this.answered = answered;
            this.then = then;
        }

        /** Until it has come, and what is to be done is done. */
        boolean await(long seconds) throws InterruptedException {
            return done.await(seconds, TimeUnit.SECONDS);
        }

        /** What it brought, empty if none came. */
        String id() {
            return id;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Random random;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    // By webhook-id.
    private final Map<String, String> bodies = new HashMap<>();
    // By the alert's id.
    private final Map<String, JsonNode> last = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> again = new HashSet<>();
    private int repeated;

    CountingReceiver(Random random) throws IOException {
        this.random = random;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /**
     * @param answered whether the next call gets an answer, and else none
     * @param then what is done behind it
     */
    Held next(boolean answered, Runnable then) {
        Held next = new Held(answered, then);
        held.set(next);
        return next;
    }

    /** Whether something came more than once. */
    synchronized boolean cameAgain(String id) {
        return again.contains(id);
    }

    private void take(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Recorded recorded = record(id, body);
        int answer = recorded.dice();
        Held now = recorded.isNew() ? held.getAndSet(null) : null;
        try (exchange) {
            if (now != null) {
                answer(exchange, id, now);
            } else if (answer == 0) {
                exchange.sendResponseHeaders(500, -1);
            } else if (answer != 1) {
                if (answer == 2) {
                    Thread.sleep(LATE_MILLIS);
                }
                exchange.sendResponseHeaders(204, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, String id, Held call) throws IOException {
        call.id = id;
        if (call.answered) {
            exchange.sendResponseHeaders(204, -1);
        }
        call.then.run();
        call.done.countDown();
    }

    private record Recorded(boolean isNew, int dice) {}

    private synchronized Recorded record(String id, String body) throws IOException {
        String before = bodies.putIfAbsent(id, body);
        if (before == null) {
            look(id, JSON.readTree(body).get("data"));
        } else {
            repeated++;
            again.add(id);
            if (!before.equals(body)) {
                faults.add("another body under " + id + ": " + before + " and then " + body);
            }
        }
        return new Recorded(before == null, random.nextInt(20));
    }

    private void look(String id, JsonNode alert) {
        String uid = alert.at("/metadata/uid").asText();
        int revision = alert.at("/metadata/sequence").asInt();
        JsonNode before = last.put(uid, alert);
        if (!id.equals(uid + "-" + revision)) {
            faults.add("expected the id " + uid + "-" + revision + ", but found " + id);
        }
        int expected = before == null ? 0 : before.at("/metadata/sequence").asInt() + 1;
        if (revision != expected) {
            faults.add("expected revision " + expected + " of " + uid + ", but found " + revision);
        }
        if (before != null && count(alert) < count(before)) {
            faults.add("the count of " + id + " fell from " + count(before) + " to " + count(alert));
        }
        if (!row(alert).id().equals(uid)) {
            faults.add("expected the id " + row(alert).id() + " of " + row(alert) + ", but found " + uid);
        }
    }

    private static CountedEvents.Row row(JsonNode alert) {
        return new CountedEvents.Row(
                alert.at("/unmapped/search_result/dest").asText(),
                alert.at("/unmapped/window_start_time").asLong());
    }

    private static int count(JsonNode alert) {
        return alert.get("count").asInt();
    }

    /** What the last revision of each alert counts. */
    synchronized Map<CountedEvents.Row, Integer> counts() {
        Map<CountedEvents.Row, Integer> counts = new TreeMap<>();
        last.values().forEach(alert -> counts.merge(row(alert), count(alert), Integer::sum));
        return counts;
    }

    /** Whether any alert was last said to lack events. */
    synchronized boolean anyPartial() {
        return last.values().stream()
                .anyMatch(alert -> alert.at("/unmapped/partial").asBoolean());
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized String summary() {
        return last.size() + " alerts in " + bodies.size() + " revisions, " + repeated + " deliveries again";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
