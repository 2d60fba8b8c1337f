package io.outrider.cim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FieldSlotsTest {

    @Property(tries = 200)
    void slotIsThePlaceInTheList(@ForAll @Size(max = 70) List<String> any, @ForAll String other) {
        List<String> fields = any.stream().distinct().toList();
        FieldSlots slots = new FieldSlots(fields);
        assertThat(fields).allSatisfy(field -> assertThat(slots.of(field)).isEqualTo(fields.indexOf(field)));
        assertThat(slots.of(other)).isEqualTo(fields.indexOf(other));
    }

    @Test
    void namesOfOneHashAreToldApart() {
        List<String> fields = new ArrayList<>();
        // "Aa" and "BB" have one hash, and so have all texts made of as many of them.
        for (int i = 0; i < 16; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 4; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            fields.add(name.toString());
        }
        FieldSlots slots = new FieldSlots(fields);
        assertThat(fields).allSatisfy(field -> assertThat(slots.of(field)).isEqualTo(fields.indexOf(field)));
        assertThat(slots.of("AaAa")).isEqualTo(-1);
    }
}
