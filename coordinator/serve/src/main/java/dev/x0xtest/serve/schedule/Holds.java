package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.model.Order;
import java.util.List;
import java.util.Optional;

/** What people hold back: pauses and excluded nodes. Immutable. */
record Holds(List<Order> orders) {
    static final Holds NONE = new Holds(List.of());

    /** Other orders are left out. */
    Holds {
        orders = orders.stream()
                .filter(order -> order.kind() == Order.Kind.PAUSE || order.kind() == Order.Kind.EXCLUSION)
                .toList();
    }

    /** The pause of a schedule; of the empty name: of all. */
    Optional<Order> pause(String schedule, long wallMs) {
        return orders.stream()
                .filter(order -> order.kind() == Order.Kind.PAUSE && order.holds(wallMs))
                .filter(order -> order.target().isEmpty() || order.target().equals(schedule))
                .findFirst();
    }

    /** The labels of the excluded nodes. */
    List<String> excluded(long wallMs) {
        return orders.stream()
                .filter(order -> order.kind() == Order.Kind.EXCLUSION && order.holds(wallMs))
                .map(Order::target)
                .distinct()
                .toList();
    }
}
