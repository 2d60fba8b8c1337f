package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.rule.Stage.Renaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenamerTest {

    @ParameterizedTest(name = "{0} renamed {1} AS {2} is {3}")
    @CsvSource({
        "a b c, b, x, a=a x=b c=c",
        "a b c, b, b, a=a b=b c=c",
        "a b c, c, a, b=b a=c",
        "a b c, a, c, c=a b=b",
        "a b c, x, a, b=b c=c",
        "a b c, x, y, a=a b=b c=c",
        "a b c, A, x, a=a b=b c=c",
        "Processes.dest Processes.user count, Processes.*, *, dest=Processes.dest user=Processes.user count=count",
        "Processes.dest dest, Processes.*, *, dest=Processes.dest",
        "a_1 b_1 a_2, *_1, one_*, one_a=a_1 one_b=b_1 a_2=a_2",
        "aa, a*a, x*y, xy=aa",
        "a, a*a, x*y, a=a",
        "a b, *, p_*, p_a=a p_b=b",
        "dest, Processes.*, *, dest=dest",
    })
    void columnsKeepTheirPlaceAndGiveWayToTheNewName(String columns, String from, String to, String renamed) {
        Map<String, String> map = new LinkedHashMap<>();
        List.of(columns.split(" ")).forEach(column -> map.put(column, column));
        String result = new Renamer(new Renaming(from, to))
                .rename(map).entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" "));
        assertThat(result).isEqualTo(renamed);
    }
}
