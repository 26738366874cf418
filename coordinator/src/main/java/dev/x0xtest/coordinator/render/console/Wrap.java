package dev.x0xtest.coordinator.render.console;

import java.util.ArrayList;
import java.util.List;

/** Lays out lists. */
public final class Wrap {
    private Wrap() {}

    /** The entries with commas between, on as many indented lines as the width asks for; none is ever broken. */
    public static List<String> list(List<String> entries, String indent, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (int index = 0; index < entries.size(); index++) {
            String entry = entries.get(index) + (index == entries.size() - 1 ? "" : ",");
            if (line.length() > indent.length() && line.length() + 1 + entry.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(entry);
        }
        lines.add(line.toString());
        return lines;
    }
}
