package io.outrider.cim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The datasets that are known, by qualified name. */
public final class DataModels {

    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    /** The only root of a model, by the model's name. */
    private final Map<String, Dataset> roots = new HashMap<>();

    private final Map<String, List<Dataset>> children = new HashMap<>();
    private final List<Dataset> tagged = new ArrayList<>();

    /** @throws IllegalArgumentException if two datasets have one name, or a parent is not among them */
    public DataModels(Collection<Dataset> datasets) {
        Map<String, List<Dataset>> rootsOfModel = new HashMap<>();
        for (Dataset dataset : datasets) {
            if (this.datasets.put(dataset.qualifiedName(), dataset) != null) {
                throw new IllegalArgumentException("two datasets are named " + dataset.qualifiedName());
            }
            String parent = dataset.parent();
            if (parent == null) {
                rootsOfModel
                        .computeIfAbsent(dataset.model(), model -> new ArrayList<>())
                        .add(dataset);
                if (dataset.constraint().hasTags()) {
                    tagged.add(dataset);
                }
            } else {
                children.computeIfAbsent(parent, name -> new ArrayList<>()).add(dataset);
            }
        }
        if (!this.datasets.keySet().containsAll(children.keySet())) {
            throw new IllegalArgumentException(
                    "expected parents among " + names() + ", but found " + children.keySet());
        }
        rootsOfModel.forEach((model, list) -> {
            if (list.size() == 1) {
                roots.put(model, list.get(0));
            }
        });
    }

    /** The datasets that Outrider ships. */
    public static DataModels standard() {
        return Standard.MODELS;
    }

    /**
     * The dataset of a name, as searches write it.
     *
     * @param name {@code Endpoint.Processes}; the path of parents may stand between, as in {@code
     *     Change.All_Changes.Account_Management}; a model alone is its root dataset, as in {@code Web}, if it has one only
     */
    public Optional<Dataset> find(String name) {
        Dataset dataset = datasets.get(name);
        if (dataset == null) {
            dataset = roots.get(name);
        }
        if (dataset == null && name.indexOf('.') != name.lastIndexOf('.')) {
            String model = name.substring(0, name.indexOf('.'));
            dataset = datasets.get(model + name.substring(name.lastIndexOf('.')));
        }
        return Optional.ofNullable(dataset);
    }

    /** The qualified names, in the order given. */
    public Collection<String> names() {
        return Collections.unmodifiableSet(datasets.keySet());
    }

    /** The datasets directly below one, in the order given. */
    public List<Dataset> children(Dataset dataset) {
        return List.copyOf(children.getOrDefault(dataset.qualifiedName(), List.of()));
    }

    /**
     * The datasets of which every event is a member that is mapped to these, whatever its fields; empty if that hangs on
     * its fields.
     *
     * @param mapped qualified names
     */
    public Optional<Set<String>> always(Set<String> mapped) {
        for (String name : mapped) {
            if (readsFields(root(name))) {
                return Optional.empty();
            }
        }
        return Optional.of(members(mapped, field -> null));
    }

    /**
     * The datasets of which an event is a member: those that its source's mapping names with their parents, those whose
     * tags the event's field {@code tag} holds, and the children of both whose constraint holds.
     *
     * @param mapped qualified names; what is unknown is ignored
     * @param cim the event's fields by their CIM names
     */
    public Set<String> members(Set<String> mapped, Fields cim) {
        Set<String> tags = tags(cim);
        Set<Dataset> starts = new HashSet<>();
        Set<String> granted = new HashSet<>();
        for (String name : mapped) {
            for (Dataset dataset = datasets.get(name); dataset != null; dataset = parent(dataset)) {
                granted.add(dataset.qualifiedName());
                if (dataset.parent() == null) {
                    starts.add(dataset);
                }
            }
        }
        if (!tags.isEmpty()) {
            for (Dataset dataset : tagged) {
                if (dataset.constraint().tagsHold(tags)) {
                    starts.add(dataset);
                }
            }
        }
        Set<String> members = new HashSet<>();
        starts.forEach(dataset -> collect(dataset, granted, tags, cim, members));
        return members;
    }

    /**
     * Why an event is not a member of a dataset; empty if it is.
     *
     * @param name qualified, of a dataset that is known
     * @param mapped as for {@link #members}
     * @param cim as for {@link #members}
     */
    public Optional<MembershipGap> gap(String name, Set<String> mapped, Fields cim) {
        Set<String> members = members(mapped, cim);
        List<Dataset> downwards = new ArrayList<>();
        for (Dataset dataset = datasets.get(name); dataset != null; dataset = parent(dataset)) {
            downwards.add(0, dataset);
        }
        for (Dataset dataset : downwards) {
            if (!members.contains(dataset.qualifiedName())) {
                return Optional.of(gap(dataset, mapped, cim));
            }
        }
        return Optional.empty();
    }

    private MembershipGap gap(Dataset dataset, Set<String> mapped, Fields cim) {
        String name = dataset.qualifiedName();
        Constraint constraint = dataset.constraint();
        boolean root = dataset.parent() == null;
        boolean granted = mapped.stream().anyMatch(other -> isAtOrBelow(datasets.get(other), name));
        boolean tagged = constraint.tagsHold(tags(cim)) && (!root || constraint.hasTags());
        if (!granted && !tagged) {
            return root
                    ? new MembershipGap.Unmapped(name, constraint.tags())
                    : new MembershipGap.Untagged(name, constraint.tags(), constraint.anyTag());
        }
        return constraint
                .unlike(cim)
                .<MembershipGap>map(field -> new MembershipGap.Unlike(
                        name, field, constraint.where().getOrDefault(field, List.of()), cim.get(field)))
                .orElseGet(() -> new MembershipGap.Excepted(name, constraint.except()));
    }

    private boolean isAtOrBelow(@Nullable Dataset dataset, String name) {
        for (Dataset at = dataset; at != null; at = parent(at)) {
            if (at.qualifiedName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> tags(Fields cim) {
        Set<String> tags = new HashSet<>();
        Value tag = cim.get("tag");
        if (tag != null) {
            tag.texts().forEach(text -> tags.add(Constraint.tag(text)));
        }
        return tags;
    }

    private void collect(Dataset dataset, Set<String> granted, Set<String> tags, Fields cim, Set<String> members) {
        Constraint constraint = dataset.constraint();
        boolean tagged = granted.contains(dataset.qualifiedName()) || constraint.tagsHold(tags);
        if (tagged && constraint.fieldsHold(cim)) {
            members.add(dataset.qualifiedName());
            for (Dataset child : children.getOrDefault(dataset.qualifiedName(), List.of())) {
                collect(child, granted, tags, cim, members);
            }
        }
    }

    private boolean readsFields(Dataset dataset) {
        return dataset.constraint().readsFields()
                || children.getOrDefault(dataset.qualifiedName(), List.of()).stream()
                        .anyMatch(this::readsFields);
    }

    private Dataset root(String name) {
        Dataset dataset = datasets.get(name);
        if (dataset == null) {
            throw new IllegalArgumentException("expected a dataset among " + names() + ", but found " + name);
        }
        for (Dataset parent = parent(dataset); parent != null; parent = parent(dataset)) {
            dataset = parent;
        }
        return dataset;
    }

    private @Nullable Dataset parent(Dataset dataset) {
        return dataset.parent() == null ? null : datasets.get(dataset.parent());
    }

    /** Read once: the files are part of the program. */
    private static final class Standard {
        private static final DataModels MODELS = new DataModels(DataModelReader.standard());
    }
}
