package dev.x0xtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.api.live.RunAnswer;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.testkit.serve.ServedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Orders of operators in a browser; and what a reader sees instead. */
@Timeout(240)
class OrdersTest {
    private static final List<String> SIX = List.of("nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney");
    private static final long HOUR_MS = 3_600_000;

    private static Chromium browser = unopened();

    @TempDir
    private Path directory = Path.of("");

    /** Only {@code BeforeAll} can skip. */
    @SuppressWarnings("NullAway")
    private static Chromium unopened() {
        return null;
    }

    @BeforeAll
    static void openBrowser() {
        browser = Chromium.open(1280, 900, true);
    }

    @AfterAll
    @SuppressWarnings("UnnecessaryParentheses")
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void forget() {
        browser.size(1280, 900);
        browser.complaints();
    }

    private static ServedFleet broken(ServedFleet fleet) {
        fleet.history().set("sfo", "helsinki", 'M');
        fleet.history().set("helsinki", "sfo", 'R');
        fleet.daemon().measure();
        return fleet;
    }

    private static void show(ServedFleet fleet, String view) {
        browser.show("about:blank").show(fleet.url() + "/" + view);
        browser.await("document.querySelector('.view h1')");
    }

    private static By button(String words) {
        return By.xpath("//button[normalize-space()='" + words + "']");
    }

    private static void give(String reason, String end) {
        browser.await("document.querySelector('dialog.act[open]')");
        WebElement field = browser.driver.switchTo().activeElement();
        assertThat(field.getDomAttribute("name"))
                .as("the reason has the keyboard")
                .isEqualTo("reason");
        field.sendKeys(reason);
        if (!end.isEmpty()) {
            browser.click(By.xpath("//dialog//label[normalize-space()='" + end + "']"));
        }
        browser.driver.switchTo().activeElement().sendKeys(Keys.ENTER);
    }

    /** Gives both and waits until the order is taken. */
    private static void order(String reason, String end) {
        give(reason, end);
        browser.await("!document.querySelector('dialog.act')");
    }

    @Test
    void aNodeIsSilencedForAWhileAndTheSilenceIsWithdrawn() {
        try (ServedFleet fleet = broken(ServedFleet.of(SIX))) {
            show(fleet, "#/node/sfo");
            long before = System.currentTimeMillis();
            browser.type(button("Silence"), Keys.ENTER);
            order("new disk", "8 hours");
            browser.await("document.querySelector('.orders li')");
            Order order = fleet.daemon().status().orders().get(0);
            assertThat(order.kind()).isEqualTo(Order.Kind.SILENCE);
            assertThat(order.target()).isEqualTo("sfo");
            assertThat(order.reason()).isEqualTo("new disk");
            assertThat(order.untilMs())
                    .isBetween(before + 8 * HOUR_MS - 60_000, System.currentTimeMillis() + 8 * HOUR_MS);
            assertThat(browser.text(".orders li")).contains("No alerts about sfo until", "new disk", "left");
            browser.click(button("Withdraw"));
            order("disk is in", "");
            browser.await("!document.querySelector('.orders li')");
            assertThat(fleet.daemon().status().orders()).isEmpty();
            assertThat(fleet.daemon().audits())
                    .hasSize(2)
                    .allMatch(audit -> !audit.reason().isEmpty());
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void everythingElseIsOrderedToo() {
        try (ServedFleet fleet = broken(ServedFleet.of(SIX))) {
            show(fleet, "#/orders");
            browser.click(button("Pause all"));
            order("a fair", "1 day");
            browser.await("document.querySelectorAll('.orders li').length === 1");
            browser.click(button("Exclude"));
            order("moves house", "until it is withdrawn");
            browser.await("document.querySelectorAll('.orders li').length === 2");
            show(
                    fleet,
                    "#/incident/"
                            + fleet.history()
                                    .incidents(null, true, 1, Long.MAX_VALUE)
                                    .get(0)
                                    .id());
            browser.click(button("Acknowledge"));
            order("on my way", "1 hour");
            browser.await("document.querySelector('.orders li')");
            assertThat(fleet.daemon().status().orders())
                    .extracting(order -> order.kind().label() + " " + order.target())
                    .contains("pause ", "exclusion nyc")
                    .anyMatch(order -> order.startsWith("acknowledgement i-"));
            browser.click(button("Withdraw"));
            order("done", "");
            browser.await("!document.querySelector('.orders li')");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void aReasonIsNeededAndEscapeOrdersNothing() {
        try (ServedFleet fleet = broken(ServedFleet.of(SIX))) {
            show(fleet, "#/node/sfo");
            browser.type(button("Exclude"), Keys.ENTER);
            give("  ", "");
            browser.await("document.querySelector('dialog.act [role=alert]').textContent === 'A reason is needed.'");
            assertThat(Axe.everywhere(browser, "the question")).isEmpty();
            browser.driver.switchTo().activeElement().sendKeys(Keys.ESCAPE);
            browser.await("!document.querySelector('dialog.act')");
            assertThat(browser.driver.switchTo().activeElement())
                    .as("where it was")
                    .isEqualTo(browser.driver.findElement(button("Exclude")));
            assertThat(fleet.daemon().audits()).isEmpty();
        }
    }

    @Test
    void aRunIsBegunOrItIsSaidWhoseRunIsInTheWay() {
        try (ServedFleet fleet = broken(ServedFleet.of(SIX))) {
            show(fleet, "#/runs");
            fleet.daemon()
                    .answers(new RunAnswer.Busy("f".repeat(32), "717e9cf8".repeat(8), System.currentTimeMillis()));
            browser.click(button("Run now"));
            give("is it over?", "");
            browser.await("document.querySelector('dialog.act [role=alert]').textContent.startsWith("
                    + "'A run of the coordinator 717e9cf8… (ffffffff) goes on since')");
            fleet.daemon().answers(null);
            browser.click("dialog.act button[type=submit]");
            browser.await("document.getElementById('say').textContent.endsWith('has begun.')");
            browser.await("document.querySelector('.view-runs').innerText.includes('A run goes on')");
            fleet.daemon().end();
            assertThat(browser.complaints())
                    .as("the browser itself tells of the answer 409")
                    .allMatch(line -> line.contains("409"));
        }
    }

    @Test
    void aReaderSeesNoButtonThatGivesOrders() throws IOException {
        Path tokens = directory.resolve("tokens");
        Files.writeString(tokens, "ann reader a-token-of-a-reader\n");
        try (ServedFleet fleet = broken(ServedFleet.withTokens(SIX, tokens))) {
            browser.show("about:blank").show(fleet.url() + "/#/orders");
            browser.await("document.getElementById('ask').open");
            browser.driver.findElement(By.id("ask-token")).sendKeys("a-token-of-a-reader", Keys.ENTER);
            browser.await("document.querySelector('.view-orders .lead')");
            assertThat(browser.text("main")).contains("You may read.");
            String incident = fleet.history()
                    .incidents(null, true, 1, Long.MAX_VALUE)
                    .get(0)
                    .id();
            for (String view : List.of(
                    "#/now",
                    "#/pair/sfo/helsinki",
                    "#/node/sfo",
                    "#/incident/" + incident,
                    "#/runs",
                    "#/runs/latest",
                    "#/orders")) {
                browser.ask("location.hash = arguments[0]", view);
                browser.await("location.hash.startsWith('" + view + "') && document.querySelector('.view-" + name(view)
                        + " h1')");
                assertThat(browser.driver.findElements(By.cssSelector(".act-button")))
                        .as(view)
                        .isEmpty();
            }
            browser.ask("location.hash = '#/runs/latest'");
            browser.await(
                    "[...document.querySelectorAll('.view-run button')].some(one => one.textContent.startsWith('Save the whole'))");
        }
    }

    private static String name(String view) {
        return view.equals("#/runs/latest") ? "run" : view.split("/", -1)[1];
    }
}
