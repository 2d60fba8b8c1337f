package io.outrider.normalize;

import io.outrider.cim.Calculation;
import io.outrider.cim.DataFile;
import io.outrider.cim.DataModels;
import io.outrider.cim.DataNode;
import io.outrider.cim.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A kind of event that a file maps, with what it gives a dataset.
 *
 * @param file its name without the ending
 * @param mapping of the kind
 * @param documented names that the file says its events have themselves, with the document that says so
 * @param stated the same without a document
 */
public record MappedKinds(String file, SourceMapping mapping, Set<String> documented, Set<String> stated) {

    /** Those of the files that are shipped, in the order of their precedence. */
    public static List<MappedKinds> shipped() {
        List<MappedKinds> kinds = new ArrayList<>();
        for (String name : SourceReader.FILES) {
            kinds.addAll(of(name, DataFile.resource(SourceReader.FOLDER + name)));
        }
        return kinds;
    }

    /**
     * Those of the operator's own files, and behind them those that are shipped.
     *
     * @throws io.outrider.cim.InvalidDataFileException if a file cannot be read or describes no source
     * @throws IllegalArgumentException if a directory cannot be read
     */
    public static List<MappedKinds> with(List<Path> directories) {
        List<MappedKinds> kinds = new ArrayList<>();
        for (Path directory : directories) {
            for (Path file : SourceMappings.files(directory)) {
                kinds.addAll(of(String.valueOf(file.getFileName()), DataFile.file(file)));
            }
        }
        kinds.addAll(shipped());
        return kinds;
    }

    /** @param file its name, with or without the ending */
    static List<MappedKinds> of(String file, DataNode node) {
        List<MappedKinds> kinds = new ArrayList<>();
        List<SourceMapping> mappings = SourceReader.read(node);
        List<DataNode> events = node.mappings("events");
        boolean named = isDocumented(node);
        for (int i = 0; i < mappings.size(); i++) {
            Set<String> documented = new TreeSet<>();
            Set<String> stated = new TreeSet<>(node.texts("stated"));
            (named ? documented : stated).addAll(node.texts("native"));
            if (i < events.size()) {
                DataNode event = events.get(i);
                (named || isDocumented(event) ? documented : stated).addAll(event.texts("native"));
                stated.addAll(event.texts("stated"));
            }
            kinds.add(new MappedKinds(file.replaceFirst("\\.ya?ml$", ""), mappings.get(i), documented, stated));
        }
        return kinds;
    }

    private static boolean isDocumented(DataNode node) {
        return !node.texts("documented_in").isEmpty();
    }

    /** Of the mapping, for people. */
    public String name() {
        return mapping.name();
    }

    /** The same without what neither a sample nor a document shows. */
    MappedKinds withoutStated() {
        return new MappedKinds(file, mapping, documented, Set.of());
    }

    /** The same without what no sample shows. */
    MappedKinds withoutNative() {
        return new MappedKinds(file, mapping, Set.of(), Set.of());
    }

    /** Whether events of the kind may be members of the dataset. */
    public boolean mayBeIn(Dataset dataset, DataModels models) {
        return mapping.datasets().stream().anyMatch(name -> mayBeIn(name, dataset, models));
    }

    private static boolean mayBeIn(String mapped, Dataset dataset, DataModels models) {
        if (isAtOrBelow(mapped, dataset.qualifiedName(), models)) {
            return true;
        }
        // A child of what is mapped, by conditions on fields alone.
        for (Dataset at = dataset; at != null; at = parent(at, models)) {
            if (at.qualifiedName().equals(mapped)) {
                return true;
            }
            if (!at.constraint().tags().isEmpty() || !at.constraint().anyTag().isEmpty()) {
                return false;
            }
        }
        return false;
    }

    private static boolean isAtOrBelow(String name, String above, DataModels models) {
        for (Dataset at = models.find(name).orElseThrow(); at != null; at = parent(at, models)) {
            if (at.qualifiedName().equals(above)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Dataset parent(Dataset dataset, DataModels models) {
        return dataset.parent() == null ? null : models.find(dataset.parent()).orElseThrow();
    }

    /** Whether the events' own words are in the field; a text that the model puts in its place is none. */
    public boolean gives(String field, Dataset dataset, DataModels models) {
        if (dataset.isBase(field)) {
            return true;
        }
        Dataset.ChildField child = dataset.childFields().get(field);
        if (child != null) {
            return mayBeIn(models.find(child.dataset()).orElseThrow(), models) && states(child.field());
        }
        return states(field)
                || dataset.fields().contains(field)
                        && calculates(dataset.calculated().get(field));
    }

    private boolean states(String field) {
        return mapping.constants().containsKey(field) || mapping.fields().containsKey(field);
    }

    private boolean calculates(@Nullable Calculation calculation) {
        if (calculation instanceof Calculation.Steps steps) {
            return steps.steps().stream().anyMatch(this::calculates);
        }
        if (calculation instanceof Calculation.OtherField other) {
            return states(other.name()) || DefaultFields.isDerived(other.name());
        }
        if (calculation instanceof Calculation.ProgramName of) {
            return states(of.of());
        }
        if (calculation instanceof Calculation.Domain of) {
            return states(of.of());
        }
        if (calculation instanceof Calculation.Length of) {
            return states(of.of());
        }
        if (calculation instanceof Calculation.Sum sum) {
            return states(sum.one()) && states(sum.other());
        }
        return calculation instanceof Calculation.Difference difference
                && states(difference.one())
                && states(difference.other());
    }

    /** All names under which a search over events finds something. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(documented);
        names.addAll(stated);
        names.addAll(mapping.constants().keySet());
        names.addAll(mapping.fields().keySet());
        mapping.fields().values().forEach(line -> names.addAll(line.sources()));
        for (EventCondition condition : mapping.conditions()) {
            if (condition instanceof EventCondition.Is is) {
                names.add(is.field());
            }
        }
        if (mapping.match() instanceof EventMatch.OfSource of) {
            names.addAll(of.source().extractions().names());
            of.source().recognisers().forEach(recogniser -> names.addAll(recogniser.fields()));
        }
        return names;
    }
}
