package io.outrider.camel.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MessageQueueTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private static Message message(int number) {
        return new Message(new byte[] {(byte) number}, 1, "peer");
    }

    private static MessageQueue filled(MessageQueue queue, int messages) {
        for (int i = 0; i < messages; i++) {
            queue.add(message(i));
        }
        return queue;
    }

    private static List<Integer> numbers(List<Message> messages) {
        return messages.stream().map(message -> (int) message.bytes()[0]).toList();
    }

    @Test
    void batchIsFullOrHasWaitedAndKeepsTheOrder() throws InterruptedException {
        MessageQueue queue = filled(new MessageQueue(1 << 20, 3, SHORT), 5);

        assertThat(numbers(queue.take(LONG))).containsExactly(0, 1, 2);
        assertThat(numbers(queue.take(LONG))).containsExactly(3, 4);
    }

    @Test
    void nothingComesOutWhenPatienceEndsOrTheQueueIsClosed() throws InterruptedException {
        MessageQueue queue = new MessageQueue(1 << 20, 3, LONG);

        assertThat(queue.take(SHORT)).isEmpty();
        queue.close();
        assertThat(queue.take(LONG)).isEmpty();
        assertThat(queue.isDone()).isTrue();
    }

    @Test
    void closedQueueGivesWhatItHasAtOnceAndTakesNoOffer() throws InterruptedException {
        MessageQueue queue = filled(new MessageQueue(1 << 20, 3, LONG), 2);
        queue.close();

        assertThat(queue.offer(message(9))).isFalse();
        assertThat(queue.isDone()).isFalse();
        assertThat(numbers(queue.take(LONG))).containsExactly(0, 1);
        assertThat(queue.isDone()).isTrue();
    }

    @Test
    void fullQueueTakesNoOfferAndGivesABatchWithoutWaiting() throws InterruptedException {
        int two = 2 * message(0).weight();
        MessageQueue queue = new MessageQueue(two, 100, LONG);

        assertThat(queue.add(message(0))).isTrue();
        assertThat(queue.add(message(1))).isFalse();
        assertThat(queue.offer(message(2))).isFalse();
        assertThat(queue.take(LONG)).hasSize(2);
        assertThat(queue.offer(message(3))).isTrue();
    }

    @Test
    void whoWaitsForRoomIsToldOnceAndWhoFindsItAtOnce() throws InterruptedException {
        MessageQueue queue = filled(new MessageQueue(2L * message(0).weight(), 100, LONG), 2);
        AtomicInteger told = new AtomicInteger();

        queue.whenRoom(told::incrementAndGet);
        assertThat(told).hasValue(0);
        queue.take(LONG);
        assertThat(told).hasValue(1);
        queue.whenRoom(told::incrementAndGet);
        assertThat(told).hasValue(2);
    }

    @Test
    void largeMessagesEndABatchEarly() throws InterruptedException {
        MessageQueue queue = new MessageQueue(1 << 30, 100, LONG);
        for (int i = 0; i < 10; i++) {
            queue.add(new Message(new byte[4 << 20], 4 << 20, "peer"));
        }

        assertThat(queue.take(LONG)).hasSize(2);
    }

    @Test
    void messagesOfManySendersComeOnceEach() throws Exception {
        MessageQueue queue = new MessageQueue(1 << 20, 7, SHORT);
        List<Message> taken = new ArrayList<>();
        Thread taker = new Thread(() -> {
            try {
                while (!queue.isDone()) {
                    taken.addAll(queue.take(LONG));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        taker.start();
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < 4; sender++) {
            Thread thread = new Thread(() -> filled(queue, 1_000));
            thread.start();
            senders.add(thread);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        queue.close();
        Awaitility.await().until(() -> !taker.isAlive());

        assertThat(taken).hasSize(4_000).doesNotHaveDuplicates();
    }
}
