package dev.x0xtest.runner.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a disk does with ledgers. One that fails throws {@link IOException}. Used on the runner's event loop. */
public interface LedgerDisk {
    /** Writes all bytes of a buffer at this position of a file. */
    void write(FileChannel file, ByteBuffer bytes, long position) throws IOException;

    /** Reads a whole file. */
    byte[] read(Path file) throws IOException;

    /** The disk of this host. */
    LedgerDisk REAL = new LedgerDisk() {
        @Override
        public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
            long begin = position - bytes.position();
            while (bytes.hasRemaining()) {
                file.write(bytes, begin + bytes.position());
            }
        }

        @Override
        public byte[] read(Path file) throws IOException {
            return Files.readAllBytes(file);
        }
    };
}
