package io.outrider.camel;

import io.outrider.store.DeadLetterStore;
import io.outrider.store.LetterId;
import io.outrider.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A store of dead letters that notes what it is told, or is away. It lists nothing. */
final class FakeDeadLetters implements DeadLetterStore {

    final List<NewLetter> added = new ArrayList<>();
    final List<Retried> retried = new CopyOnWriteArrayList<>();
    final List<String> failed = new CopyOnWriteArrayList<>();
    volatile boolean away;

    private void check() {
        if (away) {
            throw new StoreException("synthetic: away", new IllegalStateException("synthetic"));
        }
    }

    @Override
    public int add(Collection<NewLetter> letters, int most, long mostBytes) {
        check();
        added.addAll(letters);
        return 0;
    }

    @Override
    public List<Retried> retried(int most, long mostBytes) {
        return List.copyOf(retried);
    }

    @Override
    public void done(long number) {
        check();
        retried.removeIf(letter -> letter.number() == number);
    }

    @Override
    public void failed(long number, String reason) {
        check();
        failed.add(number + ": " + reason);
        retried.removeIf(letter -> letter.number() == number);
    }

    @Override
    public void all(Consumer<DeadLetter> use) {}

    @Override
    public Optional<DeadLetter> get(LetterId id) {
        return Optional.empty();
    }

    @Override
    public byte[] bytes(LetterId id) {
        return null;
    }

    @Override
    public int retry(Collection<LetterId> ids, Instant now) {
        return 0;
    }

    @Override
    public int drop(Collection<LetterId> ids) {
        return 0;
    }

    @Override
    public void close() {}
}
