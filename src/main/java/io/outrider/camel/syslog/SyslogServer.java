package io.outrider.camel.syslog;

import io.netty.channel.Channel;
import io.outrider.camel.OpenStreams;
import io.outrider.camel.Statistics;
import io.outrider.camel.StreamCounters;
import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.SourceUnit;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.netty.NettyConfiguration;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.ServerInitializerFactory;
import org.apache.camel.model.RouteDefinition;

/**
 * Makes a netty consumer a syslog source, as its {@code serverInitializerFactory}: its route then gets one exchange for each batch
 * of messages, a {@link io.outrider.normalize.RecordBatch}, in the order in which they came, on one thread. No header comes from
 * outside.
 *
 * <p>What the source's limits are, the parameters of the route's template say ({@link SyslogSettings}).
 */
public final class SyslogServer extends ServerInitializerFactory {

    private final WindowGrouping grouping;
    private final Statistics statistics;
    private final OpenStreams openStreams;
    private final Clock clock;
    private final int batchSize;
    private final Map<String, SyslogSource> sources = new ConcurrentHashMap<>();

    /** @param batchSize messages in a batch, at most */
    public SyslogServer(
            WindowGrouping grouping, Statistics statistics, OpenStreams openStreams, Clock clock, int batchSize) {
        this.grouping = grouping;
        this.statistics = statistics;
        this.openStreams = openStreams;
        this.clock = clock;
        this.batchSize = batchSize;
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
        // As Splunk names what comes from the network.
        String source = netty.getProtocol() + ":" + netty.getPort();
        SourceUnit unit =
                new SourceUnit("syslog " + name, source, source, "outrider.source." + name + ".maxMessageSize");
        StreamCounters counters = statistics.stream(name);
        LossWarning warning = new LossWarning(name, counters, clock);
        SyslogSource opened =
                new SyslogSource(unit, settings, batchSize, grouping.position(unit.id()), counters, warning);
        openStreams.add(opened);
        return opened;
    }

    @Override
    protected void initChannel(Channel channel) {
        throw new IllegalStateException("expected the pipeline of a consumer, but found that of none");
    }
}
