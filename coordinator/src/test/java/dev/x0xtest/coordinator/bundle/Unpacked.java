package dev.x0xtest.coordinator.bundle;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The files of an archive, read by the rules of ustar, and all its bytes. */
@SuppressWarnings("ArrayRecordComponent") // two are never compared
record Unpacked(Map<String, String> files, byte[] tar) {
    private static final int BLOCK = 512;

    static Unpacked of(Path archive) throws IOException {
        byte[] tar;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
            tar = in.readAllBytes();
        }
        Map<String, String> files = new LinkedHashMap<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(tar));
        byte[] header = new byte[BLOCK];
        in.readFully(header);
        while (header[0] != 0) {
            String name = text(header, 0, 100);
            byte[] content = new byte[Integer.parseInt(text(header, 124, 11), 8)];
            in.readFully(content);
            in.skipNBytes((BLOCK - content.length % BLOCK) % BLOCK);
            files.put(name.substring(name.indexOf('/') + 1), new String(content, StandardCharsets.UTF_8));
            in.readFully(header);
        }
        return new Unpacked(files, tar);
    }

    private static String text(byte[] bytes, int from, int most) {
        String text = new String(bytes, from, most, StandardCharsets.US_ASCII);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    String file(String name) {
        return files.getOrDefault(name, "");
    }
}
