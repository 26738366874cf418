package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.DockerComposeContainer;

/**
 * Runs the compose files as a user does. {@code $X0XTEST_BASE} names the base image, which deploy/images/base builds.
 */
@Tag("docker")
@DisplayName("docker-compose")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ComposeIT {
    private static final Path DEPLOY = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @BeforeAll
    static void dockerIsHere() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker daemon answers");
        assumeTrue(System.getenv("X0XTEST_BASE") != null, "X0XTEST_BASE names no image: deploy/images/base makes one");
    }

    @Test
    void fourStandInsPass() {
        everyPairIsProven(Map.of(), "docker-compose.yml");
    }

    @Test
    void fourRealDaemonsPass() {
        X0xdBinary binary =
                X0xdBinary.find(System.getProperty("x0xd", ""), System.getenv()).orElse(null);
        assumeTrue(binary != null, "no real x0xd: run deploy/x0xd/install.sh");
        everyPairIsProven(Map.of("X0XD", binary.path().toString()), "docker-compose.yml", "docker-compose.x0xd.yml");
    }

    /** Publishes a port of its own choice, because the usual one may be taken here. */
    @Test
    void theDaemonKeepsWatch() throws Exception {
        List<File> files = List.of(
                DEPLOY.resolve("docker-compose.yml").toFile(),
                DEPLOY.resolve("docker-compose.watch.yml").toFile());
        try (var fleet = new DockerComposeContainer<>("x0xtest", files)) {
            fleet.withPull(false).withBuild(true).withEnv(Map.of("X0XTEST_PORT", "0"));
            fleet.withRemoveVolumes(true).start();
            ContainerState nyc = fleet.getContainerByServiceName("nyc_1").orElseThrow();
            Ports.Binding[] published = nyc.getCurrentContainerInfo()
                    .getNetworkSettings()
                    .getPorts()
                    .getBindings()
                    .get(ExposedPort.tcp(8460));
            String port = Objects.requireNonNull(published, "the page is published")[0].getHostPortSpec();
            String api = "http://127.0.0.1:" + port;

            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(get(api + "/api/v1/matrix")).contains("[\"·ppp\",\"p·pp\",\"pp·p\",\"ppp·\"]"));
            assertThat(get(api + "/healthz")).isNotNull();
            assertThat(fleet.getContainerByServiceName("coordinator_1")).isEmpty();
        }
    }

    private static String get(String address) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void everyPairIsProven(Map<String, String> environment, String... names) {
        List<File> files = new ArrayList<>();
        for (String name : names) {
            files.add(DEPLOY.resolve(name).toFile());
        }
        try (var fleet = new DockerComposeContainer<>("x0xtest", files)) {
            fleet.withPull(false).withBuild(true).withEnv(environment);
            fleet.withRemoveVolumes(true).start();
            ContainerState coordinator =
                    fleet.getContainerByServiceName("coordinator_1").orElseThrow();

            Awaitility.await().atMost(PATIENCE).until(() -> !coordinator.isRunning());

            assertThat(coordinator.getLogs()).contains("PASS  12 of 12 pairs proven on plane raw");
            assertThat(coordinator.getCurrentContainerInfo().getState().getExitCodeLong())
                    .isZero();
            String report = coordinator.copyFileFromContainer(
                    "/report/matrix.json", stream -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(report).contains("\"x0xtest/report/2\"");
        }
    }
}
