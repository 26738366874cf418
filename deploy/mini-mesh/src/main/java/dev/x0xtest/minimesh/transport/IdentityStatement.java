package dev.x0xtest.minimesh.transport;

import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.NodeIdentity;
import dev.x0xtest.minimesh.identity.SigningKey;

/**
 * States on which machine an agent runs and where that machine listens. Signed by both keys.
 *
 * @param networkId the network; statements from another network are refused
 * @param address where the machine listens, {@code host:port}
 * @param createdAtMs milliseconds since the epoch
 */
public record IdentityStatement(
        String networkId,
        Bytes agentKey,
        Bytes machineKey,
        String address,
        long createdAtMs,
        Bytes agentSignature,
        Bytes machineSignature) {

    public static IdentityStatement signed(NodeIdentity identity, String networkId, String address, long createdAtMs) {
        var unsigned = new IdentityStatement(
                networkId,
                identity.agent().publicKey(),
                identity.machine().publicKey(),
                address,
                createdAtMs,
                Bytes.EMPTY,
                Bytes.EMPTY);
        byte[] message = FrameCodec.signedBytes(unsigned);
        return new IdentityStatement(
                networkId,
                unsigned.agentKey(),
                unsigned.machineKey(),
                address,
                createdAtMs,
                identity.agent().sign(message),
                identity.machine().sign(message));
    }

    /** Whether both signatures are valid. */
    public boolean verifies() {
        byte[] message = FrameCodec.signedBytes(this);
        return SigningKey.verifies(agentKey, message, agentSignature)
                && SigningKey.verifies(machineKey, message, machineSignature);
    }

    public String agentId() {
        return SigningKey.idOf(agentKey);
    }

    public String machineId() {
        return SigningKey.idOf(machineKey);
    }
}
