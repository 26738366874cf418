package dev.x0xtest.serve.history.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.x0xtest.serve.history.database.DatabaseUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of this test alone: a cluster in a temporary directory on loopback. Root may not run one, so the user
 * {@code postgres} does then. Tests are skipped by name where there is no PostgreSQL.
 */
public final class PostgresqlCluster implements AutoCloseable {
    private static final Path ROOT = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";
    private static final long PATIENCE_S = 60;
    private static @Nullable PostgresqlCluster shared;

    private final Path binaries;
    private final Path directory;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresqlCluster(Path binaries, Path directory, int port) {
        this.binaries = binaries;
        this.directory = directory;
        this.port = port;
    }

    /** One for all tests of this JVM; it ends with it. */
    public static synchronized PostgresqlCluster shared() throws Exception {
        PostgresqlCluster known = shared;
        if (known == null) {
            known = start();
            shared = known;
            PostgresqlCluster mine = known;
            Runtime.getRuntime().addShutdownHook(new Thread(mine::close));
        }
        return known;
    }

    /** A new one. */
    public static PostgresqlCluster start() throws Exception {
        Path binaries = binaries();
        assumeTrue(binaries != null, "skipped: no PostgreSQL in " + ROOT + " (Debian: postgresql)");
        Path directory = Files.createTempDirectory("x0xtest-postgresql");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PostgresqlCluster cluster = new PostgresqlCluster(binaries, directory, port);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        cluster.run(List.of(
                binaries.resolve("initdb").toString(),
                "--no-sync",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
                "--username=" + USER,
                "--pgdata=" + directory.resolve("data")));
        cluster.up();
        return cluster;
    }

    private static @Nullable Path binaries() throws IOException {
        if (!Files.isDirectory(ROOT)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(ROOT)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo)
                    .orElse(null);
        }
    }

    /** Starts the server, after {@link #down} again on the same port. */
    public void up() throws Exception {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
                + " -c shared_buffers=128MB";
        run(List.of(
                binaries.resolve("pg_ctl").toString(),
                "start",
                "--wait",
                "--pgdata=" + directory.resolve("data"),
                "--log=" + directory.resolve("log"),
                "--options=" + options));
    }

    /** Stops it as a crash does: connections break. */
    public void down() throws Exception {
        run(List.of(
                binaries.resolve("pg_ctl").toString(),
                "stop",
                "--wait",
                "--mode=immediate",
                "--pgdata=" + directory.resolve("data")));
    }

    /** An empty database. */
    public DatabaseUrl empty() throws Exception {
        String name = "history" + databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"))) {
            connection.createStatement().execute("create database " + name);
        }
        return DatabaseUrl.of(url(name), Path::of);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
    }

    private void run(List<String> command) throws Exception {
        List<String> whole = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            whole.addAll(List.of("runuser", "-u", USER, "--"));
        }
        whole.addAll(command);
        Path output = Files.createTempFile("x0xtest-postgresql", ".out");
        try {
            Process process = new ProcessBuilder(whole)
                    .directory(new java.io.File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(whole + ": " + Files.readString(output));
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    @Override
    public void close() {
        try {
            down();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
