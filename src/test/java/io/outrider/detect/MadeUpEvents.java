package io.outrider.detect;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Search;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes events of what is needed. */
final class MadeUpEvents {

    /** The events of subsearches come before those of the search, so that these follow upon those. */
    private static final Duration BEFORE = Duration.ofMinutes(1);

    private static final Duration BETWEEN_KINDS = Duration.ofMillis(100);
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(10);
    // So that all groups are within one window.
    private static final int GROUPS = 30;
    private static final int MOST_REPEATS = 2_000;
    // Times the size of others: far out of three standard deviations.
    private static final int OUTLIER = 300;

    private final DataModels models;
    private final Plan plan;
    private final Needs needs;
    private final List<Event> events = new ArrayList<>();

    MadeUpEvents(DataModels models, Plan plan, Needs needs) {
        this.models = models;
        this.plan = plan;
        this.needs = needs;
    }

    /** Empty if the fields cannot differ as they have to. */
    Optional<List<Event>> events(Shape shape) {
        events.clear();
        for (int search = 0; search < plan.searches().size(); search++) {
            if (plan.searches().get(search).feed() instanceof Feed.Table) {
                continue;
            }
            for (int kind = 0; kind < needs.kinds(search); kind++) {
                int repeats = Math.max(shape.repeats(), repeats(search, kind));
                for (int n = 0; n < repeats; n++) {
                    if (!add(new Made(search, kind, n, 0), shape)) {
                        return Optional.empty();
                    }
                }
                for (int group = 1; group <= shape.groups(); group++) {
                    if (!add(new Made(search, kind, 0, group), shape)) {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.of(List.copyOf(events));
    }

    /** @param group 0 for the one that is to be found */
    private record Made(int search, int kind, int number, int group) {}

    private int repeats(int search, int kind) {
        int repeats = 1;
        for (Map.Entry<Slot, FieldNeeds> need : needs.fields().entrySet()) {
            if (need.getKey().search() == search && need.getKey().kind() == kind) {
                repeats = Math.max(repeats, need.getValue().distinct());
                if (need.getKey().field().equals(Slot.COUNT)) {
                    repeats = Math.max(repeats, count(need.getValue()));
                }
            }
        }
        return Math.min(repeats, MOST_REPEATS);
    }

    private static int count(FieldNeeds need) {
        Double number = need.values(0).map(texts -> Numbers.parse(texts.get(0))).orElse(null);
        return number == null ? 1 : (int) Math.ceil(number);
    }

    private boolean add(Made made, Shape shape) {
        Map<String, Value> values = new TreeMap<>();
        for (Map.Entry<Slot, FieldNeeds> need : needs.fields().entrySet()) {
            Slot slot = need.getKey();
            Term.Source source = new Term.Source(slot.search(), slot.field());
            boolean meant = slot.kind() == made.kind() || slot.kind() == 0 && plan.isShared(source);
            if (slot.search() != made.search()
                    || !meant
                    || slot.isNumber()
                    || need.getValue().mayBeAbsent()) {
                continue;
            }
            Optional<List<String>> texts = need.getValue().values(variation(source, need.getValue(), made, shape));
            if (texts.isEmpty()) {
                return false;
            }
            boolean large = shape.crowd() == Crowd.SIZES && made.group() == 0 && !isAveraged(source);
            values.put(slot.field(), large ? larger(texts.get()) : Value.of(texts.get()));
        }
        Search search = plan.searches().get(made.search());
        if (shape.repeats() > 1) {
            addKeys(search, made, values);
        }
        events.add(event(search, values, time(made, shape)));
        return true;
    }

    /** Keys that may be absent tell rows apart only if they are there. */
    private void addKeys(Search search, Made made, Map<String, Value> values) {
        for (Grouping.Key key : search.grouping().keys()) {
            Term.Source source = new Term.Source(made.search(), key.field());
            boolean asked = needs.of(new Slot(made.search(), made.kind(), key.field())) != null
                    || needs.of(new Slot(made.search(), 0, key.field())) != null;
            if (!asked && !key.field().startsWith("_time")) {
                values.put(key.field(), Value.of("made-up" + (plan.isShared(source) ? 0 : made.number())));
            }
        }
    }

    private int variation(Term.Source source, FieldNeeds need, Made made, Shape shape) {
        boolean key = plan.isShared(source);
        if (made.group() > 0) {
            boolean differs = switch (shape.crowd()) {
                case KEYS -> key;
                case FREE_KEYS, SIZES -> key && !isAveraged(source);
                default -> false;
            };
            return differs ? made.group() : 0;
        }
        boolean differs = switch (shape.varied()) {
            case NONE -> need.distinct() > 1;
            case ALL_BUT_KEYS -> !key || need.distinct() > 1;
            case ALL_BUT_WHOLE_KEYS -> !plan.isWholeKey(source) || need.distinct() > 1;
            case ALL -> true;
        };
        return differs ? made.number() : 0;
    }

    private boolean isAveraged(Term.Source source) {
        return Crowd.averaged(source.search(), plan.searches().get(source.search()))
                .contains(source);
    }

    private static Value larger(List<String> texts) {
        Double number = Numbers.parse(texts.get(0));
        return number != null
                ? Value.of(String.valueOf((int) (number + 1) * OUTLIER))
                : Value.of(texts.get(0).repeat(OUTLIER));
    }

    private Instant time(Made made, Shape shape) {
        Instant first = plan.windowStart();
        Instant start = shape.together()
                ? first
                : first.plus(plan.window().dividedBy(GROUPS)).plus(made.search() == 0 ? BEFORE : Duration.ZERO);
        Duration group = Duration.ZERO;
        if (shape.crowd() == Crowd.TIMES) {
            int place = made.group() == 0 ? GROUPS - 2 : made.group();
            group = plan.window().dividedBy(GROUPS).multipliedBy(place);
        }
        return start.plus(BETWEEN_KINDS.multipliedBy(made.kind()))
                .plus(BETWEEN_EVENTS.multipliedBy(made.number()))
                .plus(group);
    }

    private Event event(Search search, Map<String, Value> values, Instant time) {
        Map<String, Value> fields = new LinkedHashMap<>(values);
        Value raw = fields.remove("_raw");
        int number = events.size();
        String text = raw != null ? raw.text() : number + " " + fields;
        Origin origin = new Origin("made-up.log", "test", number + 1, 0, 0);
        if (!(search.feed() instanceof Feed.Dataset feed)) {
            return new Event(time, text, fields, Map.of(), Set.of(), origin);
        }
        Set<String> datasets = new HashSet<>(Set.of(feed.name()));
        Dataset dataset = models.find(feed.name()).orElseThrow();
        Map<String, Value> cim = new LinkedHashMap<>(fields);
        // A mapping gives no other fields: what a search reads beside them is absent.
        cim.keySet().retainAll(dataset.fields());
        for (String name : values.keySet()) {
            Dataset.ChildField child = dataset.childFields().get(name);
            if (child != null) {
                datasets.add(child.dataset());
                cim.put(child.field(), values.get(name));
            }
        }
        return new Event(time, text, fields, cim, datasets, origin);
    }
}
