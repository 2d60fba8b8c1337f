package io.outrider.camel.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server on loopback that says what a test wants (RFC 5321): by default it takes all. GreenMail stands for the real one; it has no
 * STARTTLS for SMTP and no way to refuse what it understands.
 */
final class ScriptedSmtp implements AutoCloseable {

    /** Instead of an answer: the connection is closed. */
    static final String HANG_UP = "hang up";
    /** Instead of an answer: nothing, until the client gives up. */
    static final String SILENCE = "silence";
    /** Instead of an answer: a line of an answer every 50 ms, without end. */
    static final String DRIP = "drip";
    /** Instead of an answer: lines as fast as they are taken, without end. */
    static final String FLOOD = "flood";

    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final Map<String, Queue<String>> answers = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final Queue<Socket> open = new ConcurrentLinkedDeque<>();
    private final CountDownLatch end = new CountDownLatch(1);

    /** @param tls for STARTTLS; null for a server without */
    ScriptedSmtp(@Nullable SSLContext tls) throws IOException {
        this.tls = tls;
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next answers to a command whose line begins so; "" is the greeting, "." the end of a mail. */
    ScriptedSmtp then(String command, String... given) {
        answers.computeIfAbsent(command, key -> new ConcurrentLinkedDeque<>()).addAll(List.of(given));
        return this;
    }

    /** All lines but those of mails; in TLS they begin with {@code TLS }. */
    List<String> commands() {
        return commands;
    }

    List<String> mails() {
        return mails;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                start(() -> talk(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            if (answer(socket, "", "220 scripted")) {
                talk(socket, "");
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone, which some tests are about.
        }
    }

    private void talk(Socket socket, String mark) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(mark + line);
            if (line.startsWith("STARTTLS") && tls != null && mark.isEmpty()) {
                if (answer(socket, line, "220 go on")) {
                    SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
                    secured.setUseClientMode(false);
                    talk(secured, "TLS ");
                }
                return;
            }
            if (!answer(socket, line, usual(line, mark)) || line.startsWith("QUIT")) {
                return;
            }
            if (line.startsWith("DATA") && lastWas354) {
                mails.add(mail(in));
                if (!answer(socket, ".", "250 taken")) {
                    return;
                }
            }
        }
    }

    private volatile boolean lastWas354;

    private String usual(String line, String mark) {
        if (line.startsWith("EHLO")) {
            return "250-scripted\r\n"
                    + (tls != null && mark.isEmpty() ? "250-STARTTLS\r\n" : "250-AUTH PLAIN LOGIN\r\n")
                    + "250 8BITMIME";
        }
        return line.startsWith("AUTH") ? "235 welcome" : line.startsWith("DATA") ? "354 go on" : "250 fine";
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private boolean answer(Socket socket, String line, String usual) throws IOException, InterruptedException {
        String answer = answers.entrySet().stream()
                .filter(entry -> entry.getKey().isEmpty() ? line.isEmpty() : line.startsWith(entry.getKey()))
                .map(entry -> entry.getValue().poll())
                .filter(given -> given != null)
                .findFirst()
                .orElse(usual);
        OutputStream out = socket.getOutputStream();
        switch (answer) {
            case HANG_UP -> {
                return false;
            }
            case SILENCE -> end.await();
            case DRIP -> {
                while (!end.await(50, TimeUnit.MILLISECONDS)) {
                    write(out, "220-wait");
                }
            }
            case FLOOD -> {
                while (end.getCount() > 0) {
                    write(out, "220-" + "x".repeat(500));
                }
            }
            default -> write(out, answer);
        }
        lastWas354 = answer.startsWith("354");
        return true;
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        server.close();
        for (Socket socket : new ArrayDeque<>(open)) {
            socket.close();
        }
    }
}
