package io.outrider.deliver;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** In which form a webhook has the alert. */
public enum PayloadFormat {
    /** The finding as it is, an OCSF Detection Finding. */
    OCSF("ocsf") {
        @Override
        Map<String, ?> data(Finding finding) {
            return finding.document();
        }
    };

    private final String text;

    PayloadFormat(String text) {
        this.text = text;
    }

    abstract Map<String, ?> data(Finding finding);

    /** @throws IllegalArgumentException if there is none of that name */
    public static PayloadFormat of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(format -> format.text).collect(Collectors.joining(", "))
                        + ", but found '" + text + "'"));
    }
}
