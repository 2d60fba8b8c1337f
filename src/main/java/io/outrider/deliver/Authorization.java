package io.outrider.deliver;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values of the header of that name. Messages of failures hold nothing of what was given. */
final class Authorization {

    private Authorization() {}

    /** RFC 7617, in UTF-8. The user's name has no colon. */
    static String basic(String user, String password) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("expected a name without colon, but found one with it");
        }
        return "Basic " + encoded(user, password, StandardCharsets.UTF_8);
    }

    /** What of it tells the password: in UTF-8 and, for clients of proxies, in what went before it. */
    static Set<String> encoded(String user, String password) {
        return Stream.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII)
                .map(charset -> encoded(user, password, charset))
                .collect(Collectors.toSet());
    }

    private static String encoded(String user, String password, Charset charset) {
        return Base64.getEncoder().encodeToString((user + ':' + password).getBytes(charset));
    }

    /** RFC 6750 and its like: a word, and a token of visible ASCII. */
    static String token(String scheme, String token) {
        if (!token.matches("[!-~]+")) {
            throw new IllegalArgumentException("expected visible ASCII characters only, but found others");
        }
        return scheme + ' ' + token;
    }
}
