package io.outrider.outbox;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.outrider.store.OutboxStore.Attempt;
import io.outrider.store.OutboxStore.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings alerts to one sink, in the order in which they were said. What fails is tried again, later revisions of the same alert behind
 * it; what is refused, or fails for too long, is given up. Used by one thread, which waits as long as {@link #step} says.
 */
final class SinkWorker {

    // Read at a time: some hundred kilobytes.
    private static final int READ = 100;
    // Attempts in memory, some megabytes at most: a sink that fails for single alerts only is not known to be more.
    private static final int MOST_ATTEMPTS = 10_000;
    // What was sent within it before the process is killed is sent again.
    private static final Duration UNWRITTEN = Duration.ofMillis(200);
    // Of the last ten calls five: fewer may be alerts that the sink cannot take.
    private static final int CALLS_SEEN = 10;
    private static final int CALLS_AT_LEAST = 5;
    private static final float FAILED_PERCENT = 50;
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
    // A person who wants alerts sent again waits so long; the look costs a read of an index that is nearly always
    // empty.
    private static final Duration BETWEEN_LOOKS_FOR_RETRIED = Duration.ofSeconds(2);

    private final String sink;
    private final DeliveryPolicy policy;
    private final Outbox outbox;
    private final Sender sender;
    private final Clock clock;
    private final ExecutorService lanes;
    private final CircuitBreaker breaker;
    private final IntervalFunction delays;
    private final Optional<RateLimiter> limiter;

    private final Waiting waiting = new Waiting();
    private long cursor;
    private boolean opened;
    // What other threads may know: up to which number it is through with everything, and how many alerts wait behind
    // it.
    private volatile long through = -1;
    private volatile int attempts;
    private volatile long passed;
    private volatile long last;
    private volatile long givenUp;
    private volatile String givenUpReason = "";

    // What is not written yet.
    private final Map<Long, Attempt> put = new HashMap<>();
    private final Set<Long> done = new HashSet<>();
    private long writtenCursor;
    private Instant written;

    private Instant lookedForRetried = Instant.EPOCH;
    private Instant heldUntil = Instant.EPOCH;
    // Written by the worker's thread alone.
    private volatile @Nullable Instant failingSince;
    private volatile String lastReason = "";

    /** @param lanes threads for the calls, where the policy wants several at a time */
    SinkWorker(String sink, DeliveryPolicy policy, Outbox outbox, Sender sender, Clock clock, ExecutorService lanes) {
        this.sink = sink;
        this.policy = policy;
        this.outbox = outbox;
        this.sender = sender;
        // Tries that are due and the breaker's wait would otherwise wait as long as the system's clock was set back.
        this.clock = new ForwardClock(clock);
        this.lanes = lanes;
        this.written = this.clock.instant();
        this.delays = IntervalFunction.ofExponentialRandomBackoff(policy.delay(), 2, 0.5, policy.maximumDelay());
        this.breaker = CircuitBreaker.of(
                sink,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(CALLS_SEEN)
                        .minimumNumberOfCalls(CALLS_AT_LEAST)
                        .failureRateThreshold(FAILED_PERCENT)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(delays)
                        .clock(this.clock)
                        .build());
        this.limiter = policy.rate()
                .map(rate -> RateLimiter.of(
                        sink,
                        RateLimiterConfig.custom()
                                .limitForPeriod(rate.calls())
                                .limitRefreshPeriod(rate.period())
                                .timeoutDuration(Duration.ZERO)
                                .build()));
    }

    /**
     * Sends what is due.
     *
     * @return how long to wait before the next step; zero if there may be more to do
     * @throws io.outrider.store.StoreException if the outbox cannot be read or written; the step may be made again
     */
    Duration step() {
        try {
            return makeStep();
        } finally {
            attempts = waiting.size();
            passed = cursor;
            through = opened && attempts == 0 ? cursor : -1;
        }
    }

    private Duration makeStep() {
        open();
        Instant now = clock.instant();
        takeRetried(now);
        giveUpTooMuch(now);
        if (policy.abandons() && failingSince != null && !now.isBefore(failingSince.plus(policy.giveUpAfter()))) {
            abandon(lastReason);
        }
        if (now.isBefore(heldUntil)) {
            write();
            return Duration.between(now, heldUntil);
        }
        List<Said> next = next(now);
        Duration wait = next.isEmpty() ? idle(now) : send(next);
        write();
        return wait;
    }

    /** Whether there is nothing that the sink is to get. Safe for use by any thread, as of the last step. */
    boolean isDone() {
        return through >= outbox.last();
    }

    /** How it goes. Safe for use by any thread, as of the last step; nothing is read for it. */
    SinkCondition condition() {
        Instant since = failingSince;
        return new SinkCondition(
                sink,
                attempts + Math.max(0, last - passed),
                policy.maxWaiting(),
                since,
                since == null ? "" : lastReason,
                givenUp,
                givenUpReason);
    }

    /** Begins where the sink left off; again if the store could not be read. */
    void open() {
        if (opened) {
            return;
        }
        Outbox.Place place = outbox.open(sink);
        for (Attempt attempt : place.attempts()) {
            outbox.get(attempt.number())
                    .ifPresent(said -> waiting.put(attempt, said.alert().id()));
        }
        cursor = place.cursor();
        writtenCursor = cursor;
        passed = cursor;
        attempts = waiting.size();
        opened = true;
    }

    /** Takes up what an operator wants sent though it was given up: behind nothing but earlier revisions that wait. */
    private void takeRetried(Instant now) {
        if (now.isBefore(lookedForRetried.plus(BETWEEN_LOOKS_FOR_RETRIED)) && !lookedForRetried.isAfter(now)) {
            return;
        }
        lookedForRetried = now;
        for (Attempt attempt : outbox.retried(sink)) {
            long number = attempt.number();
            // What is not written yet is newer than what was read.
            if (!put.containsKey(number) && !done.contains(number)) {
                outbox.get(number)
                        .ifPresentOrElse(said -> keep(said, waiting.get(number).orElse(attempt)), () -> forget(number));
            }
        }
    }

    private void giveUpTooMuch(Instant now) {
        for (Long number : waiting.beyond(MOST_ATTEMPTS)) {
            outbox.get(number)
                    .ifPresent(said -> giveUp(said, "more than " + MOST_ATTEMPTS + " alerts are tried again"));
        }
        last = outbox.last();
        long beyond = waiting.size() + last - cursor - policy.maxWaiting();
        while (beyond > 0) {
            List<Said> oldest = outbox.after(cursor, (int) Math.min(beyond, READ));
            if (oldest.isEmpty()) {
                return;
            }
            for (Said said : oldest) {
                giveUp(
                        said,
                        "more than " + policy.maxWaiting() + " alerts wait (outrider.delivery.max-waiting)"
                                + (lastReason.isEmpty() ? "" : "; the last failure: " + lastReason));
                cursor = said.number();
            }
            beyond -= oldest.size();
            write();
        }
    }

    /** Gives up all that waits, for this reason or that of the last failure. */
    void abandon(String reason) {
        open();
        String why = lastReason.isEmpty() ? reason : lastReason;
        for (Long number : waiting.beyond(0)) {
            outbox.get(number).ifPresent(said -> giveUp(said, why));
        }
        for (List<Said> all = outbox.after(cursor, READ); !all.isEmpty(); all = outbox.after(cursor, READ)) {
            for (Said said : all) {
                giveUp(said, why);
                cursor = said.number();
            }
            write();
        }
        write();
    }

    /** Attempts that are due, then alerts behind the cursor. */
    private List<Said> next(Instant now) {
        List<Said> next = new ArrayList<>();
        int most = Math.max(READ, policy.together());
        for (Long number : waiting.due(now, most)) {
            Optional<Said> said = outbox.get(number);
            said.ifPresentOrElse(next::add, () -> forget(number));
        }
        List<Said> fresh = outbox.after(cursor, most - next.size());
        boolean waits = !policy.digest().isZero() && !policy.abandons() && fresh.size() < policy.together();
        if (waits && !fresh.isEmpty()) {
            Instant due = fresh.get(0).at().plus(policy.digest());
            if (now.isBefore(due)) {
                return next;
            }
        }
        next.addAll(fresh);
        return next;
    }

    private void forget(long number) {
        waiting.remove(number);
        put.remove(number);
        done.add(number);
    }

    /** How long nothing is due, if nothing is said meanwhile. */
    private Duration idle(Instant now) {
        Duration wait = LONGEST_LOOK;
        Optional<Instant> due = waiting.nextDue();
        if (due.isPresent() && due.get().isBefore(now.plus(wait))) {
            wait = Duration.between(now, due.get());
        }
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private Duration send(List<Said> next) {
        int at = 0;
        while (at < next.size()) {
            List<Said> slice = new ArrayList<>();
            List<Map<String, Object>> findings = new ArrayList<>();
            at = slice(next, at, slice, findings);
            if (!slice.isEmpty()) {
                Duration wait = permit(policy.together() > 1 ? 1 : slice.size());
                if (!wait.isZero()) {
                    return wait;
                }
                if (policy.together() > 1) {
                    together(slice, findings);
                } else {
                    each(slice, findings);
                }
            }
            pass(next.get(at - 1));
            if (clock.instant().isBefore(heldUntil)) {
                return Duration.between(clock.instant(), heldUntil);
            }
            if (!clock.instant().isBefore(written.plus(UNWRITTEN))) {
                write();
            }
        }
        return Duration.ZERO;
    }

    /**
     * Takes alerts that may go at the same time, and passes over those that are not wanted or have to wait.
     *
     * @return the place behind them
     */
    private int slice(List<Said> next, int from, List<Said> slice, List<Map<String, Object>> findings) {
        int most = mostAtOnce();
        Set<String> ids = new HashSet<>();
        int at = from;
        while (at < next.size() && slice.size() < most) {
            Said said = next.get(at);
            String id = said.alert().id();
            boolean fresh = said.number() > cursor;
            if (policy.together() == 1 && ids.contains(id)) {
                break;
            }
            if (fresh && waiting.holds(id)) {
                wait(said);
            } else {
                Optional<Map<String, Object>> finding = sender.render(said);
                if (finding.isPresent()) {
                    slice.add(said);
                    findings.add(finding.get());
                    ids.add(id);
                } else {
                    forget(said.number());
                }
            }
            at++;
        }
        return at;
    }

    private int mostAtOnce() {
        if (policy.together() > 1) {
            return policy.together();
        }
        // To see whether the sink is back takes one.
        return breaker.getState() == CircuitBreaker.State.CLOSED
                ? policy.rate()
                        .map(rate -> Math.min(rate.calls(), policy.concurrency()))
                        .orElse(policy.concurrency())
                : 1;
    }

    private void wait(Said said) {
        Instant now = clock.instant();
        keep(said, new Attempt(sink, said.number(), 0, now, now, null, "waits for an earlier revision"));
    }

    private void keep(Said said, Attempt attempt) {
        waiting.put(attempt, said.alert().id());
        put.put(attempt.number(), attempt);
        done.remove(attempt.number());
    }

    /** Whether calls may be made: zero, or how long to wait. */
    private Duration permit(int calls) {
        if (!breaker.tryAcquirePermission()) {
            return policy.delay().compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : policy.delay();
        }
        if (limiter.isPresent()) {
            long nanos = limiter.get().reservePermission(calls);
            if (nanos != 0) {
                breaker.releasePermission();
                Duration period = policy.rate().orElseThrow().period();
                return nanos > 0
                        ? Duration.ofNanos(nanos)
                        : period.dividedBy(policy.rate().orElseThrow().calls());
            }
        }
        return Duration.ZERO;
    }

    /**
     * Sends alerts in one call. If it is refused each half goes in a call of its own, and so on: what is never taken takes nothing with
     * it. Not a digest, which is one message to people. Such calls are few, and made at once whatever the rate.
     *
     * @return the outcome, if several that of the last
     */
    private Outcome together(List<Said> slice, List<Map<String, Object>> findings) {
        Outcome outcome = sender.send(findings);
        count(outcome);
        int half = slice.size() / 2;
        if (!(outcome instanceof Outcome.Refused)
                || half == 0
                || !policy.digest().isZero()) {
            slice.forEach(said -> take(said, outcome));
            return outcome;
        }
        List<Said> rest = slice.subList(half, slice.size());
        Outcome first = together(slice.subList(0, half), findings.subList(0, half));
        if (first instanceof Outcome.Failed) {
            // Later revisions of what failed may be among them.
            rest.forEach(said -> take(said, first));
            return first;
        }
        return together(rest, findings.subList(half, findings.size()));
    }

    private void each(List<Said> slice, List<Map<String, Object>> findings) {
        if (slice.size() == 1) {
            Outcome outcome = sender.send(findings);
            count(outcome);
            take(slice.get(0), outcome);
            return;
        }
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (Map<String, Object> finding : findings) {
            calls.add(CompletableFuture.supplyAsync(() -> sender.send(List.of(finding)), lanes));
        }
        for (int i = 0; i < slice.size(); i++) {
            Outcome outcome = calls.get(i).join();
            count(outcome);
            take(slice.get(i), outcome);
        }
    }

    private void count(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            failingSince = failingSince == null ? clock.instant() : failingSince;
            lastReason = failed.reason();
            breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException(failed.reason()));
            if (failed.leastWait() != null) {
                Instant until = clock.instant().plus(failed.leastWait());
                heldUntil = until.isAfter(heldUntil) ? until : heldUntil;
            }
        } else {
            // It answers, even if it refuses.
            failingSince = null;
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
    }

    private void take(Said said, Outcome outcome) {
        if (outcome instanceof Outcome.Delivered) {
            if (waiting.get(said.number()).isPresent()) {
                forget(said.number());
            }
        } else if (outcome instanceof Outcome.Refused refused) {
            giveUp(said, refused.reason());
        } else if (outcome instanceof Outcome.Failed failed) {
            again(said, failed);
        }
    }

    private void again(Said said, Outcome.Failed failed) {
        Instant now = clock.instant();
        Optional<Attempt> before = waiting.get(said.number()).filter(attempt -> attempt.tries() > 0);
        int tries = before.map(Attempt::tries).orElse(0) + 1;
        Instant first = before.map(Attempt::firstTried).orElse(now);
        Duration delay = Duration.ofMillis(delays.apply(tries));
        if (failed.leastWait() != null && failed.leastWait().compareTo(delay) > 0) {
            delay = failed.leastWait();
        }
        Instant due = now.plus(delay);
        if (due.isAfter(first.plus(policy.giveUpAfter()))) {
            giveUp(said, failed.reason());
        } else {
            keep(said, new Attempt(sink, said.number(), tries, first, due, null, failed.reason()));
        }
    }

    private void giveUp(Said said, String reason) {
        Instant now = clock.instant();
        Optional<Attempt> before = waiting.get(said.number());
        waiting.remove(said.number());
        done.remove(said.number());
        put.put(
                said.number(),
                new Attempt(
                        sink,
                        said.number(),
                        before.map(Attempt::tries).orElse(0) + 1,
                        before.map(Attempt::firstTried).orElse(now),
                        now,
                        now,
                        reason));
        givenUpReason = reason;
        givenUp++;
        sender.giveUp(said, reason);
    }

    /** All up to this alert are sent, given up, or attempts. */
    private void pass(Said said) {
        cursor = Math.max(cursor, said.number());
    }

    private void write() {
        written = clock.instant();
        if (cursor == writtenCursor && put.isEmpty() && done.isEmpty()) {
            return;
        }
        outbox.write(new Progress(sink, cursor, List.copyOf(put.values()), List.copyOf(done)));
        writtenCursor = cursor;
        put.clear();
        done.clear();
    }
}
