package io.outrider.detect;

import java.util.List;

/** Values of generated events for fields of which little is asked; the same for a name each time, so that joins meet. */
final class Defaults {

    private Defaults() {}

    static List<String> of(String field) {
        if (field.equals("_time")) {
            return List.of();
        }
        return List.of("made-up", "7", "198.51.100.7", "1", "0", "100000", "C:\\made\\up.exe", "{}", "zz", "true");
    }
}
