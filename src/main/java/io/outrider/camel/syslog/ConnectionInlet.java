package io.outrider.camel.syslog;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.outrider.camel.StreamCounters;
import java.io.IOException;

/** Puts a connection's messages into the queue; while that is full, the connection is not read, so that its sender waits. */
final class ConnectionInlet extends SimpleChannelInboundHandler<Message> {

    private final MessageQueue queue;
    private final StreamCounters counters;
    private final String peer;

    ConnectionInlet(MessageQueue queue, StreamCounters counters, String peer) {
        this.queue = queue;
        this.counters = counters;
        this.peer = peer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Message message) {
        counters.received();
        if (message.length() > message.bytes().length) {
            counters.tooLong();
        }
        if (!queue.add(message) && ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(false);
            queue.whenRoom(() -> ctx.executor().execute(() -> resume(ctx)));
        }
    }

    private static void resume(ChannelHandlerContext ctx) {
        ChannelHandlerContext decoder = ctx.pipeline().context(SyslogFrameDecoder.class);
        if (decoder == null) {
            return;
        }
        ctx.channel().config().setAutoRead(true);
        try {
            ((SyslogFrameDecoder) decoder.handler()).resume(decoder);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && ctx.channel().config().isAutoRead()) {
            counters.idle();
            ctx.close();
        } else if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            counters.handshakeFailed(peer + ": " + handshake.cause().getMessage());
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A connection that breaks is told by nothing: its sender opens another. What TLS does not understand was
        // counted as
        // a handshake that failed, or is a connection that someone tampers with.
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof IOException)) {
            counters.malformed(peer + ": " + cause);
        }
        ctx.close();
    }
}
