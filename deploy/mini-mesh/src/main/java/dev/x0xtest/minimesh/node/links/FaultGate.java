package dev.x0xtest.minimesh.node.links;

import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.fault.FaultAction;
import dev.x0xtest.minimesh.identity.Bytes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Applies the fault plan to each delivery. Confined to the node's event loop. */
public final class FaultGate {
    private static final Duration LONGEST_HELD_BACK = Duration.ofSeconds(2);
    private static final int MAX_HELD_BACK = 1_000;
    private static final int PACKET = 1_200;
    private static final int MOST_TRIES = 5;

    private final NodeContext context;
    private final Map<String, Runnable> heldBack = new HashMap<>();

    public FaultGate(NodeContext context) {
        this.context = context;
    }

    /** Delivers, or carries out the fault that the plan has for this delivery. */
    public void pass(String from, String to, Fault.Plane plane, Bytes payload, Delivery delivery) {
        Optional<FaultAction> action = context.faults().take(from, to, plane, payload);
        String pair = from + to + plane;
        if (action.isPresent()) {
            act(action.get(), pair, payload, delivery);
            return;
        }
        delivery.deliver(payload, true);
        release(pair);
    }

    private void act(FaultAction action, String pair, Bytes payload, Delivery delivery) {
        if (action instanceof FaultAction.Delay delay) {
            context.after(delay.by(), () -> delivery.deliver(payload, true));
        } else if (action instanceof FaultAction.Retransmit retransmit) {
            retransmit(retransmit, payload, delivery);
        } else if (action instanceof FaultAction.Duplicate duplicate) {
            delivery.deliver(payload, true);
            for (int i = 0; i < duplicate.extra(); i++) {
                delivery.deliver(payload, false);
            }
        } else if (action instanceof FaultAction.Corrupt) {
            delivery.deliver(corrupted(payload), true);
        } else if (action instanceof FaultAction.Reorder) {
            hold(pair, () -> delivery.deliver(payload, true));
        } else if (action instanceof FaultAction.FalseAck) {
            delivery.pretendDelivered();
        } else if (action instanceof FaultAction.LoseAck) {
            delivery.deliver(payload, false);
        } else if (action instanceof FaultAction.Refuse refuse) {
            delivery.refuse(refuse.status(), refuse.error());
        } else if (action instanceof FaultAction.Stall) {
            delivery.stall();
        }
        // Drop: do nothing; the sender times out
    }

    private void retransmit(FaultAction.Retransmit how, Bytes payload, Delivery delivery) {
        int lost = 0;
        int longest = 0;
        for (int packet = 0; packet * PACKET <= payload.length(); packet++) {
            int tries = 0;
            while (tries < MOST_TRIES && context.random().nextInt(100) < how.percent()) {
                tries++;
            }
            lost += tries;
            longest = Math.max(longest, tries);
        }
        delivery.lost(lost);
        context.after(how.by().multipliedBy(longest), () -> delivery.deliver(payload, true));
    }

    private void hold(String pair, Runnable delivery) {
        release(pair);
        if (heldBack.size() < MAX_HELD_BACK) {
            heldBack.put(pair, delivery);
            context.after(LONGEST_HELD_BACK, () -> {
                if (heldBack.remove(pair, delivery)) {
                    delivery.run();
                }
            });
        } else {
            delivery.run();
        }
    }

    private void release(String pair) {
        Runnable held = heldBack.remove(pair);
        if (held != null) {
            held.run();
        }
    }

    private static Bytes corrupted(Bytes payload) {
        byte[] copy = payload.array().clone();
        if (copy.length > 0) {
            copy[copy.length - 1] ^= 1;
        }
        return Bytes.of(copy);
    }

    /** The delivery of one message. */
    public interface Delivery {
        /** Sends the message. {@code acknowledged} says whether the sender may get an acknowledgement. */
        void deliver(Bytes payload, boolean acknowledged);

        /** So many packets of the message were lost on their way, and are sent again. */
        default void lost(int packets) {}

        /** Reports success to the sender without sending. */
        default void pretendDelivered() {}

        /** Reports this error to the sender without sending. */
        default void refuse(int status, String error) {}

        /** Never answers the sender. */
        default void stall() {}
    }
}
