package io.outrider.camel.syslog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultConsumer;
import org.jboss.logmanager.LogContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to make batches of messages, a message: an exchange for each through Camel's Aggregate EIP (500 or 200 ms), and
 * the queue with an exchange for each batch. Sockets and all that is done with a batch are left out.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SyslogBatchingBenchmark {

    private static final int BATCH = 500;

    private final Message message = new Message(new byte[300], 300, "127.0.0.1");
    private final MessageQueue queue = new MessageQueue(64 << 20, BATCH, Duration.ofMillis(200));

    private CamelContext context;
    private DefaultConsumer toAggregate;
    private DefaultConsumer toBatch;
    private long through;

    @Setup
    public void start() throws Exception {
        // Without it each step of Camel makes a line that nobody sees.
        LogContext.getLogContext().getLogger("").setLevel(Level.INFO);
        context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:aggregate")
                        .aggregate(constant(true), new Collect())
                        .completionSize(BATCH)
                        .completionInterval(200)
                        .setVariable("timezone", constant("UTC"))
                        .to("direct:end");
                from("direct:batch").setVariable("timezone", constant("UTC")).to("direct:end");
                from("direct:end")
                        .process(exchange ->
                                through += exchange.getMessage().getBody(List.class).size());
            }
        });
        context.start();
        toAggregate = consumer("direct:aggregate");
        toBatch = consumer("direct:batch");
    }

    // The consumer of a route, as netty's hands its exchanges on.
    private DefaultConsumer consumer(String uri) {
        Endpoint endpoint = context.getEndpoint(uri);
        Consumer consumer = context.getRoutes().stream()
                .filter(route -> route.getEndpoint() == endpoint)
                .findFirst()
                .orElseThrow()
                .getConsumer();
        return (DefaultConsumer) consumer;
    }

    @TearDown
    public void stop() {
        context.stop();
    }

    private static final class Collect implements AggregationStrategy {
        @Override
        public Exchange aggregate(Exchange before, Exchange next) {
            Exchange batch = before;
            if (batch == null) {
                batch = next;
                List<Message> messages = new ArrayList<>(BATCH);
                messages.add(next.getMessage().getBody(Message.class));
                batch.getMessage().setBody(messages);
            } else {
                @SuppressWarnings("unchecked")
                List<Message> messages = batch.getMessage().getBody(List.class);
                messages.add(next.getMessage().getBody(Message.class));
            }
            return batch;
        }
    }

    private static void process(DefaultConsumer consumer, Object body) throws Exception {
        Exchange exchange = consumer.createExchange(false);
        exchange.getMessage().setBody(body);
        Processor processor = consumer.getProcessor();
        processor.process(exchange);
        consumer.releaseExchange(exchange, false);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long aggregateEip() throws Exception {
        for (int i = 0; i < BATCH; i++) {
            process(toAggregate, message);
        }
        return through;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long queue() throws Exception {
        for (int i = 0; i < BATCH; i++) {
            queue.offer(message);
        }
        process(toBatch, queue.take(Duration.ofSeconds(1)));
        return through;
    }
}
