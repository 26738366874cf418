package dev.x0xtest.minimesh.identity;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates, signs, writes, reads and verifies {@link AgentCard}s. The signed bytes follow version 1 of x0xd's scheme.
 */
public final class AgentCards {
    private static final String LINK_PREFIX = "x0x://agent/";
    private static final byte[] DOMAIN = Bytes.ofUtf8("x0x-agent-card-v1").array();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private AgentCards() {}

    /** Creates a signed card of {@code identity}. */
    public static AgentCard of(
            NodeIdentity identity, String displayName, List<String> addresses, long createdAtSeconds) {
        var unsigned = new AgentCard(
                displayName,
                identity.agentId(),
                identity.machineId(),
                null,
                addresses,
                createdAtSeconds,
                new AgentCard.DmCapabilities(2, true, "ML-KEM-768", 65_536, numbers(identity.kemPublicKey()), true),
                identity.agent().publicKey().hex(),
                null);
        Bytes signature = identity.agent().sign(signedBytes(unsigned));
        return unsigned.withSignature(identity.agent().publicKey().hex(), signature.hex());
    }

    public static String link(AgentCard card) {
        try {
            byte[] json = JSON.writeValueAsBytes(card);
            return LINK_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a card always has a JSON form", e);
        }
    }

    /** Reads a card link, or the base64 in it. The exception carries the error text of x0xd. */
    public static AgentCard parse(String link) throws InvalidCardException {
        String base64 = (link.startsWith(LINK_PREFIX) ? link.substring(LINK_PREFIX.length()) : link).strip();
        byte[] json;
        try {
            json = Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidCardException("invalid card: invalid base64: " + e.getMessage());
        }
        return read(json);
    }

    private static AgentCard read(byte[] json) throws InvalidCardException {
        if (json.length == 0 || json[0] != '{') {
            throw new InvalidCardException("invalid card: invalid card JSON: expected value at line 1 column 1");
        }
        try {
            return JSON.readValue(new String(json, StandardCharsets.UTF_8), AgentCard.class);
        } catch (JacksonException e) {
            throw new InvalidCardException("invalid card: invalid card JSON: " + e.getOriginalMessage());
        }
    }

    /**
     * Checks the signature, and that the key hashes to the agent id. An unsigned card passes.
     *
     * @param check says whether a signature is valid, such as {@link SigningKey#verifies}
     */
    public static void verify(AgentCard card, SignatureCheck check) throws InvalidCardException {
        String publicKeyHex = card.agentPublicKey();
        String signatureHex = card.signature();
        if (publicKeyHex == null || signatureHex == null) {
            return;
        }
        Bytes publicKey = hex(publicKeyHex, "public key");
        if (!SigningKey.idOf(publicKey).equals(card.agentId())) {
            throw new InvalidCardException("agent card signature invalid: public key does not match agent_id");
        }
        if (!check.valid(publicKey, signedBytes(card), hex(signatureHex, "signature"))) {
            throw new InvalidCardException(
                    "agent card signature invalid: certificate verification failed: agent card verify: InvalidSignature");
        }
    }

    private static Bytes hex(String hex, String what) throws InvalidCardException {
        try {
            return Bytes.ofHex(hex);
        } catch (IllegalArgumentException e) {
            throw new InvalidCardException("agent card signature invalid: " + what + " is not hexadecimal");
        }
    }

    private static List<Integer> numbers(Bytes bytes) {
        var numbers = new ArrayList<Integer>(bytes.length());
        for (byte b : bytes.array()) {
            numbers.add(b & 0xFF);
        }
        return numbers;
    }

    // The numbers of groups and stores are zero: the stand-in has neither.
    private static byte[] signedBytes(AgentCard card) {
        var out = new ByteArrayOutputStream(8_192);
        out.writeBytes(DOMAIN);
        text(out, card.displayName());
        text(out, card.agentId());
        text(out, card.machineId());
        text(out, card.userId());
        number32(out, card.addresses().size());
        card.addresses().forEach(address -> text(out, address));
        number32(out, 0);
        number32(out, 0);
        number64(out, card.createdAt());
        byte[] capabilities = capabilityBytes(card.dmCapabilities());
        number32(out, capabilities.length);
        out.writeBytes(capabilities);
        text(out, card.agentPublicKey());
        return out.toByteArray();
    }

    private static byte[] capabilityBytes(AgentCard.@Nullable DmCapabilities capabilities) {
        var out = new ByteArrayOutputStream(1_300);
        out.write(capabilities == null ? 0 : 1);
        if (capabilities != null) {
            out.write(capabilities.maxProtocolVersion());
            out.write(capabilities.maxProtocolVersion() >>> 8);
            out.write(capabilities.gossipInbox() ? 1 : 0);
            byte[] algorithm = capabilities.kemAlgorithm().getBytes(StandardCharsets.UTF_8);
            number64(out, algorithm.length);
            out.writeBytes(algorithm);
            number64(out, capabilities.maxEnvelopeBytes());
            number64(out, capabilities.kemPublicKey().size());
            capabilities.kemPublicKey().forEach(out::write);
        }
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        number32(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void number32(ByteArrayOutputStream out, int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private static void number64(ByteArrayOutputStream out, long value) {
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    /** Says whether a signature is valid. */
    public interface SignatureCheck {
        boolean valid(Bytes publicKey, byte[] message, Bytes signature);
    }

    /** The card cannot be imported. The message is the error text of x0xd. */
    public static final class InvalidCardException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidCardException(String message) {
            super(message);
        }
    }
}
