package dev.x0xtest.minimesh.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;

/**
 * The two identities of a node, and its encryption key.
 *
 * @param agent the address of direct messages
 * @param machine the QUIC peer
 * @param kemPublicKey ML-KEM-768, 1184 bytes; appears in cards only: the stand-in encrypts nothing
 */
public record NodeIdentity(SigningKey agent, SigningKey machine, Bytes kemPublicKey) {
    /** Reads {@code agent.key} and {@code machine.key} in {@code directory}; creates a missing one from a seed. */
    public static NodeIdentity loadOrCreate(Path directory, Supplier<Bytes> seeds) throws IOException {
        Files.createDirectories(directory);
        SigningKey machine = KeyFiles.loadOrCreate(directory.resolve("machine.key"), seeds);
        SigningKey agent = KeyFiles.loadOrCreate(directory.resolve("agent.key"), seeds);
        return of(agent, machine);
    }

    /** An identity without files, for a test or an impostor. */
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
