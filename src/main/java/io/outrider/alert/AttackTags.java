package io.outrider.alert;

import io.outrider.alert.AttackCatalog.Technique;
import io.outrider.rule.Detection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A detection's place in ATT&amp;CK and in the kill chain, as OCSF's {@code attacks} and {@code kill_chain}. */
final class AttackTags {

    private final AttackCatalog catalog;

    AttackTags(AttackCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * One {@code attack} object for each technique and tactic of it, since {@code attack.tactics} is deprecated in favour
     * of {@code attack.tactic} (OCSF 1.1.0). An unknown id gives an object with that id alone. A technique beside one of
     * its sub-techniques gives none of its own: theirs have it.
     */
    List<Map<String, Object>> attacks(Detection detection) {
        Set<String> ids = new LinkedHashSet<>(detection.attackIds());
        detection.attackIds().stream()
                .filter(AttackTags::isSub)
                .map(AttackTags::parent)
                .forEach(ids::remove);
        List<Map<String, Object>> attacks = new ArrayList<>();
        for (String id : ids) {
            List<Tactic> tactics = catalog.technique(id).map(Technique::tactics).orElse(List.of());
            if (tactics.isEmpty()) {
                attacks.add(attack(id, null));
            }
            tactics.forEach(tactic -> attacks.add(attack(id, tactic)));
        }
        return attacks;
    }

    private Map<String, Object> attack(String id, @Nullable Tactic tactic) {
        Map<String, Object> attack = new LinkedHashMap<>();
        if (tactic != null) {
            attack.put("tactic", entity(tactic.uid(), tactic.caption()));
        }
        if (isSub(id)) {
            attack.put("technique", technique(parent(id)));
            attack.put("sub_technique", technique(id));
        } else {
            attack.put("technique", technique(id));
        }
        attack.put("version", AttackCatalog.VERSION);
        return attack;
    }

    private Map<String, Object> technique(String id) {
        return entity(id, catalog.technique(id).map(Technique::name).orElse(null));
    }

    private static Map<String, Object> entity(String uid, @Nullable String name) {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("uid", uid);
        if (name != null) {
            entity.put("name", name);
        }
        return entity;
    }

    /**
     * The {@code kill_chain_phase} objects, in the order of the chain: the phases that the detection's file names, else
     * those of the tactics of its techniques, as contentctl derives them. A name that is no phase comes last, as Other.
     */
    List<Map<String, Object>> killChain(Detection detection) {
        Set<KillChainPhase> phases = new TreeSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (String name : detection.killChainPhases()) {
            KillChainPhase.named(name).ifPresentOrElse(phases::add, () -> others.add(name));
        }
        if (detection.killChainPhases().isEmpty()) {
            for (String id : detection.attackIds()) {
                catalog.technique(id)
                        .ifPresent(technique ->
                                technique.tactics().stream().map(Tactic::phase).forEach(phases::add));
            }
        }
        List<Map<String, Object>> chain = new ArrayList<>();
        phases.forEach(phase -> chain.add(phase(phase.id(), phase.caption())));
        others.forEach(name -> chain.add(phase(99, name)));
        return chain;
    }

    private static Map<String, Object> phase(int id, String caption) {
        Map<String, Object> phase = new LinkedHashMap<>();
        phase.put("phase_id", id);
        phase.put("phase", caption);
        return phase;
    }

    private static boolean isSub(String id) {
        return id.indexOf('.') > 0;
    }

    private static String parent(String id) {
        return id.substring(0, id.indexOf('.'));
    }
}
