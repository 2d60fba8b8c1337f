package io.outrider.camel.syslog;

import java.util.HashMap;
import java.util.Map;

/** Counts the connections of a source, so that there are not too many: in all, and from one address. */
final class Connections {

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> byPeer = new HashMap<>();
    private int all;

    Connections(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Counts a connection from the address if there may be one more, and says whether there may. */
    synchronized boolean admit(String peer) {
        int ofOne = byPeer.getOrDefault(peer, 0);
        if (all >= most || ofOne >= mostOfOne) {
            return false;
        }
        all++;
        byPeer.put(peer, ofOne + 1);
        return true;
    }

    /** A connection that was admitted is closed. */
    synchronized void closed(String peer) {
        all--;
        byPeer.computeIfPresent(peer, (address, count) -> count == 1 ? null : count - 1);
    }
}
