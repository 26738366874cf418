package dev.x0xtest.minimesh.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Key files in x0xd's format: the public key, then the secret key, each behind its length as a 64-bit little-endian
 * number. Version 2 of the format begins with {@code X0K2} and ends with an expiry, which is ignored here.
 */
final class KeyFiles {
    private static final byte[] MAGIC_V2 = {'X', '0', 'K', '2'};

    private KeyFiles() {}

    /** Reads the key pair in {@code file}, or creates one from a seed and writes it. */
    static SigningKey loadOrCreate(Path file, Supplier<Bytes> seed) throws IOException {
        if (Files.exists(file)) {
            return decode(file, Files.readAllBytes(file));
        }
        SigningKey key = SigningKey.ofSeed(seed.get());
        writePrivate(file, encode(key));
        return key;
    }

    /** Writes or replaces a file that only its owner can read. */
    static void writePrivate(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(file, content, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    static byte[] encode(SigningKey key) {
        byte[] secret = key.secretKey().array();
        byte[] publicKey = key.publicKey().array();
        return ByteBuffer.allocate(16 + publicKey.length + secret.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(publicKey.length)
                .put(publicKey)
                .putLong(secret.length)
                .put(secret)
                .array();
    }

    static SigningKey decode(Path file, byte[] content) throws IOException {
        try {
            var in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            if (Arrays.equals(content, 0, Math.min(4, content.length), MAGIC_V2, 0, 4)) {
                in.position(4);
            }
            return SigningKey.ofEncoded(read(in, SigningKey.PUBLIC_KEY_BYTES), read(in, SigningKey.SECRET_KEY_BYTES));
        } catch (RuntimeException e) {
            throw new IOException("not a key file of x0xd: " + file, e);
        }
    }

    private static Bytes read(ByteBuffer in, int expectedBytes) {
        long length = in.getLong();
        if (length != expectedBytes) {
            throw new IllegalArgumentException("a key of " + length + " bytes");
        }
        byte[] content = new byte[expectedBytes];
        in.get(content);
        return Bytes.of(content);
    }
}
