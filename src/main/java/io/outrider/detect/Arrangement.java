package io.outrider.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which of a header's columns stay, in which order, and how they are called: what {@code rename}, {@code fields} and {@code table}
 * do to all rows alike.
 *
 * @param header of the rows afterwards
 * @param origins by its places, those before
 * @param drops whether columns are dropped
 */
record Arrangement(Header header, int[] origins, boolean drops) {

    /** @param arrange of the columns' places by their names, in order */
    static Arrangement of(Header before, UnaryOperator<Map<String, Integer>> arrange) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int place = 0; place < before.size(); place++) {
            places.put(before.names().get(place), place);
        }
        Map<String, Integer> arranged = arrange.apply(places);
        List<String> names = new ArrayList<>(arranged.keySet());
        int[] origins = arranged.values().stream().mapToInt(Integer::intValue).toArray();
        // One that leaves all as they are leaves the header too, with what is known of it.
        Header after = names.equals(before.names()) ? before : new Header(names);
        return new Arrangement(after, origins, origins.length < before.size());
    }

    ResultRow apply(ResultRow row) {
        return row.arranged(header, origins);
    }
}
