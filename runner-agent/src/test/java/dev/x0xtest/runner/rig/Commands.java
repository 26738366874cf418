package dev.x0xtest.runner.rig;

import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds commands from {@link RunnerRig#COORDINATOR} to the rig's node, and tells why one failed. */
public final class Commands {
    private Commands() {}

    public static Command discover(String id) {
        return Command.of(id, "sfo", Actions.DISCOVER, Discover.Params.none(), RunnerRig.COORDINATOR, false);
    }

    public static Command ack(String id, String... sightings) {
        return Command.of(
                id, "sfo", Actions.NOOP_ACK, new NoopAck.Params(List.of(sightings)), RunnerRig.COORDINATOR, false);
    }

    public static Command send(String id, String plane, @Nullable Integer attempts) {
        return send(id, plane, attempts, "hi");
    }

    public static Command send(String id, String plane, @Nullable Integer attempts, String payload) {
        return send(id, plane, attempts, payload, null);
    }

    /** {@code leaseMs} is how long after its arrival the command may start an attempt. */
    public static Command send(
            String id, String plane, @Nullable Integer attempts, String payload, @Nullable Integer leaseMs) {
        String base64 = Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        SendDm.Params params = new SendDm.Params(
                RunnerRig.OTHER.hex(), base64, "sfo-nyc", null, false, null, false, false, plane, attempts, leaseMs);
        return Command.of(id, "sfo", Actions.SEND_DM, params, RunnerRig.COORDINATOR, false);
    }

    public static String failure(Result result) {
        return result.outcome() instanceof Outcome.Failed failed
                ? failed.failure().kind() + ": " + failed.failure().message()
                : "ok";
    }
}
