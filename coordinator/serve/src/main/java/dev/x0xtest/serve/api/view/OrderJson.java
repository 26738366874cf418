package dev.x0xtest.serve.api.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.serve.model.Order;
import java.util.List;

/** Orders as JSON. */
public final class OrderJson {
    private OrderJson() {}

    /** One order. */
    public static ObjectNode tree(Order order) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", order.id());
        json.put("kind", order.kind().label());
        json.put("target", Said.text(order.target()));
        json.put("from", order.fromMs());
        json.put("until", order.untilMs() == Long.MAX_VALUE ? null : (Long) order.untilMs());
        json.put("reason", Said.text(order.reason()));
        json.put("by", Said.text(order.by()));
        return json;
    }

    /** The object {@code orders} of several. */
    public static ObjectNode list(List<Order> orders) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("orders", array(orders));
        return json;
    }

    static ArrayNode array(List<Order> orders) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        orders.forEach(order -> list.add(tree(order)));
        return list;
    }
}
