package io.outrider.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.policy.RecentPasses.Key;
import io.outrider.policy.RecentPasses.Pass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecentPassesTest {

    /** The same as a list that is looked through. */
    private static final class Slow {

        private final List<Pass> passes = new ArrayList<>();

        private boolean isNear(Key key, Instant at, Duration period) {
            return passes.stream()
                    .anyMatch(pass -> pass.key().equals(key)
                            && Duration.between(pass.at(), at).abs().compareTo(period) < 0);
        }
    }

    @Property(tries = 300)
    void knowsWhatAListKnows(@ForAll long seed) {
        Random random = new Random(seed);
        RecentPasses passes = new RecentPasses();
        Slow slow = new Slow();
        long noted = 0;
        for (int i = 0; i < 200; i++) {
            Key key = new Key("s", "row " + random.nextInt(3));
            Instant at = Instant.ofEpochSecond(random.nextInt(500));
            Duration period = Duration.ofSeconds(1 + random.nextInt(50));
            assertThat(passes.isNear(key, at, period)).isEqualTo(slow.isNear(key, at, period));
            // As the gate does: what is near is not noted.
            if (!slow.isNear(key, at, Duration.ofSeconds(10))) {
                noted += random.nextInt(3);
                Pass pass = new Pass(key, at, Instant.ofEpochSecond(noted));
                passes.add(pass);
                slow.passes.add(pass);
            }
            if (random.nextInt(5) == 0 && !slow.passes.isEmpty()) {
                passes.removeLast();
                slow.passes.remove(slow.passes.size() - 1);
            }
            if (random.nextInt(10) == 0) {
                Instant before = Instant.ofEpochSecond(noted - random.nextInt(20));
                List<Pass> expired = slow.passes.stream()
                        .filter(pass -> pass.noted().isBefore(before))
                        .toList();
                assertThat(passes.expire(before)).isEqualTo(expired);
                slow.passes.removeAll(expired);
            }
        }
    }

    @Test
    void thereAreNotTooMany() {
        RecentPasses passes = new RecentPasses();
        for (int i = 0; i <= RecentPasses.MOST; i++) {
            passes.add(new Pass(new Key("s", "row " + i), Instant.EPOCH, Instant.EPOCH));
        }
        assertThat(passes.expire(Instant.MIN))
                .extracting(pass -> pass.key().row())
                .containsExactly("row 0");
        assertThat(passes.isNear(new Key("s", "row 0"), Instant.EPOCH, Duration.ofHours(1)))
                .isFalse();
        assertThat(passes.isNear(new Key("s", "row 1"), Instant.EPOCH, Duration.ofHours(1)))
                .isTrue();
    }
}
