package dev.x0xtest.coordinator.tunnel;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the reason for the end of an ssh in its stderr. Pure. */
final class SshWords {
    private static final int QUOTED_LINES = 2;
    private static final int LONGEST = 400;

    /** Lines that never are the reason: hints, notes about keys and ciphers, warnings of locales and shells. */
    private static final List<Pattern> NOISE = Stream.of(
                    "@.*",
                    "\\*\\*.*",
                    "debug\\d?:.*",
                    "Warning: Permanently added .*",
                    "Warning: .*post-quantum.*",
                    "Warning: the (RSA|ECDSA|ED25519|DSA) host key for .*",
                    ".*warning: (setlocale|shell level).*",
                    "(perl|manpath|locale): .*(warning|locale).*",
                    ".*[Cc]annot (set|change) locale.*",
                    "(Please check that your locale settings:|are supported and installed on your system\\.)",
                    "\\s*(LANGUAGE|LC_[A-Z]+|LANG) = .*",
                    "Pseudo-terminal will not be allocated .*",
                    "X11 forwarding request failed .*",
                    "Authorized uses only.*",
                    "Connection to .* closed\\.?",
                    "Transferred: .*|Bytes per second: .*")
            .map(line -> Pattern.compile(line, Pattern.CASE_INSENSITIVE))
            .toList();

    private SshWords() {}

    /** One line: its last words without warnings and hints; behind the mark only, if the host's command set one. */
    static String quote(List<String> lines) {
        int mark = lines.lastIndexOf(SshOutput.BEGIN);
        List<String> said = lines.subList(mark + 1, lines.size()).stream()
                .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
                .filter(line -> !line.isEmpty()
                        && NOISE.stream().noneMatch(noise -> noise.matcher(line).matches()))
                .distinct()
                .toList();
        if (said.isEmpty()) {
            return "ssh gave no reason";
        }
        String quoted = String.join("; ", said.subList(Math.max(0, said.size() - QUOTED_LINES), said.size()))
                .replace(".; ", ". ");
        return quoted.length() <= LONGEST ? quoted : quoted.substring(0, LONGEST) + "…";
    }

    /** Whether the host does not let us in. Hosts lock out who tries that again and again. */
    static boolean refused(List<String> lines) {
        return lines.stream()
                .anyMatch(line -> line.contains("Permission denied")
                        || line.contains("Too many authentication failures")
                        || line.contains("Host key verification failed"));
    }

    /** Whether another program took the port after we chose it and before ssh bound it. */
    static boolean portTaken(List<String> lines) {
        return lines.stream()
                .anyMatch(line -> line.contains("Address already in use") || line.contains("cannot listen to port"));
    }
}
