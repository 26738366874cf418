package dev.x0xtest.local.defect;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates without looking at the checksum. */
public final class Unchecked {
    private static final int HEADER = 2;
    private static final int CHECKSUM = 4;

    private Unchecked() {}

    /** The bytes, right or wrong. */
    public static byte[] inflate(byte[] packed) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(Arrays.copyOfRange(packed, HEADER, packed.length - CHECKSUM));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8_192];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && !inflater.finished()) {
                    throw new DataFormatException("cut short");
                }
                out.write(buffer, 0, count);
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }
}
