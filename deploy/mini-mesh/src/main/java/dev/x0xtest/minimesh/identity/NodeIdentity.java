package dev.x0xtest.minimesh.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;

/**
 * The two identities of a node and the key that others encrypt to.
 *
 * @param agent whom direct messages are addressed to
 * @param machine who the QUIC peer is
 * @param kemPublicKey ML-KEM-768, 1184 bytes; shown in cards only, nothing is encrypted here
 */
public record NodeIdentity(SigningKey agent, SigningKey machine, Bytes kemPublicKey) {
    /** Reads {@code agent.key} and {@code machine.key} in {@code directory}; what is missing is made from a seed. */
    public static NodeIdentity loadOrCreate(Path directory, Supplier<Bytes> seeds) throws IOException {
        Files.createDirectories(directory);
        SigningKey machine = KeyFiles.loadOrCreate(directory.resolve("machine.key"), seeds);
        SigningKey agent = KeyFiles.loadOrCreate(directory.resolve("agent.key"), seeds);
        return of(agent, machine);
    }

    /** An identity without files, for an impostor or a test. */
    public static NodeIdentity of(SigningKey agent, SigningKey machine) {
        byte[] secret = agent.secretKey().array();
        byte[] seed = new byte[64];
        System.arraycopy(Digests.sha256(secret, new byte[] {1}).array(), 0, seed, 0, 32);
        System.arraycopy(Digests.sha256(secret, new byte[] {2}).array(), 0, seed, 32, 32);
        var kem = new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed);
        return new NodeIdentity(agent, machine, Bytes.of(kem.getPublicKey()));
    }

    public String agentId() {
        return agent.id();
    }

    public String machineId() {
        return machine.id();
    }
}
