package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After Splunk Enterprise 9, "About event segmentation". */
class TermTextTest {

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource({
        "cmd, run CMD.exe, true",
        "cmd, runcmd, false",
        "cmd, cmdlet, false",
        "cmd*, cmdlet, true",
        "*cmd, runcmd, true",
        "*cmd, runcmdlet, false",
        "*cmd*, runcmdlet, true",
        "cmd, cmdlet cmd, true",
        "a*c, xa abc, true",
        "a*c, xabc, false",
        "a*c, abcx, false",
        "a*c, a bcx c, true",
        "4625, \"EventCode=4625\", true",
        "net user, net user x, true",
        "net user, net users, false",
        "-enc, powershell -enc x, true",
        "*, '', true",
        "a, '', false",
        "user, user_name, true",
    })
    void termStandsBetweenBreaks(String term, String text, boolean found) {
        assertThat(TermText.compile(term).test(text)).isEqualTo(found);
    }
}
