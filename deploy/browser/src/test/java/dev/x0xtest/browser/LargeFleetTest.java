package dev.x0xtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.testkit.serve.ServedFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A fleet of 300 nodes, and readers who need a token. How fast the page is with so many: {@link FluidTest}. */
@Timeout(240)
class LargeFleetTest {
    static final int NODES = 300;
    private static final int BROKEN = 500;

    @TempDir
    private Path directory = Path.of("");

    /** Three regions, and broken pairs all over. */
    static ServedFleet large() {
        List<String> nodes = ServedFleet.labels(NODES);
        ServedFleet fleet = ServedFleet.of(nodes);
        for (int node = 0; node < NODES; node++) {
            fleet.history()
                    .setGroup(
                            nodes.get(node),
                            "region=" + List.of("eu", "us", "asia").get(node % 3));
        }
        for (int pair = 0; pair < BROKEN; pair++) {
            int src = pair * 7 % NODES;
            int dst = (src + 1 + pair * 13 % (NODES - 1)) % NODES;
            if (src != dst) {
                fleet.history().set(nodes.get(src), nodes.get(dst), pair % 5 == 0 ? 'U' : 'M');
            }
        }
        fleet.history().addDay(hour -> hour % 3 == 0 ? 40 : 0);
        fleet.daemon().end();
        return fleet;
    }

    @Test
    void blocksAreReachedByKeyboardAndPass() {
        try (ServedFleet fleet = large();
                Chromium browser = Chromium.open(1280, 800, true)) {
            browser.show(fleet.url() + "/");
            browser.await("document.querySelectorAll('.worst li').length === 60");
            WebElement block = browser.driver.findElement(By.cssSelector(".g td.c[tabindex='0']"));
            block.sendKeys(Keys.ARROW_RIGHT);
            assertThat(browser.text("#say")).contains("pairs proven");
            browser.driver.switchTo().activeElement().sendKeys(Keys.ENTER);
            browser.await("document.activeElement.matches('.opened h3')");
            browser.scheme("dark");
            assertThat(Axe.serious(browser, "dark")).isEmpty();
            browser.scheme("light");
            browser.size(360, 740);
            assertThat(Axe.serious(browser, "narrow")).isEmpty();
            assertThat(browser.overhang()).isZero();
        }
    }

    @Test
    void aReaderIsAskedForATokenUntilItIsRight() throws Exception {
        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, "ann reader a-token-of-a-reader\n");
        try (ServedFleet fleet = ServedFleet.withTokens(List.of("nyc", "sfo"), tokens);
                Chromium browser = Chromium.open(1280, 800, true)) {
            fleet.daemon().measure();
            browser.show(fleet.url() + "/");
            browser.await("document.getElementById('ask').open");
            assertThat(Axe.everywhere(browser, "the form")).isEmpty();
            WebElement field = browser.driver.findElement(By.id("ask-token"));
            field.sendKeys("not-the-right-token", Keys.ENTER);
            browser.await("document.getElementById('ask-why').textContent.includes('not known')");
            browser.driver.switchTo().activeElement().sendKeys("a-token-of-a-reader", Keys.ENTER);
            browser.await("document.querySelectorAll('.g td.c').length === 2");
            browser.await("document.getElementById('link-text').textContent === 'live'");
            assertThat(browser.driver.getCurrentUrl()).doesNotContain("token");
            assertThat(browser.ask("return Object.keys(localStorage).length")).isEqualTo(0L);
            browser.driver.executeCdpCommand("Page.reload", Map.of());
            browser.await("document.querySelectorAll('.g td.c').length === 2");
        }
    }
}
