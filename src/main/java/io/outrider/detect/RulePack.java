package io.outrider.detect;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.match.MatchIndex;
import io.outrider.match.SharedIndex;
import io.outrider.normalize.FieldPlan;
import io.outrider.rule.Feed;
import io.outrider.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All rules that run, compiled, by the dataset that they read. Immutable, but for what its indexes learn. */
public final class RulePack {

    private final Map<String, DatasetRules> byDataset;

    private RulePack(Map<String, DatasetRules> byDataset) {
        this.byDataset = Map.copyOf(byDataset);
    }

    /**
     * Compiles the rules, in their order.
     *
     * @throws IllegalArgumentException if a rule reads a dataset that is not known, or has the id of another, so that their
     *     rows and alerts would mix: their loader has let them through
     */
    public static RulePack compile(List<Rule> rules, DataModels models, GroupingSettings settings) {
        Map<String, List<CompiledRule>> compiled = new LinkedHashMap<>();
        Map<String, Rule> byId = new HashMap<>();
        for (Rule rule : rules) {
            Rule before = byId.put(rule.about().id(), rule);
            if (before != null) {
                throw new IllegalArgumentException("expected an id of its own for each detection, but found '"
                        + rule.about().id() + "' in " + before.about().source() + " and in "
                        + rule.about().source() + "; leave out one of the two");
            }
            compiled.computeIfAbsent(datasetName(rule), name -> new ArrayList<>())
                    .add(new CompiledRule(rule, dataset(models, rule), settings.maxValues()));
        }
        Map<String, DatasetRules> byDataset = new LinkedHashMap<>();
        compiled.forEach((name, list) ->
                byDataset.put(name, new DatasetRules(models.find(name).orElseThrow(), list)));
        return new RulePack(byDataset);
    }

    private static Dataset dataset(DataModels models, Rule rule) {
        return models.find(datasetName(rule))
                .orElseThrow(() -> new IllegalArgumentException(rule.about().name() + " reads the dataset "
                        + datasetName(rule) + "; expected one of " + models.names()));
    }

    private static String datasetName(Rule rule) {
        if (rule.search().feed() instanceof Feed.Dataset dataset) {
            return dataset.name();
        }
        throw new IllegalArgumentException(rule.about().name() + " reads no dataset; such rules are not run yet");
    }

    /** Number of rules. */
    public int size() {
        return byDataset.values().stream()
                .mapToInt(rules -> rules.rules().size())
                .sum();
    }

    /** The rules by their detections' ids. */
    Map<String, CompiledRule> byId() {
        Map<String, CompiledRule> byId = new HashMap<>();
        byDataset.values().forEach(rules -> rules.rules().forEach(rule -> byId.put(rule.id(), rule)));
        return byId;
    }

    /** The rules on a dataset; {@code null} if there are none. */
    @Nullable
    DatasetRules on(String dataset) {
        return byDataset.get(dataset);
    }

    /**
     * The rules that read one dataset.
     *
     * @param index of their conditions, by their place in the list
     * @param plan how the fields that the index reads are read of an event
     */
    record DatasetRules(Dataset dataset, List<CompiledRule> rules, SharedIndex index, FieldPlan plan) {

        DatasetRules(Dataset dataset, List<CompiledRule> rules) {
            this(
                    dataset,
                    List.copyOf(rules),
                    SharedIndex.compile(
                            rules.stream()
                                    .map(CompiledRule::rule)
                                    .map(CompiledRule::condition)
                                    .toList(),
                            PredicateCompiler::textTest));
        }

        private DatasetRules(Dataset dataset, List<CompiledRule> rules, SharedIndex index) {
            // All indexes that are learned have the slots of the first.
            this(dataset, rules, index, FieldPlan.ofDataset(dataset, fields(index.current())));
        }

        private static List<String> fields(MatchIndex index) {
            return IntStream.range(0, index.slots()).mapToObj(index::field).toList();
        }
    }
}
