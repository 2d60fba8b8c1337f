package io.outrider.app;

import io.outrider.camel.Finish;
import io.outrider.normalize.InputFormat;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The routes of a source that reads files, with their parameters, by the names of the routes: one for each directory of a source of
 * type {@code file}, one in all of type {@code tail}. Of another type there is one, with the properties as they are.
 */
final class SourceRoutes {

    private static final String ROUTE = "source-";
    private static final String FILE = "file";
    private static final String TAIL = "tail";
    private static final String DIRECTORY = "directory";

    private SourceRoutes() {}

    /**
     * Checks the properties, so that a wrong one is told before a route is made of it.
     *
     * @param properties those below {@code outrider.source.NAME}
     * @throws IllegalArgumentException if one is wrong; the message begins with its name
     */
    static Map<String, Map<String, String>> of(String name, Map<String, String> properties) {
        String type = properties.getOrDefault("type", "");
        if (!type.equals(FILE) && !type.equals(TAIL)) {
            return Map.of(name, properties);
        }
        check(properties);
        Map<String, String> parameters = new TreeMap<>(properties);
        parameters.computeIfPresent("include", (key, patterns) -> patterns(patterns));
        parameters.computeIfPresent("exclude", (key, patterns) -> patterns(patterns));
        List<String> directories = directories(properties);
        if (type.equals(TAIL)) {
            parameters.put(DIRECTORY, String.join(",", directories));
            return Map.of(name, parameters);
        }
        if (finish(properties) != Finish.MOVE) {
            parameters.put("noop", "true");
        }
        Map<String, Map<String, String>> routes = new LinkedHashMap<>();
        for (String directory : directories) {
            Map<String, String> ofOne = new TreeMap<>(parameters);
            ofOne.put(DIRECTORY, directory);
            // No name of a source has a dot.
            routes.put(routes.isEmpty() ? name : name + '.' + (routes.size() + 1), ofOne);
        }
        return routes;
    }

    /** The properties of the source that a route is of, of several directories too; empty if it is of none. */
    static Optional<Map<String, String>> sourceOf(String route, Map<String, Map<String, String>> sources) {
        if (!route.startsWith(ROUTE)) {
            return Optional.empty();
        }
        String name = route.substring(ROUTE.length());
        return Optional.ofNullable(sources.get(name))
                // With a dash in letters from before the dot.
                .or(() -> Optional.ofNullable(sources.get(name.replaceFirst("[.-][0-9]+$", ""))));
    }

    /** Whether a source of these properties moves files inside its directories. */
    static boolean movesFiles(Map<String, String> properties) {
        try {
            return FILE.equals(properties.get("type")) && finish(properties) != Finish.LEAVE;
        } catch (IllegalArgumentException e) {
            // It is told where its routes are made.
            return false;
        }
    }

    private static void check(Map<String, String> properties) {
        if (directories(properties).isEmpty()) {
            throw new IllegalArgumentException(DIRECTORY + ": expected a directory, or several with commas between"
                    + " them, but found '" + properties.getOrDefault(DIRECTORY, "") + "'");
        }
        checked("finished", properties, Finish::of);
        checked("format", properties, InputFormat::of);
        checked("charset", properties, SourceRoutes::charset);
        checked("recursive", properties, value -> oneOf(value, "true", "false"));
        checked("from", properties, value -> oneOf(value, "beginning", "end"));
        for (String number : List.of("pollDelay", "settleTime", "maxFiles")) {
            checked(number, properties, SourceRoutes::number);
        }
    }

    private interface Check {
        Object of(String value);
    }

    private static void checked(String property, Map<String, String> properties, Check check) {
        String value = properties.get(property);
        if (value != null) {
            try {
                check.of(value.strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
            }
        }
    }

    private static Finish finish(Map<String, String> properties) {
        return Finish.of(properties.getOrDefault("finished", Finish.MOVE.toString()));
    }

    private static Charset charset(String value) {
        try {
            return Charset.forName(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a character set such as UTF-8, windows-1252, ISO-8859-1 or UTF-16LE, but found '" + value
                            + "'",
                    e);
        }
    }

    private static String oneOf(String value, String... allowed) {
        if (!Arrays.asList(allowed).contains(value)) {
            throw new IllegalArgumentException(
                    "expected one of " + String.join(", ", allowed) + ", but found '" + value + "'");
        }
        return value;
    }

    private static Integer number(String value) {
        // Nine digits: more milliseconds than a week, and no overflow.
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1) {
            throw new IllegalArgumentException("expected a whole number of 1 or more, but found '" + value + "'");
        }
        return Integer.valueOf(value);
    }

    private static List<String> directories(Map<String, String> properties) {
        return Arrays.stream(properties.getOrDefault(DIRECTORY, "").split(","))
                .map(String::strip)
                .filter(directory -> !directory.isEmpty())
                .distinct()
                .toList();
    }

    /** A pattern without a slash is one of names, wherever the files lie. */
    private static String patterns(String patterns) {
        return Arrays.stream(patterns.split(","))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(pattern -> pattern.contains("/") ? pattern : "**/" + pattern)
                .collect(Collectors.joining(","));
    }
}
