package dev.x0xtest.serve.alert.sink;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A mail server and how to log in.
 *
 * @param protocol {@code smtp}, with STARTTLS where the server offers it, or {@code smtps}
 * @param user null: no login
 * @param password null: no login
 */
public record SmtpServer(
        String protocol,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {
    private static final int SMTP = 25;
    private static final int SUBMISSION = 587;
    private static final int SMTPS = 465;

    /**
     * Reads {@code smtp://user@host:port} or {@code smtps://…}.
     *
     * @param password of the user; null: there is none
     * @throws IllegalArgumentException in words that repeat no secret
     */
    public static SmtpServer parse(String text, @Nullable String password) {
        try {
            URI uri = new URI(text.strip());
            String scheme = String.valueOf(uri.getScheme());
            if (uri.getHost() == null || !(scheme.equals("smtp") || scheme.equals("smtps"))) {
                throw new IllegalArgumentException("not a server such as smtp://user@mail.example.org:587");
            }
            String user = uri.getUserInfo();
            if (user != null && user.contains(":")) {
                throw new IllegalArgumentException("the password belongs into a file, not into the address");
            }
            if ((user == null) != (password == null)) {
                throw new IllegalArgumentException("a login needs both a user in the address and a password file");
            }
            int usual = scheme.equals("smtps") ? SMTPS : user == null ? SMTP : SUBMISSION;
            return new SmtpServer(scheme, uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort(), user, password);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a server such as smtp://user@mail.example.org:587");
        }
    }

    /** A password goes over an encrypted connection, or stays on this machine. */
    boolean mustEncrypt() {
        return user != null && protocol.equals("smtp") && !isLoopback();
    }

    private boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Without the login. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
