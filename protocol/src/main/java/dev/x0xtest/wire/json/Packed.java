package dev.x0xtest.wire.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Encodes a large record as {@code {"z": base64(zlib(JSON))}}. Reading never inflates beyond a
 * bound.
 */
public final class Packed<T extends Record> implements Codec<T> {
    private static final Codec<Envelope> ENVELOPE = Codecs.record(Envelope.class);
    private static final int BUFFER = 8_192;

    private final Codec<T> content;
    private final int mostBytes;

    /**
     * Packs records of this type.
     *
     * @param mostBytes the longest JSON that is read
     */
    public Packed(Class<T> type, int mostBytes) {
        this.content = Codecs.record(type);
        this.mostBytes = mostBytes;
    }

    /** The object on the wire. It is public because the codec reads it by reflection. */
    public record Envelope(String z) {}

    @Override
    public T decode(ObjectNode object) throws WireException {
        byte[] packed;
        try {
            packed = Base64.getDecoder().decode(ENVELOPE.decode(object).z());
        } catch (IllegalArgumentException e) {
            throw new WireException(WireException.Kind.BAD_BASE64, "field z is not base64", e);
        }
        try {
            return content.decode(WireJson.parseObject(inflate(packed)));
        } catch (DataFormatException e) {
            throw new WireException(WireException.Kind.BAD_VALUE, "field z cannot be inflated", e);
        }
    }

    @Override
    public ObjectNode encode(T value) {
        byte[] packed = deflate(WireJson.compact(content.encode(value)));
        return ENVELOPE.encode(new Envelope(Base64.getEncoder().encodeToString(packed)));
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private byte[] inflate(byte[] packed) throws WireException, DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && !inflater.finished()) {
                    throw new DataFormatException("cut short");
                }
                if (out.size() + count > mostBytes) {
                    throw new WireException(
                            WireException.Kind.TOO_LARGE, "field z inflates to more than " + mostBytes + " bytes");
                }
                out.write(buffer, 0, count);
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }
}
