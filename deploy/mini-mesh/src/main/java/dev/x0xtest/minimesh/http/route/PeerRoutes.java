package dev.x0xtest.minimesh.http.route;

import static dev.x0xtest.minimesh.http.exchange.HttpAnswer.object;

import dev.x0xtest.minimesh.http.exchange.HttpAnswer;
import dev.x0xtest.minimesh.http.exchange.Rejection;
import dev.x0xtest.minimesh.http.exchange.Request;
import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.node.Node;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The endpoints {@code /peers} and {@code /peers/:peer_id/probe}. */
public final class PeerRoutes {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final long DEFAULT_MS = 2_000;
    private static final long LEAST_MS = 100;
    private static final long MOST_MS = 30_000;
    private static final int ID_BYTES = 32;

    private final Node node;

    public PeerRoutes(Node node) {
        this.node = node;
    }

    public void addTo(Router router) {
        router.answer("GET", "/peers", request -> peers());
        router.answer("POST", "/peers/:peer_id/probe", this::probe);
    }

    private HttpAnswer peers() {
        var peers = node.neighbours().all().stream()
                .map(neighbour -> object("id", neighbour.machineId(), "link", "healthy"))
                .toList();
        return HttpAnswer.ok("ok", true, "peers", peers);
    }

    /**
     * x0xd 0.48.1 answers at once with a round trip of 0 for each machine that it was ever linked to, also for one whose
     * process is stopped or gone. It refuses only a machine that it has never been linked to.
     */
    private HttpAnswer probe(Request request) throws Rejection {
        long timeoutMs = timeoutMs(request.query().get("timeout_ms"));
        String machineId = machineId(request.pathArguments().get(0));
        if (node.neighbours().activity().of(machineId) == null) {
            return HttpAnswer.error(
                    503, "probe failed: Endpoint error: Peer not found: PeerId(" + numbers(machineId) + ")");
        }
        return HttpAnswer.ok("ok", true, "rtt_ms", 0, "rtt_us", 0, "timeout_ms", timeoutMs);
    }

    private static long timeoutMs(@Nullable String asked) throws Rejection {
        if (asked == null) {
            return DEFAULT_MS;
        } else if (!NUMBER.matcher(asked).matches()) {
            throw new Rejection(
                    HttpAnswer.text(400, "Failed to deserialize query string: invalid digit found in string"));
        }
        return Math.max(LEAST_MS, Math.min(MOST_MS, Long.parseLong(asked)));
    }

    private static String machineId(String text) throws Rejection {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                throw Rejection.badRequest(
                        "invalid hex peer_id: Invalid character '" + text.charAt(i) + "' at position " + i);
            }
        }
        if (text.length() % 2 != 0) {
            throw Rejection.badRequest("invalid hex peer_id: Odd number of digits");
        }
        if (text.length() != 2 * ID_BYTES) {
            throw Rejection.badRequest("peer_id must be 32 bytes, got " + text.length() / 2);
        }
        return text.toLowerCase(Locale.ROOT);
    }

    // x0xd prints the id as a Rust byte array
    private static String numbers(String machineId) {
        byte[] id = HexFormat.of().parseHex(machineId);
        StringBuilder text = new StringBuilder("[");
        for (byte part : id) {
            text.append(text.length() > 1 ? ", " : "").append(part & 0xFF);
        }
        return text.append("]").toString();
    }
}
