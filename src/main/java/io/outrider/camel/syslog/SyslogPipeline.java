package io.outrider.camel.syslog;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.ServerInitializerFactory;
import org.jspecify.annotations.Nullable;

/** What stands between a socket and the queue of its source; the consumer's own handler, an exchange for each message, does not. */
final class SyslogPipeline extends ServerInitializerFactory {

    /** One more than a datagram has, so that none is cut without a word. */
    private static final int DATAGRAM = 1 << 16;

    private final SyslogSource source;
    private final SyslogSettings settings;
    private final NettyConsumer consumer;
    private final @Nullable TlsServer tls;

    SyslogPipeline(SyslogSource source, SyslogSettings settings, NettyConsumer consumer) {
        this.source = source;
        this.settings = settings;
        this.consumer = consumer;
        this.tls = settings.tls() == null ? null : new TlsServer(settings.tls());
    }

    @Override
    public ServerInitializerFactory createPipelineFactory(NettyConsumer of) {
        return new SyslogPipeline(source, settings, of);
    }

    @Override
    protected void initChannel(Channel channel) {
        if (channel instanceof DatagramChannel) {
            channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(DATAGRAM));
            channel.pipeline()
                    .addLast(new DatagramInlet(
                            source, consumer.getConfiguration().getReceiveBufferSize()));
        } else {
            connection(channel);
        }
    }

    private void connection(Channel channel) {
        String peer = Peers.text(channel.remoteAddress());
        if (!source.connections().admit(peer)) {
            source.counters().refused(peer + ": there are too many connections");
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> source.connections().closed(peer));
        // So that the consumer closes it when it stops.
        consumer.getNettyServerBootstrapFactory().addChannel(channel);
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            pipeline.addLast(tls.handler(channel.alloc()));
        }
        pipeline.addLast(
                new SyslogFrameDecoder(settings.maxMessageSize(), source.budget(), source.counters(), peer),
                // Behind the decoder: what counts are whole messages, not bytes that trickle in.
                new IdleStateHandler(settings.idleTimeout().toMillis(), 0, 0, TimeUnit.MILLISECONDS),
                new ConnectionInlet(source.queue(), source.counters(), peer));
    }
}
