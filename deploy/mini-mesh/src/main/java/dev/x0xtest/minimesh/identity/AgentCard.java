package dev.x0xtest.minimesh.identity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent card: the introduction that one agent gives to another. Its JSON is that of x0xd, members in the same order.
 *
 * @param createdAt seconds since the epoch
 * @param agentPublicKey hexadecimal; absent on an unsigned card
 * @param signature hexadecimal; absent on an unsigned card
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentCard(
        @JsonProperty(value = "display_name", required = true)
        String displayName,

        @JsonProperty(value = "agent_id", required = true) String agentId,
        @JsonProperty(value = "machine_id", required = true) String machineId,
        @JsonProperty("user_id") @Nullable String userId,
        @JsonProperty("addresses") List<String> addresses,
        @JsonProperty(value = "created_at", required = true) long createdAt,
        @JsonProperty("dm_capabilities") @Nullable DmCapabilities dmCapabilities,
        @JsonProperty("agent_public_key") @Nullable String agentPublicKey,
        @JsonProperty("signature") @Nullable String signature) {

    // Jackson passes null for an absent list
    @SuppressWarnings("ConstantValue")
    public AgentCard {
        addresses = addresses == null ? List.of() : List.copyOf(addresses);
    }

    AgentCard withSignature(String publicKeyHex, @Nullable String signatureHex) {
        return new AgentCard(
                displayName,
                agentId,
                machineId,
                userId,
                addresses,
                createdAt,
                dmCapabilities,
                publicKeyHex,
                signatureHex);
    }

    /**
     * How an agent accepts direct messages.
     *
     * @param kemPublicKey the bytes as unsigned numbers
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DmCapabilities(
            @JsonProperty("max_protocol_version") int maxProtocolVersion,
            @JsonProperty("gossip_inbox") boolean gossipInbox,
            @JsonProperty("kem_algorithm") String kemAlgorithm,
            @JsonProperty("max_envelope_bytes") int maxEnvelopeBytes,
            @JsonProperty("kem_public_key") List<Integer> kemPublicKey,
            @JsonProperty("digest_support") @Nullable Boolean digestSupport) {
        // Jackson passes null for an absent list
        @SuppressWarnings("ConstantValue")
        public DmCapabilities {
            kemPublicKey = kemPublicKey == null ? List.of() : List.copyOf(kemPublicKey);
        }
    }
}
