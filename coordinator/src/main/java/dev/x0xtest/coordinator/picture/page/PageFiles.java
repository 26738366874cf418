package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.latency.TimeDigit;
import dev.x0xtest.coordinator.picture.Palette;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The style and the script of the page, and their hashes for its content security policy. */
record PageFiles(String style, String script) {
    static PageFiles read() throws IOException {
        StringBuilder colours = new StringBuilder();
        for (int digit = 0; digit < TimeDigit.COUNT; digit++) {
            colours.append(".d").append(digit).append("{background:");
            colours.append(Palette.latency(digit).css()).append(";fill:");
            colours.append(Palette.latency(digit).css()).append("}\n");
        }
        return new PageFiles(resource("page.css") + colours, resource("page.js"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the program lacks its file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Only this style and this script may act, and nothing may be loaded. */
    String policy() {
        return "default-src 'none'; img-src data:; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
