package dev.x0xtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.testkit.serve.ServedFleet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Pairs, nodes, incidents and runs in a browser: by mouse, by keyboard alone, on a phone, and the questions of a stranger. */
@Timeout(240)
class ViewsTest {
    private static final List<String> SIX = List.of("nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney");
    private static final long DAY_MS = 86_400_000;

    private static final List<String> VIEWS = List.of(
            "#/pair/sfo/helsinki",
            "#/pair/nyc/sfo",
            "#/node/sfo",
            "#/incident/",
            "#/runs",
            "#/runs/latest",
            "#/diff",
            "#/orders");

    private static Chromium browser = unopened();
    private ServedFleet fleet = ServedFleet.of(SIX);

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

    /** All was well until a day ago; since then helsinki takes nothing from sfo. */
    @BeforeEach
    void openFleet() {
        long now = System.currentTimeMillis();
        fleet.history().addRun(now - DAY_MS - 60_000);
        fleet.history().set("sfo", "helsinki", 'M');
        fleet.history().set("helsinki", "sfo", 'R');
        fleet.history().addDay(hour -> hour < 0 ? -1 : 2);
        fleet.daemon().measure();
        browser.size(1280, 900);
        browser.scheme("light");
        browser.complaints();
    }

    @AfterEach
    void closeFleet() {
        fleet.close();
    }

    private void show(String view) {
        String hash = view.equals("#/incident/")
                ? view
                        + fleet.history()
                                .incidents(null, true, 1, Long.MAX_VALUE)
                                .get(0)
                                .id()
                : view.equals("#/diff") ? "#/runs/" + "0".repeat(31) + "1/diff/latest" : view;
        browser.show("about:blank").show(fleet.url() + "/" + hash);
        browser.await("document.querySelector('.view h1') && !document.querySelector('[role=alert]:not(:empty)')");
    }

    /** Waits for it: the heading of a view is there before its data. */
    private static WebElement one(String selector) {
        browser.await("document.querySelector(\"" + selector + "\")");
        return browser.driver.findElement(By.cssSelector(selector));
    }

    private static void press(CharSequence... keys) {
        browser.driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Goes on by the Tab key until an element that fits has the keyboard. */
    private static WebElement tabTo(String selector) {
        for (int tabs = 0; tabs < 120; tabs++) {
            press(Keys.TAB);
            if (Boolean.TRUE.equals(browser.ask("return document.activeElement.matches(arguments[0])", selector))) {
                return browser.driver.switchTo().activeElement();
            }
        }
        throw new AssertionError("no tab stop fits " + selector);
    }

    private static void assertNothingIsWiderThanTheScreen(String view) {
        assertThat(browser.overhang()).as(view).isZero();
    }

    @Test
    void everyViewIsReachedByClicks() {
        show("#/now");
        browser.click(".g td[data-row='1'][data-column='2']");
        browser.await("location.hash.startsWith('#/pair/sfo/helsinki') && document.querySelector('.days')");
        browser.click(".card h3 a");
        browser.await("location.hash.startsWith('#/incident/') && document.querySelector('.rounds')");
        browser.click(".view-incident p a");
        browser.await("location.hash.startsWith('#/node/') && document.querySelector('.direction')");
        browser.click(".top nav a[href='#/runs']");
        browser.await("document.querySelectorAll('.runs tbody tr').length > 9");
        browser.click(".runs tbody th a");
        browser.await("document.querySelector('.view-run .g')");
        browser.click(".top nav a[href='#/runs']");
        browser.await("document.querySelector('a.since')");
        browser.click("a.since");
        browser.await("document.querySelector('.view-diff .lead')");
        browser.click(".top nav a[href='#/orders']");
        browser.await("document.querySelector('.view-orders .lead')");
        for (String view : List.of("diff", "runs", "run", "runs", "node", "incident", "pair", "now")) {
            browser.driver.navigate().back();
            browser.await(
                    "document.querySelector('.view-" + view + " h1') && (document.activeElement.tagName === 'H1')");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    /** The questions of a stranger, with the clicks that an answer takes. */
    @Test
    void aStrangerIsAnsweredWithinTwoClicks() {
        show("#/now");
        browser.await("document.querySelectorAll('.g td.c').length === 30");
        assertThat(browser.text(".sentence")).as("is the fleet well? 0 clicks").startsWith("28 of 30 pairs proven");
        assertThat(browser.text(".card .cmd code"))
                .as("what do I type next? 0 clicks")
                .isNotEmpty();

        browser.click(".g td[data-row='1'][data-column='2']");
        browser.await("document.querySelector('.view-pair .lead')");
        assertThat(browser.text(".lead"))
                .as("since when is it broken? 1 click")
                .contains("missing (refuted) since ", " ago)");

        show("#/now");
        browser.await("document.querySelectorAll('.g td.c').length === 30");
        browser.click(".g tbody tr:nth-child(2) th a");
        browser.await("document.querySelector('.view-node .lead')");
        assertThat(browser.text(".lead"))
                .as("is it one host? 1 click")
                .startsWith("It does not look like this one host: only pairs with helsinki fail.");

        show("#/now");
        browser.click(".top nav a[href='#/runs']");
        browser.await("document.querySelector('a.since')");
        browser.click("a.since");
        browser.await("document.querySelector('.view-diff .lead')");
        assertThat(browser.text(".lead"))
                .as("what changed since yesterday? 2 clicks")
                .isEqualTo("2 pairs worse.");
    }

    @Test
    void aHostFromWhichNothingComesIsCalledSo() {
        fleet.history().setDown("sydney");
        fleet.daemon().measure();
        show("#/node/sydney");
        assertThat(browser.text(".lead"))
                .startsWith("It looks like this one host: nothing gets out of sydney, and nothing gets in.");
        assertThat(browser.text(".view-node tbody tr:first-child")).contains("missing", "refused");
    }

    @Test
    void thePicturesAreReadByKeyboardAndAsTables() {
        show("#/pair/sfo/helsinki");
        WebElement days = tabTo("[role=slider]");
        assertThat(days.getDomAttribute("aria-label")).startsWith("sfo → helsinki, the last 60 days by hours");
        days.sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        assertThat(days.getDomAttribute("aria-valuetext")).containsPattern("\\d+ of 12 proven");
        assertThat(browser.text(".read")).isEqualTo(days.getDomAttribute("aria-valuetext"));
        days.sendKeys(Keys.HOME);
        assertThat(days.getDomAttribute("aria-valuenow")).isEqualTo("0");
        WebElement times =
                browser.driver.findElements(By.cssSelector("[role=slider]")).get(1);
        times.sendKeys(Keys.ARROW_LEFT);
        assertThat(times.getDomAttribute("aria-valuetext"))
                .contains("sfo → helsinki: ", "helsinki → sfo: ", "90% within");
        for (WebElement button : browser.driver.findElements(By.cssSelector(".as-table button"))) {
            button.sendKeys(Keys.ENTER);
        }
        assertThat(browser.driver
                        .findElements(By.cssSelector(".as-table tbody tr"))
                        .size())
                .isGreaterThan(1500);
        days.sendKeys(Keys.END, Keys.ENTER);
        browser.await("location.hash.startsWith('#/now') && location.hash.includes('at=')");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void twoRunsAreComparedByKeyboard() {
        show("#/runs");
        browser.await("document.querySelectorAll('.runs tbody input').length > 9");
        tabTo(".runs tbody input").sendKeys(Keys.SPACE);
        List<WebElement> boxes = browser.driver.findElements(By.cssSelector(".runs tbody input"));
        boxes.get(1).sendKeys(Keys.SPACE);
        boxes.get(2).sendKeys(Keys.SPACE);
        assertThat(boxes.stream().filter(WebElement::isSelected).count())
                .as("a third one replaces the first")
                .isEqualTo(2);
        assertThat(browser.text(".compare button")).isEqualTo("Compare these two");
        one(".compare button").sendKeys(Keys.ENTER);
        browser.await("/#.runs.[0-9a-f]{32}.diff.[0-9a-f]{32}/.test(location.hash)");
    }

    @Test
    void aPairIsExplainedFromItsMessagesOrElseFromTheReport() {
        show("#/pair/sfo/helsinki");
        browser.click(".view-pair tbody button");
        browser.await("document.querySelector('.explained h3')");
        assertThat(browser.text(".explained"))
                .as("there is no journal of this run")
                .contains("not on this machine any more", "report of the run", "missing");
        browser.ask(
                "const real = window.fetch; window.fetch = (address, options) => String(address).includes('/explain/')"
                        + " ? Promise.resolve(new Response(JSON.stringify({run: 'r', src: 'sfo', dst: 'helsinki', outcome: 'MISSING',"
                        + " why: ['source: ok'], left_out: {renewals: 2, others: 0}, events: [{t_us: 1200, bound_us: 300, at: 'source',"
                        + " kind: 'attempt', id: null, text: '<img src=x onerror=window.evil=1>'}]}))) : real(address, options)");
        browser.click(".view-pair tbody button");
        browser.await("document.querySelector('.explained .event')");
        assertThat(browser.text(".explained .event")).contains("+1.2 ms", "± 300 µs", "<img src=x");
        assertThat(browser.text(".explained")).contains("2 more messages are left out");
        assertThat(browser.ask("return String(window.evil)")).isEqualTo("undefined");
    }

    @Test
    void whatHappensIsSeenWithoutLosingTheKeyboard() {
        show("#/node/sfo");
        browser.await("document.getElementById('link-text').textContent === 'live'");
        // One script: what is drawn anew has other elements.
        Object target = browser.ask("const link = document.querySelectorAll('.view-node tbody a')[4]; link.focus();"
                + " return link.getAttribute('href')");
        fleet.history().set("sfo", "helsinki", 'p');
        fleet.history().set("helsinki", "sfo", 'p');
        fleet.daemon().measure();
        browser.await("document.querySelector('.lead').textContent.startsWith('All pairs from and to sfo are proven')");
        assertThat(browser.driver.switchTo().activeElement().getDomAttribute("href"))
                .isEqualTo(target);
        show("#/runs");
        browser.await("document.querySelectorAll('.runs tbody tr').length > 9");
        long first = (Long) browser.ask("return Number('0x' + document.querySelector('.runs tbody input').value)");
        fleet.daemon().measure();
        browser.await("Number('0x' + document.querySelector('.runs tbody input').value) > " + first);
    }

    @Test
    void theReportOpensAsAPageOfItsOwn() {
        show("#/runs/latest");
        String page = String.valueOf(one("a[href$='/page']").getDomProperty("href"));
        browser.show(page);
        browser.await("document.querySelector('h1').textContent.startsWith('28 of 30 pairs proven')");
        browser.click(By.id("c1-2"));
        assertThat(browser.text("#evidence")).contains("sfo → helsinki");
        assertThat(browser.complaints()).isEmpty();
    }

    /** Those of this fleet's page: one of a fleet that another test has closed may still have looked for it. */
    private List<String> complaints() {
        return browser.complaints().stream()
                .filter(line -> line.contains(fleet.url()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 360})
    void axeFindsNothingSerious(int width) {
        List<String> found = new ArrayList<>();
        browser.complaints();
        for (String scheme : List.of("light", "dark")) {
            for (String view : VIEWS) {
                browser.size(width, 800);
                browser.scheme(scheme);
                show(view);
                assertThat(complaints()).as(view).isEmpty();
                found.addAll(Axe.serious(browser, view + " " + scheme + " " + width));
                // axe's own: it applies styles that the page's policy forbids
                browser.complaints();
                assertNothingIsWiderThanTheScreen(view);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void anEmptyHistoryAndALoneNodeAreShown() {
        try (ServedFleet none = ServedFleet.of(SIX)) {
            for (String view : List.of("#/runs", "#/orders")) {
                browser.show("about:blank").show(none.url() + "/" + view);
                browser.await("document.querySelector('.view h1')");
            }
            browser.show("about:blank").show(none.url() + "/#/runs");
            browser.await("document.body.innerText.includes('Nothing has been measured yet')");
            for (String view : List.of("#/pair/a/b", "#/node/a", "#/incident/x", "#/runs/latest")) {
                browser.show("about:blank").show(none.url() + "/" + view);
                browser.await("document.querySelector('[role=alert]:not(:empty)')");
                assertThat(browser.text("h1")).isEqualTo("This cannot be shown");
            }
            assertThat(Axe.everywhere(browser, "no such run")).isEmpty();
        }
        try (ServedFleet lone = ServedFleet.of(List.of("a".repeat(32)))) {
            lone.daemon().measure();
            browser.size(360, 740);
            for (String view : List.of("#/node/" + "a".repeat(32), "#/runs", "#/runs/latest")) {
                browser.show("about:blank").show(lone.url() + "/" + view);
                browser.await("document.querySelector('.view h1')");
                assertNothingIsWiderThanTheScreen(view);
            }
        }
    }

    @Test
    void hostileWordsStayWords() {
        browser.show("about:blank").show(fleet.url() + "/#/pair/%3Cimg%20src%3Dx%3E/%22%3E%3Cscript%3E");
        browser.await("document.querySelector('.view h1')");
        assertThat(browser.ask("return document.querySelectorAll('main img, main script').length"))
                .isEqualTo(0L);
    }
}
