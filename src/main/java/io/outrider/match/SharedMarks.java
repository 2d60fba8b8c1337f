package io.outrider.match;

import io.outrider.cim.SharedTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which atoms the values of a slot make true, for values that many events have alike. Kept by a {@link Matcher}. */
final class SharedMarks {

    /** Channels that a host writes to, about; each takes a comparison where it is not the one looked for. */
    private static final int MOST_KEPT = 16;

    private final List<Known> known = new ArrayList<>(1);
    private int[] noted = new int[4];
    private int count;

    private record Known(SharedTexts texts, int[] atoms) {}

    /** The atoms, or {@code null} if they are not known. */
    int @Nullable [] of(SharedTexts texts) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).texts == texts) {
                return known.get(i).atoms;
            }
        }
        return null;
    }

    /** Begins with texts that are not known. */
    void begin() {
        count = 0;
    }

    void note(int atom) {
        if (count == noted.length) {
            noted = Arrays.copyOf(noted, 2 * count);
        }
        noted[count++] = atom;
    }

    /** What was noted since {@link #begin} are all atoms that the texts make true. */
    void end(SharedTexts texts) {
        if (known.size() < MOST_KEPT) {
            known.add(new Known(texts, Arrays.copyOf(noted, count)));
        }
    }
}
