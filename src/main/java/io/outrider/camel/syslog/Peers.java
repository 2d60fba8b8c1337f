package io.outrider.camel.syslog;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The addresses of senders, as text. */
final class Peers {

    private Peers() {}

    /** The address without port, name and, for IPv6, scope: as it can be compared and looked up. */
    static String text(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
            return String.valueOf(address);
        }
        String text = inet.getAddress().getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
