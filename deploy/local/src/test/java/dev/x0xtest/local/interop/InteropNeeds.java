package dev.x0xtest.local.interop;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Checks what the suites against upstream need of the machine. If anything is missing, the first suite fails with one
 * line that names it, and the others are skipped.
 */
public final class InteropNeeds implements BeforeAllCallback, ExecutionCondition {
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(InteropNeeds.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean said = context.getRoot().getStore(SPACE).getOrDefault("said", Boolean.class, false);
        return said ? ConditionEvaluationResult.disabled("see the first") : ConditionEvaluationResult.enabled("");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        List<String> missing = missing(System.getenv());
        if (!missing.isEmpty()) {
            context.getRoot().getStore(SPACE).put("said", true);
            throw new MissingException("interop needs " + String.join("; and ", missing));
        }
    }

    /** Returns what is missing, each with what to install. */
    static List<String> missing(Map<String, String> environment) {
        List<String> missing = new ArrayList<>();
        if (UpstreamHarness.python(environment).isEmpty()) {
            missing.add(UpstreamHarness.NO_PYTHON);
        }
        if (UpstreamHarness.tests(environment).isEmpty()) {
            missing.add(UpstreamHarness.NO_CRATE);
        }
        try {
            if (x0xd(environment).isEmpty()) {
                missing.add("a real x0xd " + X0xdBinary.TRIED
                        + " in -Dx0xd=PATH, $X0XD, on the PATH or in the cache: run deploy/x0xd/install.sh");
            }
        } catch (EnvironmentException e) {
            missing.add("a real x0xd " + X0xdBinary.TRIED + ": " + e.getMessage());
        }
        return missing;
    }

    /** Returns the x0xd of this machine. */
    public static X0xdBinary x0xd() {
        return x0xd(System.getenv()).orElseThrow(() -> new EnvironmentException("no x0xd", null));
    }

    private static Optional<X0xdBinary> x0xd(Map<String, String> environment) {
        return X0xdBinary.find(System.getProperty("x0xd", ""), environment);
    }

    /** An exception with one line and no stack trace. */
    private static final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingException(String line) {
            super(line, null, false, false);
        }
    }
}
