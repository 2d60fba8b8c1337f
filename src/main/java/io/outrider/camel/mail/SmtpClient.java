package io.outrider.camel.mail;

import io.outrider.camel.http.AllowedAddresses;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.mail.MailSettings;
import io.outrider.deliver.mail.MailSettings.Security;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends mails over SMTP, a connection for each. It connects by itself and hands the library the open connection: to an address that was
 * looked up and allowed, with the name beside it for the certificate. The library has no time for a conversation as a whole, so the
 * connection is cut when it is over. It takes no proxy from the environment.
 */
public final class SmtpClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpClient.class);

    private final AllowedAddresses addresses;
    private final ScheduledThreadPoolExecutor deadlines;

    public SmtpClient(EgressPolicy policy) {
        this(policy, SystemDefaultDnsResolver.INSTANCE);
    }

    SmtpClient(EgressPolicy policy, DnsResolver names) {
        addresses = new AllowedAddresses(policy, names);
        deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "outrider-mail-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /**
     * Sends a mail and says what became of it.
     *
     * @param session with the properties that {@link Mailer} gives it
     * @throws io.outrider.camel.http.ForbiddenAddressException if the host may not be called
     * @throws IOException if there was no answer in time, or none that could be trusted
     */
    Outcome send(
            MimeMessage mail, Set<? extends Address> to, Session session, SSLSocketFactory tls, MailSettings server)
            throws IOException {
        InetAddress[] allowed = addresses.resolve(server.host());
        long end = System.nanoTime() + server.timeout().toNanos();
        Socket socket = connect(allowed, server, end);
        Future<?> deadline = deadlines.schedule(() -> close(socket), end - System.nanoTime(), TimeUnit.NANOSECONDS);
        try {
            return send(
                    mail,
                    to,
                    session,
                    server.security() == Security.TLS ? secured(socket, tls, server) : socket,
                    server);
        } catch (IOException e) {
            // The time of one read is that of the conversation: either may be noticed first.
            throw System.nanoTime() >= end || e instanceof SocketTimeoutException ? late(server) : e;
        } finally {
            deadline.cancel(false);
            close(socket);
        }
    }

    private static Socket connect(InetAddress[] addresses, MailSettings server, long end) throws IOException {
        IOException last = late(server);
        for (InetAddress address : addresses) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                break;
            }
            Socket socket = new ConversationSocket();
            try {
                socket.setSoTimeout((int) server.timeout().toMillis());
                // With the name, or the library would ask a name server for it: certificates are verified against that.
                socket.connect(
                        new InetSocketAddress(
                                InetAddress.getByAddress(server.host(), address.getAddress()), server.port()),
                        (int) left);
                return socket;
            } catch (IOException e) {
                close(socket);
                last = e instanceof SocketTimeoutException ? late(server) : e;
            }
        }
        throw last;
    }

    private static IOException late(MailSettings server) {
        return new InterruptedIOException("no answer within " + server.timeout().toMillis() + " ms");
    }

    private static Socket secured(Socket socket, SSLSocketFactory tls, MailSettings server) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, server.host(), server.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        // RFC 7817, 3: names as RFC 6125 has them, and so as HTTPS has them.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static Outcome send(
            MimeMessage mail, Set<? extends Address> to, Session session, Socket socket, MailSettings server)
            throws IOException {
        SMTPTransport transport = new SMTPTransport(session, url(server));
        try {
            transport.connect(socket);
            transport.sendMessage(mail, to.toArray(Address[]::new));
            return new Outcome(Set.copyOf(to), List.of());
        } catch (MessagingException e) {
            throwIfBroken(e);
            return Outcome.of(e, transport.getLastReturnCode(), transport.getLastServerResponse());
        } finally {
            quit(transport);
        }
    }

    // The way by which the library takes a password along with an open connection.
    private static URLName url(MailSettings server) {
        return server.login() == null
                ? new URLName("smtp", server.host(), server.port(), null, null, null)
                : new URLName(
                        "smtp",
                        server.host(),
                        server.port(),
                        null,
                        server.login().username(),
                        server.login().password());
    }

    private static void throwIfBroken(MessagingException failure) throws IOException {
        for (Exception next = failure; next instanceof MessagingException link; next = link.getNextException()) {
            if (link.getNextException() instanceof IOException broken) {
                throw broken;
            }
        }
    }

    // What was answered before stands, whatever becomes of the farewell.
    private static void quit(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("A conversation ended without a farewell: {}", e.getMessage());
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A connection was given up: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
