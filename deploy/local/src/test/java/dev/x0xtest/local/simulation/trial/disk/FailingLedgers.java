package dev.x0xtest.local.simulation.trial.disk;

import dev.x0xtest.runner.store.LedgerDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The disk of a runner's host: it gets full after so many writes, or nothing on it can be read. */
public final class FailingLedgers implements LedgerDisk {
    private final DiskFault fault;
    private int writesLeft;

    public FailingLedgers(DiskFault fault, int writes) {
        this.fault = fault;
        this.writesLeft = writes;
    }

    @Override
    public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        if (fault == DiskFault.LEDGER_FULL && writesLeft-- <= 0) {
            REAL.write(file, bytes.slice(0, bytes.remaining() / 2), position);
            throw new IOException("No space left on device");
        }
        REAL.write(file, bytes, position);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        if (fault == DiskFault.LEDGER_UNREADABLE) {
            throw new IOException("Input/output error");
        }
        return REAL.read(file);
    }
}
