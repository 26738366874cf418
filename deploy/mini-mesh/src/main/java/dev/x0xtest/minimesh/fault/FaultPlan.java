package dev.x0xtest.minimesh.fault;

import dev.x0xtest.minimesh.identity.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The active faults, in the order in which they were added. The first match that is not used up acts. Thread-safe. */
public final class FaultPlan {
    // guarded by this
    private final List<Armed> faults = new ArrayList<>();
    private final Map<String, Fault.Party> parties = new HashMap<>();
    private final Set<String> silent = new HashSet<>();

    /** Activates a fault. The handle counts its uses and removes it. */
    public synchronized Armed add(Fault fault) {
        var armed = new Armed(this, fault);
        faults.add(armed);
        return armed;
    }

    /** Activates the fault that a line of {@link FaultGrammar} describes. */
    public Armed add(String description) {
        return add(FaultGrammar.parse(description));
    }

    /** Registers a party, so that faults can name it by index or name. */
    public synchronized void introduce(Fault.Party party) {
        parties.put(party.agentId(), party);
    }

    /** Drops every delivery from and to this agent, whatever other faults there are, or no longer does. */
    public synchronized void silence(String agentId, boolean on) {
        if (on) {
            silent.add(agentId);
        } else {
            silent.remove(agentId);
        }
    }

    /** The action for this delivery, which then counts as used; empty when no fault matches. */
    public synchronized Optional<FaultAction> take(
            String fromAgentId, String toAgentId, Fault.Plane plane, Bytes payload) {
        if (silent.contains(fromAgentId) || silent.contains(toAgentId)) {
            return Optional.of(new FaultAction.Drop());
        }
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

    /** An active fault. */
    public static final class Armed {
        private final FaultPlan plan;
        private final Fault fault;
        private long used;

        private Armed(FaultPlan plan, Fault fault) {
            this.plan = plan;
            this.fault = fault;
        }

        /** How many deliveries the fault has changed. */
        public long used() {
            synchronized (plan) {
                return used;
            }
        }

        /** Ends the fault. */
        public void remove() {
            synchronized (plan) {
                plan.faults.remove(this);
            }
        }
    }
}
