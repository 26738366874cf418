package dev.x0xtest.coordinator.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes a raster as a PNG with a palette, by the format's specification (ISO/IEC 15948). */
final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BITS = 8;
    private static final int PALETTE_COLOURS = 3;

    private PngFile() {}

    /** The whole file; {@code OutputStream} stays open. */
    static void write(Raster raster, OutputStream out) throws IOException {
        DataOutputStream file = new DataOutputStream(out);
        file.write(SIGNATURE);
        chunk(file, "IHDR", header(raster));
        chunk(file, "PLTE", palette());
        chunk(file, "IDAT", dots(raster));
        chunk(file, "IEND", new byte[0]);
        file.flush();
    }

    static byte[] bytes(Raster raster) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(raster, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toByteArray();
    }

    private static byte[] header(Raster raster) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(raster.width);
        header.writeInt(raster.height);
        header.write(new byte[] {BITS, PALETTE_COLOURS, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static byte[] palette() {
        Palette[] colours = Palette.values();
        byte[] bytes = new byte[colours.length * 3];
        for (int at = 0; at < colours.length; at++) {
            int rgb = colours[at].rgb();
            bytes[at * 3] = (byte) (rgb >> 16);
            bytes[at * 3 + 1] = (byte) (rgb >> 8);
            bytes[at * 3 + 2] = (byte) rgb;
        }
        return bytes;
    }

    private static byte[] dots(Raster raster) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // A row begins with its filter: 0, none.
        byte[] row = new byte[raster.width + 1];
        try (DeflaterOutputStream packed = new DeflaterOutputStream(bytes, deflater)) {
            for (int y = 0; y < raster.height; y++) {
                raster.copyRow(y, row, 1);
                packed.write(row);
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream file, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        file.writeInt(content.length);
        file.write(name);
        file.write(content);
        file.writeInt((int) sum.getValue());
    }
}
