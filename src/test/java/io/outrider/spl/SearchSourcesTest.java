package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSourcesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "| tstats count from datamodel=Endpoint.Processes by Processes.dest ; Endpoint.Processes",
                "| tstats count FROM datamodel = \"Change\" by _time ; Change",
                "| tstats c from datamodel=A.B by x | join x [| tstats c from datamodel=C.D by x] ; A.B, C.D",
                "| from datamodel Risk.All_Risk | stats count ; Risk.All_Risk",
                "| from datamodel:Authentication | stats count ; Authentication",
                "`sysmon` EventCode=7 | stats count by dest ; `sysmon`",
                "  ```why``` `powershell` EventCode=4104 (a=b) ; `powershell`",
                "index=main `x` foo ; `x`",
                "index=main foo | `x` ; raw search",
                "| inputlookup append=t assets.csv | stats count ; lookup assets.csv",
                "| mstats avg(x) where index=y ; | mstats",
                "'' ; raw search",
            })
    void namesWhatTheTextReads(String search, String sources) {
        assertThat(SearchSources.of(search)).isEqualTo(List.of(sources.split(", ")));
    }
}
