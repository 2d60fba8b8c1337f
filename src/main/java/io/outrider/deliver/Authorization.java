package io.outrider.deliver;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Values of the header of that name. Messages of failures hold nothing of what was given. */
final class Authorization {

    private Authorization() {}

    /** RFC 7617, in UTF-8. The user's name has no colon. */
    static String basic(String user, String password) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("expected a name without colon, but found one with it");
        }
        byte[] both = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** RFC 6750 and its like: a word, and a token of visible ASCII. */
    static String token(String scheme, String token) {
        if (!token.matches("[!-~]+")) {
            throw new IllegalArgumentException("expected visible ASCII characters only, but found others");
        }
        return scheme + ' ' + token;
    }
}
