package io.outrider.camel.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A host of which no address may be called. */
public final class ForbiddenAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    /** @param address that it has, or one of these */
    public ForbiddenAddressException(String host, InetAddress address) {
        super("expected a public address, or one that outrider.egress.allow lists, but found "
                + address.getHostAddress() + " for " + host);
    }
}
