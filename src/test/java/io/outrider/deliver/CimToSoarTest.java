package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CimToSoarTest {

    @ParameterizedTest
    @CsvSource({
        "dest, ws-7, destinationHostName, host name",
        "dest, 192.0.2.7, destinationAddress, ip",
        "dest, 2001:db8::7, destinationAddress, ip",
        "src, ws-7, sourceHostName, host name",
        "src, 999.1.1.1, sourceHostName, host name",
        "src_ip, 192.0.2.7, sourceAddress, ip",
        "user, alice, destinationUserName, user name",
        "url, https://a.example.com/, requestURL, url",
        "file_hash, ffff, fileHash, hash",
        "query, a.example.com, destinationDnsDomain, domain"
    })
    void columnHasTheNameAndTheContentsThatPlaybooksLookFor(String column, String text, String name, String contains) {
        CimToSoar row = new CimToSoar(Map.of(column, text));

        assertThat(row.cef()).containsExactly(Map.entry(name, text));
        assertThat(row.contains()).containsExactly(Map.entry(name, List.of(contains)));
    }

    @Test
    void columnWithoutSuchANameKeepsItsOwn() {
        CimToSoar row = new CimToSoar(Map.of("vendor_product", "synthetic"));

        assertThat(row.cef()).containsExactly(Map.entry("vendor_product", "synthetic"));
        assertThat(row.contains()).isEmpty();
    }

    @Test
    void rowIsBoundedAndTellsWhatHadNoRoom() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            columns.put("column" + i, "x".repeat(5000));
        }
        CimToSoar row = new CimToSoar(columns);

        assertThat(row.cef().values().stream().mapToInt(String::length).sum()).isLessThan(8100);
        assertThat(row.cef()).containsKey("outriderFieldsLeftOut");
    }

    @Test
    void severalValuesAreOneTextAndManyAreCounted() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add("v" + i);
        }
        Finding finding = RenderedFindings.finding(Map.of("user", Value.of(many)));

        assertThat(RowTexts.of(finding).get("user")).startsWith("v0, v1, ").endsWith("v49, and 10 more");
    }
}
