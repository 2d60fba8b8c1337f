package io.outrider.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelStateTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,    OK,      OK
            79,   OK,      OK
            80,   OK,      NEAR
            99,   OK,      NEAR
            100,  OK,      REACHED
            1000, OK,      REACHED
            79,   NEAR,    NEAR
            70,   NEAR,    NEAR
            69,   NEAR,    OK
            99,   REACHED, REACHED
            95,   REACHED, REACHED
            94,   REACHED, NEAR
            70,   REACHED, NEAR
            69,   REACHED, OK
            """)
    void stateIsLeftALittleBelowWhereItWasEntered(long used, LevelState before, LevelState now) {
        assertThat(LevelState.of(used, 100, before)).isEqualTo(now);
    }

    @Test
    void whatNothingBoundsIsNeverFull() {
        assertThat(LevelState.of(Long.MAX_VALUE, 0, LevelState.OK)).isEqualTo(LevelState.OK);
    }

    @Test
    void boundsOfAnySizeDoNotOverflow() {
        assertThat(LevelState.of(Long.MAX_VALUE, Long.MAX_VALUE, LevelState.OK)).isEqualTo(LevelState.REACHED);
    }
}
