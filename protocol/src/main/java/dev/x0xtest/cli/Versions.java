package dev.x0xtest.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build. */
public final class Versions {
    private static final String RESOURCE = "version.properties";

    private Versions() {}

    /** The version, for example {@code 0.1.0}. */
    public static String current() {
        return properties().getProperty("version", "unknown");
    }

    /** The version and the commit, if known: for example {@code 0.1.0 (1a2b3c4)}. */
    public static String withCommit() {
        String commit = properties().getProperty("commit", "");
        return commit.isEmpty() ? current() : current() + " (" + commit + ")";
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in the jar");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** Provides {@code --version} of every command. */
    public static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"x0xtest " + Versions.withCommit()};
        }
    }
}
