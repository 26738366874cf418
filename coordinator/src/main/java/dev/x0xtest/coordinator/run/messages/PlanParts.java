package dev.x0xtest.coordinator.run.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.Transfer;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the plans that commands carry, also those that leave in parts. */
final class PlanParts {
    private final Map<String, Integer> announced = new HashMap<>();
    private final Map<String, SortedMap<Integer, String>> parts = new HashMap<>();

    /** The plan that this command carries or completes; null: none. */
    @Nullable
    PlanRoster of(Command command) {
        try {
            if (command.action().equals(PlanActions.PLAN.name())) {
                return PlanRoster.of(PlanActions.PLAN.params().decode(command.params()));
            }
            if (command.action().equals(PlanActions.TRANSFER.name())) {
                Transfer.Announcement one = PlanActions.TRANSFER.params().decode(command.params());
                announced.put(one.transfer(), one.parts());
            } else if (command.action().equals(PlanActions.PART.name())) {
                return part(PlanActions.PART.params().decode(command.params()));
            }
            return null;
        } catch (WireException | IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable PlanRoster part(Transfer.Part part) throws WireException {
        SortedMap<Integer, String> known = parts.computeIfAbsent(part.transfer(), key -> new TreeMap<>());
        known.put(part.index(), part.data());
        if (known.size() < announced.getOrDefault(part.transfer(), Integer.MAX_VALUE)) {
            return null;
        }
        parts.remove(part.transfer());
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        known.values().forEach(data -> json.writeBytes(Base64.getDecoder().decode(data)));
        Plan plan = WireJson.parseObject(json.toByteArray()).get("params") instanceof ObjectNode params
                ? PlanActions.PLAN.params().decode(params)
                : null;
        return plan == null ? null : PlanRoster.of(plan);
    }
}
