package io.outrider.camel.syslog;

import io.netty.channel.Channel;
import io.outrider.camel.OpenStreams;
import io.outrider.camel.Statistics;
import io.outrider.camel.StreamCounters;
import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.SourceUnit;
import io.outrider.store.ReceiveJournal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.netty.NettyConfiguration;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.ServerInitializerFactory;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a netty consumer a syslog source, as its {@code serverInitializerFactory}: its route then gets one exchange for each batch
 * of messages, a {@link io.outrider.normalize.RecordBatch}, in the order in which they came, on one thread. No header comes from
 * outside.
 *
 * <p>What the source's limits are, the parameters of the route's template say ({@link SyslogSettings}).
 */
public final class SyslogServer extends ServerInitializerFactory {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.sources");

    private final WindowGrouping grouping;
    private final Statistics statistics;
    private final OpenStreams openStreams;
    private final Clock clock;
    private final int batchSize;
    private final @Nullable Journalling journalling;
    private final Map<String, SyslogSource> sources = new ConcurrentHashMap<>();

    /**
     * @param batchSize messages in a batch, at most
     * @param journalling {@code null} if nothing is written down
     */
    public SyslogServer(
            WindowGrouping grouping,
            Statistics statistics,
            OpenStreams openStreams,
            Clock clock,
            int batchSize,
            @Nullable Journalling journalling) {
        this.grouping = grouping;
        this.statistics = statistics;
        this.openStreams = openStreams;
        this.clock = clock;
        this.batchSize = batchSize;
        this.journalling = journalling;
    }

    @Override
    public ServerInitializerFactory createPipelineFactory(NettyConsumer consumer) {
        SyslogSettings settings = SyslogSettings.of(parameters(consumer));
        NettyConfiguration netty = consumer.getConfiguration();
        SyslogSource source = sources.computeIfAbsent(settings.name(), name -> open(settings, netty));
        SyslogPipeline pipeline = new SyslogPipeline(source, settings, consumer);
        source.attach(consumer);
        return pipeline;
    }

    // Netty's component has no room for options that are not its own.
    private static Map<String, String> parameters(NettyConsumer consumer) {
        Map<String, String> parameters = new HashMap<>();
        if (consumer.getRoute().getRoute() instanceof RouteDefinition route && route.getTemplateParameters() != null) {
            CamelContext context = consumer.getEndpoint().getCamelContext();
            route.getTemplateParameters()
                    .forEach((name, value) ->
                            parameters.put(name, context.resolvePropertyPlaceholders(String.valueOf(value))));
        }
        return parameters;
    }

    private SyslogSource open(SyslogSettings settings, NettyConfiguration netty) {
        String name = settings.name();
        StreamCounters counters = statistics.stream(name);
        // A datagram's sender does not wait, so it is not worth the effort to keep what came until then.
        boolean journalled = journalling != null
                && grouping.isDurable()
                && netty.getProtocol().equals("tcp");
        LossWarning warning = new LossWarning(name, counters, clock);
        Intake intake =
                journalled ? journalled(settings, netty, journalling, counters, warning) : inMemory(settings, netty);
        SyslogSource opened = new SyslogSource(name, settings, intake, counters, warning);
        openStreams.add(opened);
        return opened;
    }

    /** @param id tells it from every other */
    private static SourceUnit unit(String id, SyslogSettings settings, NettyConfiguration netty) {
        // As Splunk names what comes from the network.
        String source = netty.getProtocol() + ":" + netty.getPort();
        return new SourceUnit(id, source, source, "outrider.source." + settings.name() + ".maxMessageSize");
    }

    private Intake inMemory(SyslogSettings settings, NettyConfiguration netty) {
        SourceUnit unit = unit("syslog " + settings.name(), settings, netty);
        MessageQueue queue = new MessageQueue(settings.queueSize(), batchSize, SyslogSource.LINGER);
        return new QueueIntake(unit, queue, grouping.position(unit.id()));
    }

    private Intake journalled(
            SyslogSettings settings,
            NettyConfiguration netty,
            Journalling in,
            StreamCounters counters,
            LossWarning warning) {
        String name = settings.name();
        ReceiveJournal journal = in.journal();
        // Numbers of messages mean nothing but with the journal that has them: machines that share a state may have
        // sources of
        // one name, and a journal may be lost.
        SourceUnit unit = unit("syslog " + name + ' ' + journal.id(), settings, netty);
        MessageQueue queue = new MessageQueue(
                Math.min(settings.queueSize(), JournalIntake.MOST_UNWRITTEN),
                JournalIntake.WRITTEN_AT_ONCE,
                JournalIntake.GATHERING);
        JournalReader reader = new JournalReader(
                unit, name, journal, grouping.position(unit.id()), batchSize, SyslogSource.LINGER, counters);
        JournalWriter writer = new JournalWriter(
                name,
                journal,
                in.mostBytes(),
                queue,
                reader,
                () -> grouping.storedPosition(unit.id()),
                counters,
                new LossWarning(name, counters, clock),
                clock);
        if (reader.waiting() > 0) {
            LOG.info("{}: goes on with {} messages of the journal", name, reader.waiting());
        }
        return new JournalIntake(name, queue, writer, reader, warning);
    }

    @Override
    protected void initChannel(Channel channel) {
        throw new IllegalStateException("expected the pipeline of a consumer, but found that of none");
    }
}
