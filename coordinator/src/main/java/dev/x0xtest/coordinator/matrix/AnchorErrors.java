package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.DaemonException;
import java.util.function.UnaryOperator;

/** Describes in one line why the anchor's daemon cannot be used. */
final class AnchorErrors {
    private AnchorErrors() {}

    /**
     * The event that ends a run whose anchor cannot be used.
     *
     * @param translated replaces the address of a tunnel's local end by the node behind it
     */
    static RunEvent.Stopped stopped(UnaryOperator<String> translated, DaemonAddress address, Throwable failure) {
        boolean token = Causes.unwrapped(failure) instanceof DaemonException daemon
                && daemon.kind() == DaemonException.Kind.UNAUTHORIZED;
        Ending.Cause cause = token ? Ending.Cause.TOKEN_REFUSED : Ending.Cause.NO_ANCHOR;
        return new RunEvent.Stopped(translated.apply(line(address, failure)), cause.label(), 0);
    }

    static String line(DaemonAddress address, Throwable failure) {
        Throwable cause = Causes.unwrapped(failure);
        if (cause instanceof DaemonException daemon) {
            return switch (daemon.kind()) {
                case UNAUTHORIZED -> "x0xd at " + address + " refuses the token: " + daemon.getMessage();
                case DISCONNECTED -> "no x0xd answers at " + address + ": " + root(daemon);
                case TIMEOUT -> "x0xd at " + address + " does not answer in time";
                default -> "x0xd at " + address + ": " + daemon.getMessage();
            };
        }
        return "x0xd at " + address + ": " + cause.getMessage();
    }

    private static String root(Throwable failure) {
        Throwable deepest = Causes.root(failure);
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }
}
