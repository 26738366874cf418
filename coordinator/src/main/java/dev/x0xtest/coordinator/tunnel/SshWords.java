package dev.x0xtest.coordinator.tunnel;

import java.util.List;

/** Finds the reason for the end of an ssh in its stderr. Pure. */
final class SshWords {
    private static final int QUOTED_LINES = 2;
    private static final int LONGEST = 400;

    private SshWords() {}

    /** One line: its last words; a warning in a frame of {@code @} and hints are left out. */
    static String quote(List<String> lines) {
        List<String> said = lines.stream()
                .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("@") && !line.startsWith("debug"))
                .distinct()
                .toList();
        if (said.isEmpty()) {
            return "ssh gave no reason";
        }
        String quoted = String.join("; ", said.subList(Math.max(0, said.size() - QUOTED_LINES), said.size()))
                .replace(".; ", ". ");
        return quoted.length() <= LONGEST ? quoted : quoted.substring(0, LONGEST) + "…";
    }

    /** Whether another program took the port after we chose it and before ssh bound it. */
    static boolean portTaken(List<String> lines) {
        return lines.stream()
                .anyMatch(line -> line.contains("Address already in use") || line.contains("cannot listen to port"));
    }
}
