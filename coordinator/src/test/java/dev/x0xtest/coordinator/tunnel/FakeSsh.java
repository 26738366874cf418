package dev.x0xtest.coordinator.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A program that is called like ssh and behaves as the name of its host says: {@code denied}, {@code denied-later},
 * {@code taken-once}, {@code deaf} (forwards nothing) or {@code forwards}. It records its calls in the directory that its first argument
 * names.
 */
final class FakeSsh {
    private FakeSsh() {}

    public static void main(String... arguments) throws Exception {
        List<String> given = List.of(arguments);
        Path calls = Path.of(given.get(0)).resolve("calls");
        String[] forward = given.get(given.indexOf("-L") + 1).split(":", -1);
        int local = Integer.parseInt(forward[1]);
        int calledBefore = Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
        Files.writeString(
                calls, ProcessHandle.current().pid() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        switch (given.get(given.size() - 1)) {
            case "denied" -> end("root@denied: Permission denied (publickey).");
            case "taken-once" -> {
                if (calledBefore == 0) {
                    end("bind [127.0.0.1]:" + local + ": Address already in use");
                }
                forward(local, Integer.parseInt(forward[3]));
            }
            case "denied-later" -> {
                if (calledBefore > 0) {
                    end("root@denied-later: Permission denied (publickey).");
                }
                forward(local, Integer.parseInt(forward[3]));
            }
            case "deaf" -> {
                System.err.println("channel 1: open failed: connect failed: Connection refused");
                new CountDownLatch(1).await();
            }
            default -> forward(local, Integer.parseInt(forward[3]));
        }
    }

    private static void end(String words) {
        System.err.println(words);
        System.exit(255);
    }

    private static void forward(int local, int remote) throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), local));
            while (true) {
                Socket here = server.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), remote);
                copy(here, there);
                copy(there, here);
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        Thread copier = new Thread(() -> {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
            } catch (IOException e) {
                // One end has closed; the try statement closes the other.
            }
        });
        copier.start();
    }
}
