package dev.x0xtest.serve.history.spool;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.HistoryStatus;
import dev.x0xtest.serve.history.HistoryWriter;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.database.SetAside;
import dev.x0xtest.serve.history.database.StoreLock;
import dev.x0xtest.serve.history.record.Entry;
import dev.x0xtest.serve.history.record.RunFigures;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.history.store.Store;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries in the database, or lets them wait in the spool while it is away; each is kept once and in order. Used on
 * one thread, but for {@link #database} and {@link #status}.
 */
final class SpoolingWriter implements HistoryWriter, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SpoolingWriter.class);
    private static final long RETRY_MS = 5_000;
    /** So often the lock is looked after: a session that breaks gives it back. */
    private static final long LOCK_MS = 30_000;

    private static final int AT_ONCE = 20;

    private final DatabaseUrl url;
    private final StoreLock lock;
    private final Spool spool;
    private final Supplier<Database> opener;
    private final Retention retention;
    private final InstantSource wall;

    private @Nullable Store store;
    private long awaySinceMs = -1;
    private long nextTryMs;
    private long nextLockMs;
    private long lost;

    // Read by other threads.
    private volatile @Nullable Database database;
    private volatile HistoryStatus status;

    SpoolingWriter(
            DatabaseUrl url,
            StoreLock lock,
            Spool spool,
            Supplier<Database> opener,
            Retention retention,
            InstantSource wall) {
        this.url = url;
        this.lock = lock;
        this.spool = spool;
        this.opener = opener;
        this.retention = retention;
        this.wall = wall;
        this.status = new HistoryStatus(url.dialect().label(), HistoryStatus.State.OK, 0, 0);
    }

    /** Opens the database, keeps what waits, and closes the runs of the process before. Throws {@link HistoryException}. */
    void start() {
        try {
            open();
        } catch (HistoryException e) {
            if (e.kind() != HistoryException.Kind.DAMAGED) {
                throw e;
            }
            setAside();
        }
        while (spool.size() > 0) {
            drainOne();
        }
        opened().cut();
        tell(HistoryStatus.State.OK);
    }

    private void open() {
        Database opened = opener.get();
        database = opened;
        store = new Store(opened, retention);
    }

    private Store opened() {
        Store known = store;
        if (known == null) {
            open();
            known = store;
        }
        if (known == null) {
            throw new IllegalStateException("no database");
        }
        return known;
    }

    /** The database that is open now; any thread. */
    Database database() {
        Database open = database;
        if (open == null) {
            throw new HistoryException(HistoryException.Kind.AWAY, "the history " + url + " is not open", null);
        }
        return open;
    }

    HistoryStatus status() {
        return status;
    }

    private void tell(HistoryStatus.State state) {
        status = new HistoryStatus(url.dialect().label(), state, spool.size(), lost);
    }

    /** Whether it changed anything, as far as that is known. */
    private boolean keep(Entry entry) {
        if (spool.size() == 0 && awaySinceMs < 0 && held()) {
            try {
                return opened().keep(entry);
            } catch (HistoryException e) {
                if (e.kind() == HistoryException.Kind.DAMAGED) {
                    return anew(entry);
                }
                if (e.kind() == HistoryException.Kind.DEFECT) {
                    throw e;
                }
                away(e);
            }
        }
        hold(entry);
        if (wall.millis() >= nextTryMs) {
            drain();
        }
        return true;
    }

    /** In a new file, after the damaged one was set aside. */
    private boolean anew(Entry entry) {
        try {
            setAside();
            return opened().keep(entry);
        } catch (HistoryException e) {
            away(e);
            hold(entry);
            return true;
        }
    }

    private void hold(Entry entry) {
        if (!spool.add(entry)) {
            lost++;
            if (lost == 1) {
                log.error("history: the spool is full, so what happens from now on is not kept");
            }
        }
        tell(status.state() == HistoryStatus.State.FAILED ? HistoryStatus.State.FAILED : HistoryStatus.State.SPOOLING);
    }

    private void away(HistoryException e) {
        nextTryMs = wall.millis() + RETRY_MS;
        if (awaySinceMs < 0) {
            awaySinceMs = wall.millis();
            log.warn("history: {}; measuring goes on, and what is to be kept waits in the spool", e.getMessage());
        }
        tell(HistoryStatus.State.SPOOLING);
    }

    private void taken(EnvironmentException e) {
        nextTryMs = wall.millis() + RETRY_MS;
        awaySinceMs = awaySinceMs < 0 ? wall.millis() : awaySinceMs;
        if (status.state() != HistoryStatus.State.FAILED) {
            log.error("history: {}", e.getMessage());
        }
        tell(HistoryStatus.State.FAILED);
    }

    /** Whether the history still belongs to this process. */
    private boolean held() {
        long now = wall.millis();
        if (awaySinceMs < 0 && now < nextLockMs) {
            return true;
        }
        try {
            lock.renew();
            nextLockMs = now + LOCK_MS;
            return true;
        } catch (HistoryException e) {
            away(e);
        } catch (EnvironmentException e) {
            taken(e);
        }
        return false;
    }

    /** Keeps what waits, a few entries. Whether there is more that can be kept now. */
    private boolean drain() {
        if (!held()) {
            return false;
        }
        try {
            opened();
            for (int done = 0; done < AT_ONCE && spool.size() > 0; done++) {
                drainOne();
            }
        } catch (HistoryException e) {
            if (e.kind() != HistoryException.Kind.DAMAGED || !setAsideIfPossible()) {
                away(e);
                return false;
            }
        }
        if (spool.size() == 0) {
            back();
        }
        return spool.size() > 0;
    }

    private boolean setAsideIfPossible() {
        try {
            setAside();
            return true;
        } catch (HistoryException e) {
            log.debug("history", e);
            return false;
        }
    }

    private void back() {
        if (awaySinceMs >= 0) {
            log.warn(
                    "history: {} is back after {} s; all that waited is kept",
                    url,
                    (wall.millis() - awaySinceMs) / 1_000);
        }
        awaySinceMs = -1;
        tell(HistoryStatus.State.OK);
    }

    private void drainOne() {
        Optional<Spool.Numbered> first = spool.first();
        if (first.isEmpty()) {
            return;
        }
        long number = first.get().number();
        try {
            opened().keepOnce(spool.id(), number, first.get().entry());
            spool.remove(number);
        } catch (HistoryException e) {
            if (e.kind() != HistoryException.Kind.DEFECT) {
                throw e;
            }
            log.error("history: an entry of the spool cannot be kept and is set aside: {}", e.getMessage(), e);
            spool.reject(number);
        }
    }

    private void setAside() {
        Database damaged = database;
        if (damaged != null) {
            damaged.close();
        }
        database = null;
        store = null;
        SetAside.damaged(url, wall.instant())
                .ifPresent(name -> log.error(
                        "history: {} is damaged and is now {}; a new history begins, and measuring goes on",
                        url,
                        name));
        open();
    }

    @Override
    public boolean tidy(long nowMs) {
        if (spool.size() > 0 || awaySinceMs >= 0) {
            return wall.millis() >= nextTryMs && drain();
        }
        if (!held()) {
            return false;
        }
        try {
            return opened().tidy(nowMs);
        } catch (HistoryException e) {
            if (e.kind() == HistoryException.Kind.DEFECT) {
                throw e;
            }
            if (e.kind() == HistoryException.Kind.AWAY || !setAsideIfPossible()) {
                away(e);
            }
            return false;
        }
    }

    @Override
    public void began(Scope scope, RunKind kind, String schedule, String runId, long startedMs) {
        keep(new Entry.Began(scope, kind, schedule, runId, startedMs));
    }

    @Override
    public void dropped(String runId) {
        keep(new Entry.Dropped(runId));
    }

    @Override
    public void keep(EndedRun run, List<Incident> incidents, List<Delivery> deliveries) {
        keep(new Entry.Ended(RunFigures.of(run), incidents, deliveries));
    }

    @Override
    public void skipped(SkippedTick tick) {
        keep(new Entry.Skipped(tick));
    }

    @Override
    public void changed(List<Incident> incidents, List<Delivery> deliveries) {
        keep(new Entry.Changed(incidents, deliveries));
    }

    @Override
    public void delivered(Delivery delivery) {
        keep(new Entry.Delivered(delivery.sink(), delivery.alert().id()));
    }

    @Override
    public void postponed(Delivery delivery) {
        keep(new Entry.Postponed(delivery));
    }

    @Override
    public void ordered(Order order) {
        keep(new Entry.Ordered(order));
    }

    /** While the database is away nobody knows whether there was one: then it says that there was. */
    @Override
    public boolean withdrawn(String orderId, long atMs) {
        return keep(new Entry.Withdrawn(orderId, atMs));
    }

    @Override
    public void audited(long atMs, String who, String action, String target, String reason) {
        keep(new Entry.Audited(atMs, who, action, target, reason));
    }

    @Override
    public void close() {
        Database open = database;
        if (open != null) {
            open.close();
        }
        lock.close();
    }
}
