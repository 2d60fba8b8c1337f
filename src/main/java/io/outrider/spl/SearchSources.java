package io.outrider.spl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a search reads, as its text says it before anything is expanded: also of a search that does not compile. For counts,
 * never for what runs.
 */
public final class SearchSources {

    // Examples: datamodel=Endpoint.Processes, datamodel = "Change", datamodel:Authentication, datamodel Risk.All_Risk
    private static final Pattern DATAMODEL = Pattern.compile(
            "\\bdatamodel\\s*[=:]?\\s*\"?([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MACRO = Pattern.compile("`\\s*([\\w-]+)");
    // Commands that begin a search and read something of their own.
    private static final Pattern COMMAND = Pattern.compile("\\|\\s*([A-Za-z]+)");
    private static final Pattern LOOKUP = Pattern.compile("\\|\\s*inputlookup\\s+(?:\\w+=\\S+\\s+)*([\\w.-]+)");
    private static final Pattern COMMENT = Pattern.compile("```.*?```", Pattern.DOTALL);

    private SearchSources() {}

    /**
     * Datasets as {@code Endpoint.Processes}, the macro that an event search begins with as <code>`sysmon`</code>, or else what
     * it begins with: {@code lookup NAME}, {@code | COMMAND}, {@code raw search}. At least one.
     */
    public static List<String> of(String search) {
        String text = COMMENT.matcher(search).replaceAll(" ").strip();
        Set<String> sources = new LinkedHashSet<>();
        if (!text.startsWith("|") && !text.isEmpty()) {
            int pipe = text.indexOf('|');
            Matcher macro = MACRO.matcher(pipe < 0 ? text : text.substring(0, pipe));
            sources.add(macro.find() ? '`' + macro.group(1) + '`' : "raw search");
        }
        Matcher model = DATAMODEL.matcher(text);
        while (model.find()) {
            sources.add(model.group(1));
        }
        if (sources.isEmpty()) {
            Matcher lookup = LOOKUP.matcher(text);
            Matcher command = COMMAND.matcher(text);
            if (lookup.lookingAt()) {
                sources.add("lookup " + lookup.group(1));
            } else if (command.lookingAt()) {
                sources.add("| " + command.group(1).toLowerCase(Locale.ROOT));
            } else {
                sources.add("raw search");
            }
        }
        return new ArrayList<>(sources);
    }
}
