package dev.x0xtest.serve.api.live;

import dev.x0xtest.serve.model.Order;

/**
 * An order that an operator gives, checked by the API; {@link Order} says what the members mean.
 *
 * @param untilMs ms since 1970; {@link Long#MAX_VALUE}: until it is withdrawn
 */
public record OrderRequest(Order.Kind kind, String target, long untilMs, String reason, String by) {}
