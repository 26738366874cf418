package dev.x0xtest.minimesh.contract.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps recorded values to live ones. A suite gives the three daemons of the recording. The ids of subscriptions, groups
 * and requests, and the cards, are learned from the live answers while the calls are replayed in order.
 */
public final class Identities {
    public static final String SELF = "e2469593b2e969f4ab7996155b8e05baa97a95aee2f60d7c122493369c876727";
    static final String PEER = "3956b7be22d9d6d4e278d6b676d1d8b4f5dad9e78897dcc3b3b046da91609194";
    static final String CONTACT = "aff9cc3e2ee650362621cc34dd7b4fe1582be7d4fd72c57a88a8ea5596bc25c7";
    static final String SELF_MACHINE = "8386a53f687da3127fdc95ed749744cc68033360fcf7cd64e205812fc32b7cd7";
    static final String PEER_MACHINE = "fef67da2bbfacea97f85d8f407425784c388dcf7341cbc3a656d9c53195640a3";
    static final String CONTACT_MACHINE = "5f1bb49688c8fcfb34cd105e64afa0c42bd516d5b3788874a9dfb61c0cdc064f";

    /** Ids of nobody. They map to themselves. */
    private static final Set<String> NOBODY = Set.of("ab".repeat(32), "00".repeat(32));

    private static final Pattern LEARNABLE =
            Pattern.compile("x0x://agent/[A-Za-z0-9_-]{200,}|\\b[0-9a-f]{64}\\b|\\b[0-9a-f]{32}\\b|\\b[0-9a-f]{16}\\b");

    private final Map<String, String> live = new LinkedHashMap<>();

    public Identities() {
        NOBODY.forEach(id -> live.put(id, id));
    }

    /** Maps the three daemons of {@code rest.json} and of the streams of the recorded matrix. */
    public static Identities of(MeshRoles roles) {
        return new Identities()
                .node(SELF, SELF_MACHINE, roles.anchor())
                .node(PEER, PEER_MACHINE, roles.peer())
                .node(CONTACT, CONTACT_MACHINE, roles.contact());
    }

    /** Maps a recorded daemon to a live one. */
    public Identities node(String agent, String machine, DaemonNode node) {
        live.put(agent, node.agentId());
        live.put(machine, node.machineId());
        live.put(agent.substring(0, 8) + "…", node.agentId().substring(0, 8) + "…");
        return this;
    }

    /** Learns the live value of each id or card in a recorded answer from the same field of the live answer. */
    public void learn(JsonNode recorded, JsonNode answered) {
        recorded.properties().forEach(field -> {
            JsonNode value = answered.path(field.getKey());
            if (field.getValue().isObject()) {
                learn(field.getValue(), value);
            } else if (value.isTextual() && field.getValue().isTextual()) {
                learn(field.getValue().asText(), value.asText());
            }
        });
    }

    private void learn(String recorded, String answered) {
        if (LEARNABLE.matcher(recorded).matches()) {
            live.putIfAbsent(recorded, answered);
            if (recorded.length() == 64) {
                live.putIfAbsent(recorded.substring(0, 16), answered.substring(0, Math.min(16, answered.length())));
            }
        }
    }

    /** Returns the recorded text with every known value replaced by the live one. */
    public String toLive(String recorded) {
        Matcher matcher = LEARNABLE.matcher(recorded);
        String text =
                matcher.replaceAll(match -> Matcher.quoteReplacement(live.getOrDefault(match.group(), match.group())));
        String whole = live.get(recorded);
        return whole == null ? text : whole;
    }

    public boolean knows(String liveValue) {
        return live.containsValue(liveValue);
    }
}
