package io.outrider.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a server: passes calls on, notes each with the status of its answer, and may lose the answers. */
final class Gateway implements AutoCloseable {

    private final HttpServer listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final String server;
    private volatile boolean loses;

    Gateway(String server) throws IOException {
        this.server = server;
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        listener.setExecutor(threads);
        listener.createContext("/", this::pass);
        listener.start();
    }

    private void pass(HttpExchange exchange) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()))
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<byte[]> answer;
        try {
            answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + answer.statusCode());
        // Without an answer the caller waits, until it has had enough or is no more.
        if (!loses) {
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
            exchange.close();
        }
    }

    /** From now on no answer goes back, or each does. */
    void loses(boolean answers) {
        loses = answers;
    }

    String url() {
        return "http://127.0.0.1:" + listener.getAddress().getPort();
    }

    /** What was called until now, and what the server answered, as in {@code PUT /index/_create/1 201}. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        listener.stop(0);
        threads.shutdownNow();
    }
}
