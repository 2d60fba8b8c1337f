package io.outrider.spl;

import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the parts of a search stand in its text: feeds, groupings and stages, those of searches beside it among them. A part
 * is known as the object that it is, since equal stages may stand at several places.
 */
public final class SearchPlaces {

    private final Map<Object, Position> places = new IdentityHashMap<>();

    SearchPlaces() {}

    /** The place of the command that the part was made of; empty if it is none of the search's parts. */
    public Optional<Position> of(Object part) {
        return Optional.ofNullable(places.get(part));
    }

    /** Notes what a first command gave. */
    void add(Search search, Position position) {
        places.put(search.feed(), position);
        places.put(search.grouping(), position);
        add(search.rowStages(), position);
        add(search.tail(), position);
    }

    /** Notes what a command behind it gave. */
    void add(List<? extends Stage> stages, Position position) {
        for (Stage stage : stages) {
            places.put(stage, position);
            if (stage instanceof Stage.Stats stats) {
                // Over events it becomes the grouping.
                places.put(stats.grouping(), position);
            }
        }
    }
}
