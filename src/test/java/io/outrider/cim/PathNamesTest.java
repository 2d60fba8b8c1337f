package io.outrider.cim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathNamesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "C:\\Windows\\cmd.exe | cmd.exe",
                "/usr/bin/ls         | ls",
                "C:/mixed\\a.exe     | a.exe",
                "cmd.exe             | cmd.exe",
                "C:\\Temp\\          | ``",
                "``                  | ``",
                "\\\\host\\share\\x  | x",
            })
    void baseNameIsWhatStandsBehindTheLastSeparator(String path, String name) {
        assertThat(PathNames.baseName(path)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "cmd.exe /c dir                   | cmd.exe",
                "\"C:\\Program Files\\a.exe\" -x  | C:\\Program Files\\a.exe",
                "`  cmd.exe`                      | cmd.exe",
                "\"unclosed quote                 | unclosed quote",
                "C:\\Program Files\\a.exe -x      | C:\\Program",
                "``                               | ``",
                "\"\"                             | ``",
            })
    void programIsTheQuotedPartOrTheFirstWord(String commandLine, String program) {
        assertThat(PathNames.program(commandLine)).isEqualTo(program);
    }
}
