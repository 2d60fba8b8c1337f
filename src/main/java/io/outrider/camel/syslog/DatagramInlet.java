package io.outrider.camel.syslog;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.outrider.camel.StreamCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts datagrams into the queue, each a message (RFC 5426, section 3.1). What finds no room is thrown away and counted. */
final class DatagramInlet extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.sources");

    private final SyslogSource source;
    private final MessageQueue queue;
    private final StreamCounters counters;
    private final int receiveBufferSize;

    /** @param receiveBufferSize in bytes, as it was asked for */
    DatagramInlet(SyslogSource source, int receiveBufferSize) {
        this.source = source;
        this.queue = source.queue();
        this.counters = source.counters();
        this.receiveBufferSize = receiveBufferSize;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        DatagramChannel channel = (DatagramChannel) ctx.channel();
        int got = channel.config().getReceiveBufferSize();
        if (got < receiveBufferSize) {
            LOG.warn(
                    "{}: expected a receive buffer of {} bytes, but the system gave {}: what comes in bursts may be lost; raise"
                            + " the system's limit (Linux: sysctl -w net.core.rmem_max={}) or lower receiveBufferSize",
                    source,
                    receiveBufferSize,
                    got,
                    receiveBufferSize);
        }
        source.opened(channel.localAddress());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        int length = packet.content().readableBytes();
        while (length > 0 && Message.isTrailer(packet.content().getByte(length - 1))) {
            length--;
        }
        if (length == 0) {
            return;
        }
        byte[] bytes = new byte[length];
        packet.content().getBytes(0, bytes);
        Message message = new Message(bytes, length, Peers.text(packet.sender()));
        counters.received();
        if (!queue.offer(message)) {
            counters.dropped(message.peer() + ": the queue is full");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The socket stays open: what one datagram did must not shut out the next.
        counters.malformed("a datagram could not be read: " + cause);
    }
}
