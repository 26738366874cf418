package dev.x0xtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.testkit.serve.ServedFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page where it is put to the test: 300 nodes, and readers who need a token. */
@Timeout(240)
class LargeFleetTest {
    private static final int NODES = 300;
    private static final int BROKEN = 500;
    private static final int CELLS_AT_ONCE = 50;
    private static final long MOST_PAINT_MS = 1_000;
    private static final long MOST_TASK_MS = 100;
    private static final Duration UPDATES = Duration.ofSeconds(Long.getLong("page.seconds", 20));
    private static final String OBSERVER = "window.long = [];"
            + "new PerformanceObserver(list => window.long.push(...list.getEntries().map(one => Math.round(one.duration))))"
            + ".observe({type: 'longtask', buffered: true});";

    @TempDir
    private Path directory = Path.of("");

    /** Three regions, and broken pairs all over. */
    private static ServedFleet large() {
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
    void threeHundredNodesPaintWithinASecondAndStayFluid() {
        try (ServedFleet fleet = large();
                Chromium browser = Chromium.open(1280, 800, true)) {
            browser.prepare(OBSERVER);
            browser.show(fleet.url() + "/");
            browser.await("document.querySelectorAll('.worst li').length === 60");
            double paint = ((Number)
                            browser.ask("return performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                    .doubleValue();
            assertThat(browser.ask("return document.querySelectorAll('.g td.c').length"))
                    .as("blocks, not pairs")
                    .isEqualTo(81L);
            browser.click(".g td.c.refuted");
            browser.await("document.querySelectorAll('.opened .g td.c').length > 1000");
            browser.ask("window.long = []");
            long until = System.nanoTime() + UPDATES.toNanos();
            int rounds = 0;
            while (System.nanoTime() < until) {
                round(fleet, browser, rounds++);
            }
            Object tasks = browser.ask("return window.long.sort((one, other) => other - one).join()");
            System.out.printf(
                    "page of %d nodes: first contentful paint %.0f ms, %d rounds of updates, long tasks in ms: %s%n",
                    NODES, paint, rounds, tasks);
            assertThat(paint).isLessThanOrEqualTo(MOST_PAINT_MS);
            assertThat(longest(browser)).isLessThanOrEqualTo(MOST_TASK_MS);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** A run of which some pairs are told; it ends when the page has all of it. */
    private static void round(ServedFleet fleet, Chromium browser, int round) {
        List<String> nodes = ServedFleet.labels(NODES);
        fleet.daemon().begin(String.format("%032x", 0x1000 + round));
        for (int cell = 0; cell < CELLS_AT_ONCE; cell++) {
            String src = nodes.get((cell * 3 + round) % NODES);
            String dst = nodes.get((cell * 3 + round + 1) % NODES);
            fleet.daemon().judge(src, dst, round % 2 == 0 ? 'L' : 'p', round % 2 == 0 ? -1 : 30_000);
        }
        browser.await("document.querySelector('.sentence').textContent.includes('a run is going on: 50 pairs judged')");
        fleet.daemon().end();
        browser.await("!document.querySelector('.sentence').textContent.includes('a run is going on')");
    }

    private static long longest(Chromium browser) {
        return ((Number) browser.ask("return Math.max(0, ...window.long)")).longValue();
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
            for (String scheme : List.of("light", "dark")) {
                browser.scheme(scheme);
                assertThat(Axe.serious(browser, scheme)).isEmpty();
            }
            browser.size(360, 740);
            assertThat(Axe.serious(browser, "narrow")).isEmpty();
            assertThat(browser.ask(
                            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0L);
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
            assertThat(Axe.serious(browser, "the form")).isEmpty();
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
