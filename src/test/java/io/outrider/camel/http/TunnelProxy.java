package io.outrider.camel.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy on loopback that takes CONNECT (RFC 9110, 9.3.6) and leads every tunnel to one server. */
final class TunnelProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile InetSocketAddress target = new InetSocketAddress(0);
    private volatile String credentials = "";
    private volatile String answer = "200 OK";

    TunnelProxy() {
        try {
            socket = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    void to(InetSocketAddress server) {
        target = server;
    }

    void askFor(String user, String password) {
        credentials =
                "Basic " + Base64.getEncoder().encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8));
    }

    void answer(String status) {
        answer = status;
    }

    /** The first lines of what was asked for. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            while (true) {
                String head = head(connection.getInputStream());
                if (head.isEmpty()) {
                    return;
                }
                asked.add(head.lines().findFirst().orElse(""));
                if (!credentials.isEmpty() && !head.contains(credentials)) {
                    write(
                            connection,
                            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0");
                } else if (!answer.startsWith("200")) {
                    write(connection, answer + "\r\nContent-Length: 0");
                } else {
                    write(connection, answer);
                    tunnel(connection);
                    return;
                }
            }
        } catch (IOException e) {
            // One end is gone, as at the end of each test.
        }
    }

    private static void write(Socket connection, String status) throws IOException {
        connection.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private void tunnel(Socket connection) throws IOException {
        try (Socket server = new Socket(target.getAddress(), target.getPort())) {
            threads.execute(() -> {
                try {
                    connection.getInputStream().transferTo(server.getOutputStream());
                } catch (IOException e) {
                    // One end is gone.
                }
            });
            server.getInputStream().transferTo(connection.getOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
