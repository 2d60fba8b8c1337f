package io.outrider.detect;

import io.outrider.store.StateChange;
import io.outrider.store.StateStore;
import io.outrider.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A store of which a test sees the transactions, and refuses some. */
final class WatchedStore {

    private final StateStore watched;
    private final List<List<StateChange>> transactions = new ArrayList<>();
    private Predicate<List<StateChange>> refused = transaction -> false;

    WatchedStore(StateStore store) {
        watched = (StateStore) Proxy.newProxyInstance(
                WatchedStore.class.getClassLoader(), new Class<?>[] {StateStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        watch((List<?>) arguments[0]);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private synchronized void watch(List<?> changes) {
        List<StateChange> transaction =
                changes.stream().map(StateChange.class::cast).toList();
        if (refused.test(transaction)) {
            throw new StoreException("synthetic: refused", new IllegalStateException());
        }
        transactions.add(transaction);
    }

    StateStore store() {
        return watched;
    }

    synchronized void refuse(Predicate<List<StateChange>> which) {
        refused = which;
    }

    /** Those that were not refused. */
    synchronized List<List<StateChange>> transactions() {
        return List.copyOf(transactions);
    }

    /** The units that a transaction moves. */
    static List<String> units(List<StateChange> transaction) {
        return transaction.stream()
                .filter(StateChange.UnitPut.class::isInstance)
                .map(StateChange.UnitPut.class::cast)
                .map(StateChange.UnitPut::unit)
                .sorted()
                .toList();
    }
}
