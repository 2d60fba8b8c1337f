package io.outrider.detect;

import io.outrider.store.StateChange.WindowPut;
import io.outrider.store.WindowId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a shared store that this instance has still to bring under rules that it swapped (decision 21). A window is looked at
 * under its lock, in a tick behind the swap, and as long as another instance has it, in the next one. A process that ends meanwhile leaves
 * it to the others, and to its close.
 */
final class EditedWindows {

    // Since the last look: rules as they were before swaps, by their detections; the first of each plan.
    private final Map<String, List<CompiledRule>> edits = new HashMap<>();
    private final Map<WindowId, CompiledRule> waiting = new HashMap<>();
    // In the tick that is under way.
    private final Set<WindowId> done = new HashSet<>();

    /** Rules have changed. @param after {@code null} if there is none any more */
    void edited(CompiledRule before, @Nullable CompiledRule after) {
        if (after == null || !after.rule().equals(before.rule())) {
            List<CompiledRule> ofDetection = edits.computeIfAbsent(before.id(), id -> new ArrayList<>(1));
            if (ofDetection.stream().noneMatch(before::gathersAs)) {
                ofDetection.add(before);
            }
        }
    }

    /** Looks at the windows that are open. @param plans gives a rule's hash */
    void look(Collection<WindowPut> open, Function<CompiledRule, String> plans) {
        Set<WindowId> there = new HashSet<>();
        for (WindowPut put : open) {
            there.add(put.window());
            for (CompiledRule before : edits.getOrDefault(put.window().detection(), List.of())) {
                // Another instance may have closed it already, and rows of a later plan came.
                if (put.plan().equals(plans.apply(before))) {
                    waiting.putIfAbsent(put.window(), before);
                }
            }
        }
        edits.clear();
        waiting.keySet().retainAll(there);
    }

    /** The rule under which a window's rows were gathered before a swap; {@code null} if it needs nothing. */
    @Nullable
    CompiledRule before(WindowId window) {
        return waiting.get(window);
    }

    /** The window is as it is to be, once the tick is committed. */
    void done(WindowId window) {
        done.add(window);
    }

    /** The tick was committed. */
    void committed() {
        done.forEach(waiting::remove);
    }

    /** The tick has ended, however. */
    void end() {
        done.clear();
    }
}
