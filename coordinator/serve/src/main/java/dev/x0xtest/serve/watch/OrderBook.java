package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.api.live.OrderRequest;
import dev.x0xtest.serve.model.Order;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The orders that hold. Used on the loop. */
final class OrderBook {
    static final int MOST = 1_000;
    private static final int ID_BYTES = 8;

    private final RandomGenerator random;
    private final HistoryThread writer;
    private final List<Order> holding = new ArrayList<>();

    OrderBook(RandomGenerator random, HistoryThread writer) {
        this.random = random;
        this.writer = writer;
    }

    /** Those that an earlier process has left. */
    void restore(List<Order> kept) {
        kept.stream().limit(MOST).forEach(holding::add);
    }

    List<Order> all() {
        return List.copyOf(holding);
    }

    boolean full() {
        return holding.size() >= MOST;
    }

    /** Takes an order in the place of one of the same kind and target. */
    Order add(OrderRequest request, long nowMs) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Order order = new Order(
                HexFormat.of().formatHex(id),
                request.kind(),
                request.target(),
                nowMs,
                request.untilMs(),
                request.reason(),
                request.by());
        withdraw(order.kind(), order.target(), nowMs);
        holding.add(order);
        writer.write(to -> to.ordered(order));
        return order;
    }

    /** Ends orders before their time; {@code target} null: of any. What has ended. */
    List<Order> withdraw(Order.Kind kind, @Nullable String target, long nowMs) {
        List<Order> gone = holding.stream()
                .filter(order -> order.kind() == kind
                        && (target == null || order.target().equals(target)))
                .toList();
        holding.removeAll(gone);
        gone.forEach(order -> writer.write(to -> to.withdrawn(order.id(), nowMs)));
        return gone;
    }

    /** Forgets those whose time is over. Whether there were any. */
    boolean expire(long nowMs) {
        return holding.removeIf(order -> order.untilMs() <= nowMs);
    }
}
