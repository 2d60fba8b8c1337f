package io.outrider.camel.http;

import io.outrider.deliver.Answer;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.HttpCall;
import io.outrider.deliver.HttpOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls other systems over HTTP/1.1. Certificates and host names are verified, by what the JDK trusts or the authorities that a sink
 * names. It follows no redirect, keeps no cookie, tries nothing again, takes no proxy from the environment, and reads no more of an
 * answer than is kept.
 *
 * <p>There is one pool of connections for each set of options, from the first sink that has it to the end.
 */
public final class OutboundClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboundClient.class);

    // A connection that was idle for longer may be gone without a word; it is looked at before it is used.
    private static final TimeValue IDLE = TimeValue.ofSeconds(1);
    // What a name means is looked up again after this time.
    private static final TimeValue LONGEST_CONNECTION = TimeValue.ofMinutes(1);
    private static final int CONNECTIONS_PER_HOST = 8;
    private static final int CONNECTIONS = 256;

    // Set on a call once it is past the tunnel: what came before that is the proxy's answer, and the client gives it
    // for the receiver's.
    private static final String REACHED = "outrider.reached";

    private final AllowedAddresses addresses;
    private final String userAgent;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Map<HttpOptions, CloseableHttpClient> clients = new ConcurrentHashMap<>();

    /** @param userAgent name and version of the product */
    public OutboundClient(EgressPolicy policy, String userAgent) {
        this(policy, userAgent, SystemDefaultDnsResolver.INSTANCE);
    }

    OutboundClient(EgressPolicy policy, String userAgent, DnsResolver names) {
        this.addresses = new AllowedAddresses(policy, names);
        this.userAgent = userAgent;
        deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "outrider-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /**
     * Reads what the options name, and keeps it for the calls to come: what changes in a file later has no effect.
     *
     * @throws IllegalArgumentException if that cannot be done; the message begins with a property's name
     */
    public void prepare(HttpOptions options) {
        clients.computeIfAbsent(options, this::client);
    }

    int clients() {
        return clients.size();
    }

    private CloseableHttpClient client(HttpOptions options) {
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(addresses)
                .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                .setMaxConnTotal(CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setValidateAfterInactivity(IDLE)
                        .setTimeToLive(LONGEST_CONNECTION)
                        // Above the longest timeout of a call: the call's own come first.
                        .setSocketTimeout(Timeout.ofMinutes(3))
                        .build());
        TlsFiles.context(options).map(DefaultClientTlsStrategy::new).ifPresent(connections::setTlsSocketStrategy);
        HttpClientBuilder client = HttpClients.custom()
                .setConnectionManager(connections.build())
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                // All connections of a pool show the same certificate, so any may be taken again.
                .disableConnectionState()
                .disableContentCompression();
        if (options.proxy() != null) {
            goThrough(options, options.proxy(), client);
        }
        return client.build();
    }

    private static void goThrough(HttpOptions options, URI address, HttpClientBuilder client) {
        HttpHost proxy = new HttpHost("http", address.getHost(), address.getPort());
        client.setProxy(proxy);
        client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), REACHED, (request, scope, chain) -> {
            scope.clientContext.setAttribute(REACHED, true);
            return chain.proceed(request, scope);
        });
        if (options.proxyUser() != null && options.proxyPassword() != null) {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(proxy),
                    new UsernamePasswordCredentials(
                            options.proxyUser(), options.proxyPassword().toCharArray()));
            client.setDefaultCredentialsProvider(credentials);
        }
    }

    /**
     * Makes a call by the JDK's authorities and without a proxy.
     *
     * @see #make(HttpCall, Duration, HttpOptions)
     */
    Answer make(HttpCall call, Duration timeout) throws IOException {
        return make(call, timeout, HttpOptions.DEFAULT);
    }

    /**
     * Makes a call and waits for its answer, whatever it is.
     *
     * <p>A proxy is called at its own address, which has to be allowed, and looks the host's up itself. The host is looked up here
     * too and not asked for if no address of its may be called; a name that nobody knows here is left to the proxy.
     *
     * @param timeout of the call as a whole; a name server that hangs has a time of its own
     * @throws ForbiddenAddressException if the host may not be called
     * @throws IOException if there was no answer in time
     */
    Answer make(HttpCall call, Duration timeout, HttpOptions options) throws IOException {
        CloseableHttpClient client = clients.computeIfAbsent(options, this::client);
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.url());
        call.headers().forEach(request::setHeader);
        if (call.body().length > 0) {
            request.setEntity(new ByteArrayEntity(call.body(), null));
        }
        request.setConfig(config(timeout));
        Future<?> deadline = deadlines.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (options.proxy() != null) {
                addresses.checkUnlessUnknown(call.url().getHost());
            }
            return answer(
                    client,
                    request,
                    new HttpHost(
                            call.url().getScheme(),
                            call.url().getHost(),
                            call.url().getPort()),
                    options.proxy() != null
                            && "https".equalsIgnoreCase(call.url().getScheme()));
        } catch (IOException e) {
            // The time of one read is that of the call: either may be noticed first.
            if (request.isCancelled() || e instanceof SocketTimeoutException) {
                throw new InterruptedIOException("no answer within " + timeout.toMillis() + " ms");
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private static Answer answer(
            CloseableHttpClient client, HttpUriRequestBase request, HttpHost host, boolean tunnelled)
            throws IOException {
        HttpClientContext context = HttpClientContext.create();
        ClassicHttpResponse response = client.executeOpen(host, request, context);
        try {
            if (tunnelled && context.getAttribute(REACHED) == null) {
                throw new IOException("the proxy makes no way there: it answered " + response.getCode());
            }
            String reset =
                    "0".equals(value(response, "x-ratelimit-remaining")) ? value(response, "x-ratelimit-reset") : null;
            String text = beginning(response.getEntity(), request);
            return new Answer(response.getCode(), value(response, "Retry-After"), reset, text);
        } finally {
            closeQuietly(response);
        }
    }

    private static @Nullable String value(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    // The connection is given up with what was left in it; the answer stays what it is.
    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            LOG.debug("An answer's rest was given up: {}", e.getMessage());
        }
    }

    // The client has the time to connect as a setting of all calls now; here each has its own.
    @SuppressWarnings("deprecation")
    private static RequestConfig config(Duration timeout) {
        Timeout each = Timeout.ofMilliseconds(timeout.toMillis());
        return RequestConfig.custom()
                .setConnectionRequestTimeout(each)
                .setConnectTimeout(each)
                .setResponseTimeout(each)
                .setRedirectsEnabled(false)
                .build();
    }

    // The status is there and says what there is to know: a body that does not come, or does not end, changes nothing
    // about it. To
    // close an answer reads the rest of it, so the connection is cut first.
    private static String beginning(@Nullable HttpEntity entity, HttpUriRequestBase request) {
        if (entity == null) {
            return "";
        }
        byte[] bytes = new byte[0];
        try {
            InputStream in = entity.getContent();
            bytes = in.readNBytes(Answer.MOST_TEXT);
            if (in.read() >= 0) {
                request.cancel();
            }
        } catch (IOException e) {
            request.cancel();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        for (CloseableHttpClient client : clients.values()) {
            client.close();
        }
    }
}
