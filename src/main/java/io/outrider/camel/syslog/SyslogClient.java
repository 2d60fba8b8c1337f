package io.outrider.camel.syslog;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.bytes.ByteArrayEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.outrider.deliver.EgressPolicy;
import java.io.File;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.apache.camel.component.netty.ChannelHandlerFactories;
import org.apache.camel.component.netty.ClientInitializerFactory;
import org.apache.camel.component.netty.NettyConfiguration;
import org.apache.camel.component.netty.NettyProducer;
import org.apache.camel.component.netty.handlers.ClientChannelHandler;
import org.jspecify.annotations.Nullable;

/**
 * Makes a netty producer a client of syslog, as its {@code clientInitializerFactory}: it calls allowed addresses only, writes bytes as
 * they are, and gives a write on a connection up that does not end within the time for connecting, for a receiver that reads nothing holds it up for ever otherwise.
 *
 * <p>TLS is 1.3 or 1.2 (RFC 5425 as RFC 9662 updates it), with PEM files: the endpoint's {@code trustStoreResource} has the authorities'
 * certificates, {@code keyStoreResource} the client's own with its key.
 */
public final class SyslogClient extends ClientInitializerFactory {

    private static final String UDP = "udp";
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final EgressPolicy policy;
    private final @Nullable NettyProducer producer;
    private final @Nullable SslContext tls;

    /** What the registry has; each producer gets one of its own. */
    public SyslogClient(EgressPolicy policy) {
        this(policy, null, null);
    }

    private SyslogClient(EgressPolicy policy, @Nullable NettyProducer producer, @Nullable SslContext tls) {
        this.policy = policy;
        this.producer = producer;
        this.tls = tls;
    }

    @Override
    public ClientInitializerFactory createPipelineFactory(NettyProducer of) {
        NettyConfiguration netty = of.getConfiguration();
        return new SyslogClient(policy, of, netty.isSsl() ? context(netty) : null);
    }

    private static SslContext context(NettyConfiguration netty) {
        String authority = netty.getTrustStoreResource();
        String certificate = netty.getKeyStoreResource();
        try {
            SslContextBuilder builder =
                    // The JDK's own: no native library to ship.
                    SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols(PROTOCOLS);
            if (authority != null && !authority.isBlank()) {
                builder.trustManager(new File(authority));
            }
            if (certificate != null && !certificate.isBlank()) {
                builder.keyManager(new File(certificate), new File(certificate));
            }
            return builder.build();
        } catch (IllegalArgumentException | SSLException e) {
            throw new IllegalArgumentException(
                    "expected PEM files in authority (certificates) and certificate (a chain and its key, PKCS #8), but found: "
                            + e.getMessage()
                            + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()),
                    e);
        }
    }

    @Override
    protected void initChannel(Channel channel) {
        if (producer == null) {
            throw new IllegalStateException("expected the pipeline of a producer, but found that of none");
        }
        NettyConfiguration netty = producer.getConfiguration();
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast("egress", new EgressGuard(policy, netty.getHost()));
        if (UDP.equalsIgnoreCase(netty.getProtocol())) {
            pipeline.addLast(
                    "decoder", ChannelHandlerFactories.newByteArrayDecoder(UDP).newChannelHandler());
            pipeline.addLast(
                    "encoder", ChannelHandlerFactories.newByteArrayEncoder(UDP).newChannelHandler());
        } else {
            addConnection(channel, netty);
        }
        // By this name the producer finds it.
        pipeline.addLast("handler", new ClientChannelHandler(producer));
    }

    private void addConnection(Channel channel, NettyConfiguration netty) {
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            SslHandler handler = tls.newHandler(channel.alloc(), netty.getHost(), netty.getPort());
            handler.setHandshakeTimeoutMillis(netty.getConnectTimeout());
            if (netty.isHostnameVerification()) {
                SSLParameters parameters = handler.engine().getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                handler.engine().setSSLParameters(parameters);
            }
            pipeline.addLast("ssl", handler);
        }
        pipeline.addLast("timeout", new WriteTimeoutHandler(netty.getConnectTimeout(), TimeUnit.MILLISECONDS));
        pipeline.addLast("encoder", new ByteArrayEncoder());
        pipeline.addLast("failures", new CloseOnFailure());
    }

    /**
     * Closes a connection that fails, and tells nobody else: the write that is under way fails with it and says why. Camel's handler would
     * say it once more, on an exchange that may be through by then.
     */
    private static final class CloseOnFailure extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
