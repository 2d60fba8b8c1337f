package io.outrider.enrich;

import io.outrider.alert.Alert;
import io.outrider.alert.Enrichment;
import io.outrider.alert.Enrichment.Found;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import io.outrider.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Assets and identities as they are known at one time. */
final class Inventory {

    // The fields by which Enterprise Security looks assets and identities up, and host.
    private static final Set<String> ASSET_FIELDS = Set.of("dest", "src", "dvc", "host", "orig_host");
    private static final Set<String> IDENTITY_FIELDS = Set.of("user", "src_user");

    // An alert names some few; one that names more is read no better for the rest. All of them count for the severity.
    private static final int MOST_SHOWN = 50;

    private final Entries assets;
    private final Entries identities;

    Inventory(Entries assets, Entries identities) {
        this.assets = assets;
        this.identities = identities;
    }

    /** The alert with what is known of it; the same if nothing is. */
    Alert enrich(Alert alert) {
        List<Found> found = new ArrayList<>();
        Severity severity = alert.detection().severity();
        Severity raised = severity;
        for (var column : alert.row().entrySet()) {
            boolean isAsset = ASSET_FIELDS.contains(column.getKey()) || isRiskObject(alert, column.getKey(), "system");
            boolean isIdentity =
                    IDENTITY_FIELDS.contains(column.getKey()) || isRiskObject(alert, column.getKey(), "user");
            Value value = column.getValue();
            for (String text : isAsset || isIdentity ? value.texts() : List.<String>of()) {
                Optional<InventoryRow> asset = isAsset ? assets.of(text) : Optional.empty();
                Optional<InventoryRow> identity = isIdentity ? identities.of(text) : Optional.empty();
                for (InventoryRow row : List.of(asset, identity).stream()
                        .flatMap(Optional::stream)
                        .toList()) {
                    Severity graver = row.priority().raise(severity);
                    raised = graver.compareTo(raised) > 0 ? graver : raised;
                    if (found.size() < MOST_SHOWN) {
                        String kind = asset.filter(row::equals).isPresent() ? "asset" : "identity";
                        found.add(new Found(column.getKey(), text, kind, row.shown()));
                    }
                }
            }
        }
        return found.isEmpty() ? alert : alert.with(new Enrichment(raised == severity ? null : raised, found));
    }

    private static boolean isRiskObject(Alert alert, String field, String type) {
        for (Detection.RiskObject object : alert.detection().riskObjects()) {
            if (object.field().equals(field) && object.type().equals(type)) {
                return true;
            }
        }
        return false;
    }
}
