package io.outrider.normalize;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a source states an event's time.
 *
 * @param fields one behind the other with a blank between: date and time may lie apart
 * @param zone of times that do not say theirs, whatever the operator says; {@code null} if the operator knows better
 */
record StatedTime(
        List<String> fields, TimeFormat format, @Nullable ZoneId zone) {

    StatedTime {
        fields = List.copyOf(fields);
    }

    /**
     * @param texts gives the first text of an original field, or {@code null}
     * @param operators zone of times that do not say theirs
     * @return {@code null} if a field is absent or what they say is no such time
     */
    @Nullable
    Instant read(UnaryOperator<@Nullable String> texts, ZoneId operators) {
        StringJoiner joined = new StringJoiner(" ");
        for (String field : fields) {
            String text = texts.apply(field);
            if (text == null) {
                return null;
            }
            joined.add(text);
        }
        return format.read(joined.toString(), zone == null ? operators : zone);
    }
}
