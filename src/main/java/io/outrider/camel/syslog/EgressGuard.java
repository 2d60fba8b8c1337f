package io.outrider.camel.syslog;

import io.netty.channel.AddressedEnvelope;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.outrider.camel.http.ForbiddenAddressException;
import io.outrider.deliver.EgressPolicy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Lets a channel connect, and send datagrams, to allowed addresses only. It sees what the host's name was resolved to, right before that
 * address is used; nothing looks the name up behind it. Goes first into the pipeline, which outbound calls leave last.
 */
final class EgressGuard extends ChannelOutboundHandlerAdapter {

    private final EgressPolicy policy;
    private final String host;

    /** @param host as the operator named it, for messages */
    EgressGuard(EgressPolicy policy, String host) {
        this.policy = policy;
        this.host = host;
    }

    @Override
    public void connect(
            ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        if (isForbidden(remote)) {
            promise.setFailure(forbidden(remote));
        } else {
            context.connect(remote, local, promise);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof AddressedEnvelope<?, ?> datagram && isForbidden(datagram.recipient())) {
            ReferenceCountUtil.release(message);
            promise.setFailure(forbidden(datagram.recipient()));
        } else {
            context.write(message, promise);
        }
    }

    // A name that is not known has no address, and gets no further by itself.
    private boolean isForbidden(SocketAddress address) {
        return address instanceof InetSocketAddress internet
                && !internet.isUnresolved()
                && !policy.allows(internet.getAddress());
    }

    private ForbiddenAddressException forbidden(SocketAddress address) {
        return new ForbiddenAddressException(host, ((InetSocketAddress) address).getAddress());
    }
}
