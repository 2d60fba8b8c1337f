package io.outrider.detect;

import static io.outrider.detect.Synthetic.columns;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.ctime;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.matches;
import static io.outrider.detect.Synthetic.number;
import static io.outrider.detect.Synthetic.rename;
import static io.outrider.detect.Synthetic.row;
import static io.outrider.detect.Synthetic.search;
import static io.outrider.detect.Synthetic.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.rule.Stage;
import io.outrider.rule.Stage.Renaming;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StageCompilerTest {

    private static @Nullable ResultRow apply(ResultRow row, Stage... stages) {
        List<ResultRow> rows = StageCompiler.compile(List.of(stages)).apply(row);
        return rows.isEmpty() ? null : rows.get(0);
    }

    @Test
    void noStagesLeaveTheRow() {
        assertThat(apply(row("a", "1"))).isEqualTo(row("a", "1"));
    }

    @Test
    void searchAndWhereFilter() {
        assertThat(apply(row("a", "X"), search(matches("a", "x")))).isEqualTo(row("a", "X"));
        assertThat(apply(row("a", "X"), search(matches("a", "y")))).isNull();
        assertThat(apply(row("n", "6"), where(compare(field("n"), ">", number(5)))))
                .isEqualTo(row("n", "6"));
        assertThat(apply(row("n", "5"), where(compare(field("n"), ">", number(5)))))
                .isNull();
        assertThat(apply(row("m", "5"), where(compare(field("n"), ">", number(5)))))
                .isNull();
    }

    @Test
    void laterStageSeesWhatAnEarlierOneMade() {
        assertThat(apply(row("a", "x"), rename("a", "b"), search(matches("b", "x"))))
                .isEqualTo(row("b", "x"));
        assertThat(apply(row("a", "x"), search(matches("a", "y")), where(field("not reached"))))
                .isNull();
    }

    @Test
    void renamingsOfOneRenameActInOrder() {
        Stage rename = new Stage.Rename(List.of(new Renaming("a", "b"), new Renaming("b", "c")));
        assertThat(apply(row("a", "1"), rename)).isEqualTo(row("c", "1"));
    }

    @Test
    void timeIsWrittenInItsPlace() {
        assertThat(apply(row("t", "0", "z", "1"), ctime("t")).columns())
                .containsExactlyEntriesOf(columns("t", "1970-01-01T00:00:00", "z", "1"));
    }

    @Test
    void timeMayBeWrittenUnderAnotherName() {
        assertThat(apply(row("t", "0"), new Stage.FormatTime("t", "day", "%F")))
                .isEqualTo(row("t", "0", "day", "1970-01-01"));
    }

    @Test
    void whatIsNoTimeStaysAsItIs() {
        assertThat(apply(row("t", "yesterday"), ctime("t"))).isEqualTo(row("t", "yesterday"));
        assertThat(apply(row("t", "1|2"), ctime("t"))).isEqualTo(row("t", "1|2"));
        assertThat(apply(row("t", "1e300"), ctime("t"))).isEqualTo(row("t", "1e300"));
        assertThat(apply(row("x", "1"), ctime("t"))).isEqualTo(row("x", "1"));
    }
}
