package dev.x0xtest.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the system about standard output and standard error. Java knows only whether standard input and output are both
 * terminals, and Java 22 not even that: so Linux is asked through {@code /proc}, any other system by {@code test -t}.
 */
public final class Terminals {
    public static final int STDOUT = 1;
    public static final int STDERR = 2;

    private static final long ANSWER_SECONDS = 2;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d{1,5})");

    private Terminals() {}

    /** What an output of this process can show. */
    public static Console console(int descriptor, Console.ColorMode mode) {
        return console(descriptor, mode, System.getenv());
    }

    /** The same for a given environment. */
    public static Console console(int descriptor, Console.ColorMode mode, Map<String, String> environment) {
        boolean terminal = isTerminal(descriptor);
        OptionalInt columns =
                terminal && !environment.containsKey("COLUMNS") ? columns(descriptor) : OptionalInt.empty();
        return Console.of(new Console.Facts(environment, charset(), terminal, columns), mode);
    }

    /** In which charset the person's terminal decodes what we write. */
    static Charset charset() {
        Map<String, String> properties = new HashMap<>();
        LocaleCharset.PROPERTIES.forEach(name -> properties.put(name, System.getProperty(name, "")));
        return LocaleCharset.of(properties, System.getenv());
    }

    public static boolean isTerminal(int descriptor) {
        Optional<String> target = target(descriptor);
        if (target.isPresent()) {
            String file = target.get();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.startsWith("/dev/console");
        }
        return !Files.exists(Path.of("/proc/self/fd"))
                && asked(new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                                .redirectOutput(Redirect.INHERIT)
                                .redirectError(Redirect.INHERIT))
                        .isPresent();
    }

    /** A line for standard error: on a terminal it is broken at blanks, elsewhere it stays one line, which a search finds. */
    public static String forStderr(String line) {
        if (!isTerminal(STDERR)) {
            return line;
        }
        int width = console(STDERR, Console.ColorMode.NEVER).width();
        return String.join(System.lineSeparator(), TextWrap.line(line, width));
    }

    /** Whether the other end is a program: then a failed write means that it has ended and wants no more. */
    static boolean isPipe(int descriptor) {
        return target(descriptor)
                .map(file -> file.startsWith("pipe:") || file.startsWith("socket:") || isFifo(file))
                .orElse(false);
    }

    private static boolean isFifo(String file) {
        Path path = Path.of(file);
        return Files.exists(path) && !Files.isRegularFile(path) && !file.startsWith("/dev/");
    }

    /** What {@code stty size} says of the terminal at a descriptor. */
    private static OptionalInt columns(int descriptor) {
        File terminal = new File(target(descriptor).orElse("/dev/tty"));
        Matcher answer = ROWS_AND_COLUMNS.matcher(asked(new ProcessBuilder("stty", "size").redirectInput(terminal))
                .orElse(""));
        return answer.matches() ? OptionalInt.of(Integer.parseInt(answer.group(1))) : OptionalInt.empty();
    }

    /** What a small program prints, if it ends well and soon. */
    private static Optional<String> asked(ProcessBuilder program) {
        try {
            Process process = program.start();
            try (InputStream out = process.getInputStream()) {
                process.getOutputStream().close();
                if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return Optional.empty();
                }
                return process.exitValue() == 0
                        ? Optional.of(new String(out.readNBytes(100), StandardCharsets.US_ASCII).strip())
                        : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> target(int descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)))
                    .toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
