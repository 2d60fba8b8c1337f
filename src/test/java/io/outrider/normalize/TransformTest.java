package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transforms beside those of Windows, which the tests of their sources show. */
class TransformTest {

    @ParameterizedTest
    @CsvSource({
        "LOWER, POST, post",
        "UPPER, post, POST",
        "LOCAL_PART, bob@example.org, bob",
        "LOCAL_PART, bob, bob",
        "LOCAL_PART, @example.org, ''",
        "MAIL_DOMAIN, bob@example.org, example.org",
        "MAIL_DOMAIN, bob, ''",
        "URL_HOST, https://u:p@www.example.org:8443/a?b, www.example.org",
        "URL_HOST, /a/b, ''",
        "URL_HOST, ws1, ws1",
        "URL_PATH, https://www.example.org:8443/a/b?c=/d, /a/b",
        "URL_PATH, /a#b, /a",
        "URL_PATH, https://h, ''",
        "ARN_NAME, arn:aws:sts::1:assumed-role/r/bob@example.org, bob@example.org",
        "ARN_NAME, arn:aws:iam::1:root, root",
        "ARN_NAME, bob, bob",
        "HASH_MD5, 'SHA256=AB,MD5=CD', CD",
        "HASH_SHA256, 'MD5=CD, sha256=AB', AB",
        "HASH_SHA1, 'MD5=CD', ''",
        "HASH_IMPHASH, 'IMPHASH=00', 00",
        "HASH_MD5, 'XMD5=CD', ''",
        "EPOCH, 2024-01-01T00:00:00Z, 1704067200",
        "EPOCH, 2024-01-01T00:00:00.250Z, 1704067200.25",
        "EPOCH, 1704067200123, 1704067200.123",
        "EPOCH, soon, soon",
        "REGISTRY_DWORD, 1, 0x00000001",
        "REGISTRY_DWORD, 10, 0x0000000a",
        "REGISTRY_DWORD, 4294967295, 0xffffffff",
        "REGISTRY_DWORD, 4294967296, 4294967296",
        "REGISTRY_DWORD, 0x1F, 0x0000001f",
        "REGISTRY_DWORD, 0x00000001, 0x00000001",
        "REGISTRY_DWORD, -1, -1",
        "REGISTRY_DWORD, +1, +1",
        "REGISTRY_DWORD, 0x, 0x",
        "REGISTRY_DWORD, 0x-1, 0x-1",
        "REGISTRY_DWORD, one, one",
        "REGISTRY_QWORD, 1, 0x00000000-0x00000001",
        "REGISTRY_QWORD, 4294967298, 0x00000001-0x00000002",
        "REGISTRY_QWORD, 18446744073709551615, 0xffffffff-0xffffffff",
        "REGISTRY_QWORD, 18446744073709551616, 18446744073709551616",
        "REGISTRY_QWORD, 0x00000001-0x00000002, 0x00000001-0x00000002",
        "HOUR, 2021-08-18T23:17:30Z, 23",
        "HOUR, 2021-08-18T07:17:30+02:00, 5",
        "HOUR, soon, ''",
        "WEEKDAY, 2021-08-18T23:17:30Z, wednesday",
        "WEEKDAY, 2021-08-18T23:17:30-05:00, thursday",
        "WEEKDAY, soon, ''",
    })
    void makesOfOneTextAnother(Transform transform, String text, String expected) {
        assertThat(String.join(";", transform.applyToAll(List.of(text)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 255, 65_536, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL})
    void numbersOfARegistryReadAsSysmonWritesThem(long number) {
        String dword = String.format("0x%08x", number);
        assertThat(Transform.REGISTRY_DWORD.apply(Long.toString(number)))
                .isEqualTo(Transform.REGISTRY_DATA.apply("DWORD (" + dword + ")"));
        assertThat(Transform.REGISTRY_QWORD.apply(Long.toString(number)))
                .isEqualTo(Transform.REGISTRY_DATA.apply("QWORD (0x00000000-" + dword + ")"));
    }

    @Test
    void firstAndLastChooseAmongValues() {
        assertThat(Transform.FIRST.applyToAll(List.of("a", "b", "c"))).containsExactly("a");
        assertThat(Transform.LAST.applyToAll(List.of("a", "b", "c"))).containsExactly("c");
        assertThat(Transform.FIRST.applyToAll(List.of())).isEmpty();
        assertThat(Transform.LAST.applyToAll(List.of())).isEmpty();
    }
}
