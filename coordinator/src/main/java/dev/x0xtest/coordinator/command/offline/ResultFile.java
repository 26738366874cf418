package dev.x0xtest.coordinator.command.offline;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.coordinator.matrix.Outputs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an option puts a result.
 *
 * @param option its name
 * @param target a file, or {@value #STDOUT} for standard output; null: nowhere
 */
record ResultFile(String option, @Nullable String target) {
    private static final String STDOUT = "-";

    ResultFile {
        target = target == null ? null : Outputs.target(target);
    }

    boolean onStdout() {
        return STDOUT.equals(target);
    }

    /**
     * Checks before anything is read that it can be written, and that it overwrites none of these files.
     *
     * @param taken files, and what each is
     * @return the same with this one
     * @throws UsageException if it cannot
     */
    Map<Path, String> check(Map<Path, String> taken) {
        return target == null ? taken : Outputs.taking(option, target, taken);
    }

    /** Writes the result if it has a file. Returns false, and prints one line, if that fails. */
    boolean write(String text, PrintWriter err) {
        if (target == null || onStdout()) {
            return true;
        }
        try {
            WholeFile.write(Path.of(target), text);
            return true;
        } catch (IOException e) {
            err.println("x0xtest: cannot write " + target + ": " + FileErrors.reason(e));
            err.flush();
            return false;
        }
    }
}
