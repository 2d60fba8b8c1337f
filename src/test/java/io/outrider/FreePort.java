package io.outrider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** A port of TCP that nobody listens at, for what is to be told its port before it starts. */
public final class FreePort {

    private FreePort() {}

    /** One that is free at all of the machine's addresses, a moment ago. */
    public static int find() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
