package io.outrider.deliver;

import java.net.URI;
import java.util.Map;

/**
 * A call of another system.
 *
 * @param method of HTTP, in capitals
 * @param headers beside the protocol's own
 * @param body empty for a call without one
 */
public record HttpCall(String method, URI url, Map<String, String> headers, byte[] body) {

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** Without what an address or a header may hold as a secret. */
    @Override
    public String toString() {
        return method + ' ' + url.getHost();
    }
}
