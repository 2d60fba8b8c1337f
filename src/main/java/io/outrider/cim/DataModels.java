package io.outrider.cim;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The datasets that are known, by qualified name. */
public final class DataModels {

    private final Map<String, Dataset> datasets = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if two datasets have one name */
    public DataModels(Collection<Dataset> datasets) {
        for (Dataset dataset : datasets) {
            if (this.datasets.put(dataset.qualifiedName(), dataset) != null) {
                throw new IllegalArgumentException("two datasets are named " + dataset.qualifiedName());
            }
        }
    }

    /** The datasets that Outrider ships. */
    public static DataModels standard() {
        return new DataModels(List.of(EndpointProcesses.DATASET));
    }

    /** @param qualifiedName for example {@code Endpoint.Processes} */
    public Optional<Dataset> find(String qualifiedName) {
        return Optional.ofNullable(datasets.get(qualifiedName));
    }

    /** The qualified names, in the order given. */
    public Collection<String> names() {
        return Collections.unmodifiableSet(datasets.keySet());
    }
}
