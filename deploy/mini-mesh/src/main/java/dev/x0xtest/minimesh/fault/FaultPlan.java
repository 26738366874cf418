package dev.x0xtest.minimesh.fault;

import dev.x0xtest.minimesh.identity.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults in force, in the order they were added: the first that fits and is not used up acts. Thread-safe. */
public final class FaultPlan {
    // guarded by this
    private final List<Armed> faults = new ArrayList<>();
    private final Map<String, Fault.Party> parties = new HashMap<>();

    /** Puts a fault in force; the handle tells how often it acted and takes it away again. */
    public synchronized Armed add(Fault fault) {
        var armed = new Armed(this, fault);
        faults.add(armed);
        return armed;
    }

    /** {@link FaultGrammar} in, fault in force. */
    public Armed add(String description) {
        return add(FaultGrammar.parse(description));
    }

    /** Tells the plan who an agent id is, so that faults can name it by index or name. */
    public synchronized void introduce(Fault.Party party) {
        parties.put(party.agentId(), party);
    }

    /** The action for this delivery, counted as used; empty when nothing goes wrong. */
    public synchronized Optional<FaultAction> take(
            String fromAgentId, String toAgentId, Fault.Plane plane, Bytes payload) {
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        Fault.Party from = party(fromAgentId);
        Fault.Party to = party(toAgentId);
        for (Armed armed : faults) {
            if (armed.used < armed.fault.times() && armed.fault.matches(from, to, plane, payload)) {
                armed.used++;
                return Optional.of(armed.fault.action());
            }
        }
        return Optional.empty();
    }

    private Fault.Party party(String agentId) {
        return parties.getOrDefault(agentId, Fault.Party.stranger(agentId));
    }

    /** A fault in force. */
    public static final class Armed {
        private final FaultPlan plan;
        private final Fault fault;
        private long used;

        private Armed(FaultPlan plan, Fault fault) {
            this.plan = plan;
            this.fault = fault;
        }

        /** How many deliveries it has changed. */
        public long used() {
            synchronized (plan) {
                return used;
            }
        }

        void remove() {
            synchronized (plan) {
                plan.faults.remove(this);
            }
        }
    }
}
