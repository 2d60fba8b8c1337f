package io.outrider.camel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.deliver.SinkSettings;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    private static Addresses addresses(String from, String to, String cc) {
        return Addresses.of(new SinkSettings("email", "soc", new HashMap<>(Map.of("from", from, "to", to, "cc", cc))));
    }

    @Test
    void eachRecipientIsThereOnce() {
        Addresses addresses = addresses(
                "Outrider <a@example.com>",
                "SOC <soc@example.com>" + ", b@example.com",
                "b@example.com, c@example.net");

        assertThat(addresses.domain()).isEqualTo("example.com");
        assertThat(addresses.to()).hasSize(2);
        assertThat(addresses.all())
                .extracting(address -> address.getAddress())
                .containsExactly("soc@example.com", "b@example.com", "c@example.net");
        assertThat(addresses("a@example.com", "\"SOC, at night\" <soc@example.com>", "")
                        .to())
                .singleElement()
                .satisfies(address -> assertThat(address.getPersonal()).isEqualTo("SOC, at night"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "a@b@c",
                "a@example.com\r\nBcc: x@example.com",
                "a@example.com>\nRCPT TO:<x@example.com",
                "group: a@example.com;",
                "b\u00f6b@example.com",
                "a b@example.com",
                ","
            })
    void whatIsNoAddressIsTold(String text) {
        assertThatThrownBy(() -> addresses("a@example.com", text, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("to: expected ");
        assertThatThrownBy(() -> addresses(text, "a@example.com", "")).hasMessageStartingWith("from: expected ");
    }

    @Test
    void senderIsOneAndRecipientsAreAtMostAHundred() {
        assertThatThrownBy(() -> addresses("a@example.com, b@example.com", "a@example.com", ""))
                .hasMessage("from: expected one address, but found 2");
        StringBuilder many = new StringBuilder("a@example.com");
        for (int i = 0; i < 100; i++) {
            many.append(", a").append(i).append("@example.com");
        }
        assertThatThrownBy(() -> addresses("a@example.com", many.toString(), ""))
                .hasMessage("to: expected at most 100 addresses in to and cc, but found 101");
        assertThat(addresses("a@example.com", String.join(",", Collections.nCopies(200, "a@example.com")), "")
                        .all())
                .hasSize(1);
    }
}
