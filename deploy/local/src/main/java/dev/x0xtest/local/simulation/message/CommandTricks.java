package dev.x0xtest.local.simulation.message;

import dev.x0xtest.local.simulation.fault.Trick;
import dev.x0xtest.wire.action.Command;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Plays a trick on the commands to one node. Confined to one thread. */
final class CommandTricks implements Courier {
    private static final Duration AGAIN = Duration.ofMillis(300);

    private final Trick trick;
    private final LongSupplier nanos;
    private final Set<String> known = new HashSet<>();
    private @Nullable Long begunNanos;

    CommandTricks(Trick trick, LongSupplier nanos) {
        this.trick = trick;
        this.nanos = nanos;
    }

    @Override
    public Handling handling(Parcel parcel) {
        Handling usual = Handling.usual(parcel);
        if (parcel.isHop() && parcel.from() == trick.node() && begunNanos == null) {
            begunNanos = nanos.getAsLong();
        }
        Command command = parcel.to() == trick.node() ? parcel.command().orElse(null) : null;
        if (command == null) {
            return usual;
        }
        Handling.Copy copy = Handling.Copy.of(parcel);
        return switch (trick.kind()) {
            case COMMANDS_TWICE -> usual.and(copy.after(AGAIN));
            case COMMANDS_LOST_ONCE -> known.add(command.commandId()) ? Handling.of(List.of()) : usual;
            case COMMANDS_LOST -> lapsing() ? Handling.of(List.of()) : usual;
            case COMMANDS_DELAYED -> Handling.of(List.of(copy.after(trick.time())));
            default -> throw new IllegalArgumentException(trick + " is no trick on commands");
        };
    }

    private boolean lapsing() {
        Long begun = begunNanos;
        return begun != null && nanos.getAsLong() - begun < trick.time().toNanos();
    }
}
