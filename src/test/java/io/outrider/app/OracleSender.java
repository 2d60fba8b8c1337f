package io.outrider.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.FreePort;
import io.outrider.store.ReceiveJournal;
import io.outrider.store.Received;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One who sends to one source over one connection after the other, each until its process is killed. Messages of a connection come in
 * order, so those that the journal has are the first of them; how many there are, its numbers say. Each event has its own number as
 * its record's, by which entries that are still there are compared with what was sent.
 *
 * <p>What was sent and is not in the journal was unread in a socket, or in the process's memory. Half of the times the sender knows
 * nothing of it, and it is lost; else it sends these again.
 */
final class OracleSender {

    private static final Pattern RECORD = Pattern.compile("<EventRecordID>(\\d+)</EventRecordID>");
    private static final int AT_ONCE = 50;

    /** Waits of a twentieth of a second at most, so that a thousand messages come within half a second or so. */
    private static final int MOST_PAUSE_MILLIS = 50;

    private record Message(int number, CountedEvents.Event event) {
        byte[] bytes(boolean counted) {
            byte[] text = RECORD.matcher(event.text())
                    .replaceFirst("<EventRecordID>" + number + "</EventRecordID>")
                    .getBytes(UTF_8);
            byte[] before = counted ? (text.length + " ").getBytes(US_ASCII) : new byte[0];
            byte[] framed = new byte[before.length + text.length + (counted ? 0 : 1)];
            System.arraycopy(before, 0, framed, 0, before.length);
            System.arraycopy(text, 0, framed, before.length, text.length);
            if (!counted) {
                framed[framed.length - 1] = '\n';
            }
            return framed;
        }
    }

    private final String name;
    private final boolean counted;
    private final CountedEvents events;
    private final Random random;
    private final int port;
    private final Deque<Message> waiting = new ArrayDeque<>();
    // By their numbers in the journal.
    private final List<Message> journalled = new ArrayList<>();
    private int made;
    private int lost;
    private int repeated;
    private boolean unacknowledged;
    private @Nullable Connection connection;

    /** @param counted whether messages are told apart by their lengths, not by line feeds */
    OracleSender(String name, boolean counted, CountedEvents events, Random random) throws IOException {
        this.name = name;
        this.counted = counted;
        this.events = events;
        this.random = random;
        port = FreePort.find();
    }

    void configure(Outrider outrider) {
        String prefix = "outrider.source." + name + '.';
        outrider.with(prefix + "type", "syslog-tcp")
                .with(prefix + "host", "127.0.0.1")
                .with(prefix + "port", String.valueOf(port));
    }

    void feed(List<CountedEvents.Event> next) {
        next.forEach(event -> waiting.add(new Message(made++, event)));
    }

    void start(Outrider.Service service) {
        connection = new Connection(service, List.copyOf(waiting), new Random(random.nextLong()));
        waiting.clear();
        connection.start();
    }

    void killed(ReceiveJournal journal, StoreLook store) throws InterruptedException {
        Connection ended = connection;
        ended.join();
        int taken = Math.toIntExact(journal.end(name)) - journalled.size();
        assertThat(taken).as("messages in the journal of %s", name).isBetween(0, ended.sent);
        journalled.addAll(ended.messages.subList(0, taken));
        count(ended.messages.subList(0, taken));
        compare(journal);
        StoreLook.Unit unit = store.units().get("syslog " + name + ' ' + journal.id());
        long position = unit == null ? 0 : unit.position();
        assertThat(position).as("what the state knows of %s", name).isBetween(journal.counted(name), (long)
                journalled.size());
        unacknowledged = position > journal.counted(name);

        boolean again = random.nextBoolean();
        lost += again ? 0 : ended.sent - taken;
        repeated += again ? ended.sent - taken : 0;
        waiting.addAll(ended.messages.subList(again ? taken : ended.sent, ended.messages.size()));
    }

    /** What is still there is what was sent. */
    private void compare(ReceiveJournal journal) {
        for (Received entry : journal.read(name, journal.counted(name), Integer.MAX_VALUE, Integer.MAX_VALUE)) {
            List<Integer> numbers = new ArrayList<>();
            Matcher records = RECORD.matcher(new String(entry.bytes(), UTF_8));
            while (records.find()) {
                numbers.add(Integer.valueOf(records.group(1)));
            }
            assertThat(numbers)
                    .as("entry %d of %s", entry.first(), name)
                    .isEqualTo(journalled.subList(Math.toIntExact(entry.first()), Math.toIntExact(entry.end())).stream()
                            .map(Message::number)
                            .toList());
        }
    }

    void given() throws InterruptedException {
        Connection last = connection;
        last.join();
        assertThat(last.sent).as("messages to %s", name).isEqualTo(last.messages.size());
        count(last.messages);
    }

    private void count(List<Message> messages) {
        events.count(messages.stream().map(Message::event).toList());
    }

    /** Whether, when the process was killed, the journal had entries that the state knew of. */
    boolean isUnacknowledged() {
        return unacknowledged;
    }

    int lost() {
        return lost;
    }

    int repeated() {
        return repeated;
    }

    private final class Connection extends Thread {

        private final Outrider.Service service;
        private final List<Message> messages;
        private final Random pauses;
        // Begun to be written; read by others when it has ended.
        private int sent;

        Connection(Outrider.Service service, List<Message> messages, Random pauses) {
            this.service = service;
            this.messages = messages;
            this.pauses = pauses;
        }

        @Override
        public void run() {
            // Not before: who tries a port that nobody listens on may meet itself there.
            while (!service.log().contains("Started source-" + name)) {
                if (!service.isAlive()) {
                    return;
                }
                LockSupport.parkNanos(20_000_000);
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream out = socket.getOutputStream();
                for (Message message : messages) {
                    sent++;
                    out.write(message.bytes(counted));
                    if (sent % AT_ONCE == 0) {
                        LockSupport.parkNanos(pauses.nextInt(MOST_PAUSE_MILLIS) * 1_000_000L);
                    }
                }
            } catch (IOException e) {
                // The service was killed.
            }
        }
    }
}
