package dev.x0xtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import dev.x0xtest.local.watch.LocalWatch;
import dev.x0xtest.minimesh.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The fault switch of the demo in a browser: its buttons break a mesh of stand-ins and mend it, and the next rounds show it. */
@Timeout(240)
class FaultsTest {
    private static final int NODES = 4;
    private static final int HEARTBEAT_SECS = 5;
    /** A round may take 20 s, and another one may be under way. */
    private static final Duration ROUNDS = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aPersonBreaksAPairByAClickAndMendsItByKeyboard() throws InterruptedException {
        MeshSpec plan = new MeshSpec(NODES, null, Transport.MEMORY, true, HEARTBEAT_SECS);
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (LocalMesh mesh = LocalMesh.start(plan);
                LocalWatch watch = LocalWatch.open(mesh, listen, directory, null);
                Chromium browser = Chromium.open(1280, 900, true)) {
            browser.show(watch.url() + "/");
            browser.await(
                    "document.querySelector('.fault-form') && document.querySelector('.fault-form').checkVisibility()");
            assertThat(browser.ask("return [...document.querySelectorAll('.fault-form select')].map(one =>"
                            + " one.selectedOptions[0].text).join(' ')"))
                    .isEqualTo("helsinki blocks sfo");
            browser.type(By.name("kind"), "is f");
            browser.await("!document.querySelector('.fault-form select[name=to]').checkVisibility()");
            browser.type(By.name("kind"), Keys.HOME);
            browser.click(".fault-form button[type=submit]");
            browser.await("document.querySelector('.fault-list li')");
            assertThat(browser.text(".fault-list li"))
                    .startsWith("helsinki blocks sfo")
                    .contains("for ", "Mend");
            assertThat(browser.text("#say")).startsWith("helsinki blocks sfo");
            assertThat(browser.complaints()).isEmpty();

            browser.click(".fault-form button[type=submit]");
            browser.await("document.querySelector('.fault-problem').textContent.includes('broken already')");
            assertThat(browser.complaints())
                    .as("the browser itself tells of the answer 409")
                    .allMatch(line -> line.contains("409"));

            watch.start();
            browser.await("document.querySelectorAll('.g td.refuted').length === 2", ROUNDS);
            assertThat(browser.text(".sentence")).startsWith("10 of 12 pairs proven");
            assertThat(Axe.everywhere(browser, "faults")).isEmpty();

            browser.type(By.cssSelector(".fault-list button"), Keys.ENTER);
            browser.await("!document.querySelector('.fault-list li')");
            assertThat(browser.ask("return document.activeElement.textContent"))
                    .as("the keyboard stays in the panel")
                    .isEqualTo("Mend all");
            browser.await(
                    "document.querySelectorAll('.g td.refuted').length === 0"
                            + " && document.querySelector('.sentence').textContent.startsWith('All 12 pairs proven')",
                    ROUNDS);
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
