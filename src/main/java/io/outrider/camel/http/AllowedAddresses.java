package io.outrider.camel.http;

import io.outrider.deliver.EgressPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to those of their addresses that may be called. The client connects to what it gets here and looks up nothing
 * itself, so a name that means something else a moment later changes nothing.
 */
public final class AllowedAddresses implements DnsResolver {

    private final EgressPolicy policy;
    private final DnsResolver names;

    public AllowedAddresses(EgressPolicy policy, DnsResolver names) {
        this.policy = policy;
        this.names = names;
    }

    /** @throws ForbiddenAddressException if the host has addresses, and none may be called */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        InetAddress[] allowed = Arrays.stream(addresses).filter(policy::allows).toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new ForbiddenAddressException(host, addresses[0]);
        }
        return allowed;
    }

    /** @throws ForbiddenAddressException if the host has addresses, and none may be called */
    void checkUnlessUnknown(String host) throws ForbiddenAddressException {
        try {
            resolve(host);
        } catch (ForbiddenAddressException e) {
            throw e;
        } catch (UnknownHostException e) {
            // Behind a proxy the names of the world are often known to the proxy alone.
            return;
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
