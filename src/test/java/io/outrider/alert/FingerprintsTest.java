package io.outrider.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintsTest {

    private static final String MD5 = "0123456789abcdef0123456789ABCDEF";
    private static final String SHA1 = MD5 + "01234567";
    private static final String SHA256 = MD5 + MD5;

    @Test
    void hashesOfSysmonAreNamed() {
        assertThat(Fingerprints.of("SHA1=" + SHA1 + ",MD5=" + MD5 + ", SHA256=" + SHA256 + ",IMPHASH=" + MD5))
                .containsExactly(
                        Map.of("algorithm_id", 2, "algorithm", "SHA-1", "value", SHA1),
                        Map.of("algorithm_id", 1, "algorithm", "MD5", "value", MD5),
                        Map.of("algorithm_id", 3, "algorithm", "SHA-256", "value", SHA256),
                        Map.of("algorithm_id", 99, "algorithm", "IMPHASH", "value", MD5));
    }

    @Test
    void bareHashIsKnownByItsLength() {
        assertThat(Fingerprints.of(SHA256 + SHA256))
                .containsExactly(Map.of("algorithm_id", 4, "algorithm", "SHA-512", "value", SHA256 + SHA256));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "=", ",,", "abc", "MD5=", "SHA256=not a hash", "x=y=z"})
    void whatIsNoHashGivesNone(String text) {
        assertThat(Fingerprints.of(text)).isEmpty();
    }
}
