package dev.x0xtest.cli.files;

import dev.x0xtest.cli.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an option puts a result.
 *
 * @param option its name
 * @param target a file, or {@value #STDOUT} for standard output; null: nowhere
 */
public record ResultFile(String option, @Nullable String target) {
    public static final String STDOUT = "-";
    private static final Pattern STDOUT_FILES = Pattern.compile("/dev/stdout|/dev/fd/1|/proc/(self|thread-self)/fd/1");

    public ResultFile {
        target = target == null ? null : target(target);
    }

    /** A file that is standard output must not be replaced, as another file is: that would lose what is printed there. */
    public static String target(String given) {
        return STDOUT_FILES.matcher(given).matches() ? STDOUT : given;
    }

    public boolean onStdout() {
        return STDOUT.equals(target);
    }

    /**
     * Checks, before anything is read or minutes are spent, that it can be written, and that it overwrites none of these files.
     *
     * @param taken files that are read or written for another purpose, and what each is
     * @return the same with this one, without links
     * @throws UsageException if it cannot
     */
    public Map<Path, String> check(Map<Path, String> taken) {
        if (target == null || onStdout()) {
            return taken;
        }
        Path file = Path.of(target);
        Map<Path, String> files = new LinkedHashMap<>();
        taken.forEach((other, what) -> files.putIfAbsent(WholeFile.resolved(other), what));
        if (!WholeFile.isSpecial(file)) {
            String other = files.putIfAbsent(WholeFile.resolved(file), option);
            if (other != null) {
                throw new UsageException(
                        option + " " + target + " is the same file as " + other + ": give it another one");
            }
        }
        WholeFile.problem(file).ifPresent(problem -> {
            throw new UsageException(option + ": " + problem);
        });
        return files;
    }

    /** Writes the result if it has a file. Returns false, and prints one line, if that fails. */
    public boolean write(String text, PrintWriter err) {
        return write(file -> WholeFile.write(file, text), err);
    }

    /** Writes a result. */
    public interface Writing {
        void to(Path file) throws IOException;
    }

    /** The same; {@code writing} is called only if there is a file. */
    public boolean write(Writing writing, PrintWriter err) {
        if (target == null || onStdout()) {
            return true;
        }
        try {
            writing.to(Path.of(target));
            return true;
        } catch (IOException e) {
            err.println("x0xtest: cannot write " + target + ": " + FileErrors.reason(e));
            err.flush();
            return false;
        }
    }
}
