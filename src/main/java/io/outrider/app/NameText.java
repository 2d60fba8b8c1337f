package io.outrider.app;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads an item of a comma-separated list without the blanks around it. */
public final class NameText implements Converter<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String convert(String value) {
        return value.strip();
    }
}
