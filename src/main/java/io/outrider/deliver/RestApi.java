package io.outrider.deliver;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The REST interface of a system below one address: JSON both ways, the same headers for all calls. */
final class RestApi {

    private final String base;
    private final Map<String, String> headers;

    /**
     * Below an address, whose path stays.
     *
     * @throws IllegalArgumentException if the address has a query
     */
    RestApi(URI url, Map<String, String> headers) {
        if (url.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "url: expected the address of the system, as https://tickets.example.com, but found one with ?");
        }
        base = url.toString().replaceAll("/+$", "");
        Map<String, String> all = new HashMap<>(headers);
        all.put("accept", "application/json");
        all.put("content-type", "application/json");
        this.headers = Map.copyOf(all);
    }

    /**
     * A call without a body.
     *
     * @param path from the base on, beginning with a slash, its parts {@link #encoded}
     */
    HttpCall get(String path, Map<String, String> parameters) {
        return new HttpCall("GET", URI.create(base + path + query(parameters)), headers, new byte[0]);
    }

    HttpCall send(String method, String path, Map<String, String> parameters, byte[] body) {
        return new HttpCall(method, URI.create(base + path + query(parameters)), headers, body);
    }

    HttpCall send(String method, String path, byte[] body) {
        return send(method, path, Map.of(), body);
    }

    // In the order of their names: the same call is the same text.
    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : new TreeMap<>(parameters)
                        .entrySet().stream()
                                .map(parameter -> encoded(parameter.getKey()) + '=' + encoded(parameter.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    /** A text as one part of a path or of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
