package io.outrider.deliver;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where a service is, below which its calls are. */
record ServiceUrl(URI base) {

    /** @throws IllegalArgumentException if the property {@code url} has a query */
    static ServiceUrl of(SinkSettings sink) {
        URI url = sink.url();
        if (url.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "url: expected the address of the service, but found one with a query (?)");
        }
        return new ServiceUrl(url);
    }

    /**
     * The address of a call.
     *
     * @param path as it is written in an address, with its first slash
     * @param query names and values, in turn
     */
    URI at(String path, String... query) {
        StringBuilder address = new StringBuilder(base.toString());
        while (address.charAt(address.length() - 1) == '/') {
            address.setLength(address.length() - 1);
        }
        address.append(path);
        for (int i = 0; i < query.length; i += 2) {
            address.append(i == 0 ? '?' : '&')
                    .append(query[i])
                    .append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return URI.create(address.toString());
    }
}
