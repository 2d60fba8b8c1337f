package io.outrider.deliver.mail;

import io.outrider.alert.Sha256;
import io.outrider.deliver.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The ids of mails (RFC 5322, 3.6.4). They follow from the findings, so a mail that is sent again has the same, and updates know the
 * mail that they belong to although nobody remembers it.
 *
 * @param domain behind the {@code @}, that of the sender's address
 */
public record MailThread(String domain) {

    /** The {@code Message-ID} of a mail with these findings. */
    public String id(List<Finding> findings) {
        if (findings.size() == 1) {
            return id(findings.get(0).idempotencyKey());
        }
        MessageDigest digest = Sha256.digest();
        // A blank is in no key.
        findings.forEach(
                finding -> digest.update((finding.idempotencyKey() + ' ').getBytes(StandardCharsets.US_ASCII)));
        return id("digest-" + HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * The mail that a mail with these findings goes on with: that of the alert's first revision. None for that one itself, and for
     * several findings at once, which have no thread of their own. Where the first revision went in such a mail there never was one of
     * this id: it is the name of the conversation all the same.
     */
    public Optional<String> begunBy(List<Finding> findings) {
        if (findings.size() != 1 || findings.get(0).revision() == 0) {
            return Optional.empty();
        }
        return Optional.of(id(findings.get(0).id() + "-0"));
    }

    private String id(String key) {
        return '<' + key + '@' + domain + '>';
    }
}
