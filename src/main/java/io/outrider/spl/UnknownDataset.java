package io.outrider.spl;

import io.outrider.cim.DataModels;
import java.util.List;
import java.util.TreeSet;

/** What is said of a dataset that is not known: which are, of the same model if there is one. */
final class UnknownDataset {

    private UnknownDataset() {}

    static String message(String name, DataModels models) {
        String model = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        List<String> ofModel = models.names().stream()
                .filter(known -> known.regionMatches(true, 0, model + '.', 0, model.length() + 1))
                .toList();
        TreeSet<String> all = new TreeSet<>();
        models.names().forEach(known -> all.add(known.substring(0, known.indexOf('.'))));
        String known = ofModel.isEmpty()
                ? "; known are datasets of " + String.join(", ", all)
                : "; known are " + String.join(", ", ofModel);
        return "expected a known dataset, but found " + name + Suggestion.among(models.names(), name) + known;
    }
}
