package dev.x0xtest.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggestions for a misspelt word. */
public final class Suggestions {
    private Suggestions() {}

    /** The candidate with the fewest edits, if these are few for a word of this length. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        int most = word.length() < 4 ? 1 : Math.max(2, word.length() / 3);
        return candidates.stream()
                .min(Comparator.<String>comparingInt(candidate -> edits(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> edits(word, candidate) <= most);
    }

    /** Edit distance: insertions, deletions and replacements. */
    static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int at = 1; at <= from.length(); at++) {
            int diagonal = row[0];
            row[0] = at;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = diagonal + (from.charAt(at - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }
}
