package dev.x0xtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.testkit.serve.ServedFleet;
import dev.x0xtest.wire.Plane;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The view "now" of the page in a browser: what a person sees, by mouse, by keyboard alone, and without colours. */
@Timeout(240)
class NowTest {
    private static final List<String> SIX = List.of("nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney");
    private static final long HOUR_MS = 3_600_000;
    /** Where connections are missing, a load takes half a minute and more. */
    private static final Duration MOST_OF_A_LOAD = Duration.ofSeconds(20);

    private static Chromium browser = unopened();
    private ServedFleet fleet = ServedFleet.of(SIX);

    /** Only {@code BeforeAll} can skip. */
    @SuppressWarnings("NullAway")
    private static Chromium unopened() {
        return null;
    }

    @BeforeAll
    static void openBrowser() {
        browser = Chromium.open(1280, 800, true);
    }

    @AfterAll
    @SuppressWarnings("UnnecessaryParentheses")
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    /** helsinki takes nothing from sfo; the day had a broken hour and two that were paused. */
    @BeforeEach
    void openFleet() {
        long now = System.currentTimeMillis();
        fleet.history().addDay(hour -> hour == 4 || hour == 5 ? -1 : hour == 20 ? 3 : 0);
        fleet.history().addGap(now - 20 * HOUR_MS, now - 18 * HOUR_MS, SkippedTick.Reason.PAUSED);
        fleet.history().set("sfo", "helsinki", 'M');
        fleet.history().set("helsinki", "sfo", 'R');
        fleet.daemon().measure();
        browser.size(1280, 800);
        browser.scheme("light");
        browser.complaints();
    }

    @AfterEach
    void closeFleet() {
        fleet.close();
    }

    private void show() {
        browser.show("about:blank").show(fleet.url() + "/#/now");
        browser.await("document.querySelector('.sentence') && document.querySelectorAll('.g td.c').length === 30");
    }

    private static WebElement cell(int row, int column) {
        return browser.driver.findElement(
                By.cssSelector(".g td[data-row='" + row + "'][data-column='" + column + "']"));
    }

    private static WebElement focused() {
        return browser.driver.switchTo().activeElement();
    }

    private static void press(CharSequence... keys) {
        focused().sendKeys(keys);
    }

    @Test
    void saysHowTheFleetIsWithoutAClick() {
        show();
        assertThat(browser.text(".sentence"))
                .matches("28 of 30 pairs proven \\d+ s ago, 1 cause, next run in \\d:\\d\\d");
        assertThat(browser.text(".card")).contains("helsinki", "sfo", "Against it", "Next:", "Copy");
        assertThat(browser.text(".nodes tbody tr:first-child"))
                .startsWith("sfo")
                .contains("4/5");
        assertThat(browser.driver.getTitle()).contains("Now", "six");
        assertThat(browser.overhang()).isZero();
        assertThat(browser.ask("return document.querySelector('.of-matrix').getBoundingClientRect().bottom <= 800"))
                .as("the matrix is on the first screen")
                .isEqualTo(true);
        assertThat(browser.ask("return performance.getEntriesByType('resource').map(one => new URL(one.name).origin)"
                        + ".filter(origin => origin !== location.origin).length"))
                .isEqualTo(0L);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aClickOnACellGoesToItsPairAndBackComesBack() {
        show();
        browser.click(".g td[data-row='1'][data-column='2']");
        browser.await("location.hash.startsWith('#/pair/sfo/helsinki') && document.activeElement.tagName === 'H1'");
        browser.driver.navigate().back();
        browser.await("document.querySelectorAll('.g td.c').length === 30");
        browser.click(".card h3 a");
        browser.await("location.hash.startsWith('#/incident/')");
        assertThat(browser.complaints()).isEmpty();
    }

    /** The browser keeps pages that are left; each that waited for answers would keep connections, of which a host has six. */
    @Test
    void pagesThatAreLeftBeforeTheirAnswersHoldNothingUpAndComeBack() {
        for (int load = 0; load < 16; load++) {
            long began = System.nanoTime();
            browser.show(fleet.url() + "/?" + load + "#/now");
            browser.await("document.querySelector('.view h1')");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(MOST_OF_A_LOAD);
        }
        browser.await("document.getElementById('link-text').textContent === 'live'");
        browser.show("about:blank");
        fleet.history().set("nyc", "sydney", 'M');
        fleet.daemon().measure();
        browser.driver.navigate().back();
        browser.await("document.querySelector('.sentence').textContent.startsWith('27 of 30')"
                + " && document.getElementById('link-text').textContent === 'live'");
    }

    @Test
    void pointingAtACellSaysItInWords() {
        show();
        browser.ask("document.querySelector(\".g td[data-row='1'][data-column='2']\").dispatchEvent("
                + "new MouseEvent('mouseover', {bubbles: true}))");
        assertThat(browser.text("#say")).startsWith("sfo → helsinki: missing").contains("back: refused");
        assertThat(browser.ask(
                        "return [...document.querySelectorAll('.g .on')].map(one => one.textContent).sort().join()"))
                .isEqualTo("helsinki,sfo");
    }

    @Test
    void theKeyboardIsEnough() {
        show();
        browser.ask("document.body.focus()");
        int tabs = 0;
        while (!"td".equals(focused().getTagName()) && tabs++ < 60) {
            press(Keys.TAB);
        }
        assertThat(browser.text("#say")).startsWith("nyc → sfo: proven");
        press(Keys.ARROW_DOWN);
        assertThat(browser.text("#say")).as("over the diagonal").startsWith("helsinki → sfo: refused");
        press(Keys.HOME);
        assertThat(browser.text("#say")).startsWith("helsinki → nyc");
        press(Keys.ARROW_LEFT);
        assertThat(browser.text("#say")).startsWith("helsinki: sends 4 of 5 proven");
        assertThat(browser.ask("return document.querySelectorAll('.g [tabindex=\"0\"]').length"))
                .isEqualTo(1L);
        press(Keys.ENTER);
        browser.await("location.hash.startsWith('#/node/helsinki')");
    }

    @Test
    void theStripShowsThePastByKeyboardAndByClick() {
        show();
        WebElement slider = browser.driver.findElement(By.cssSelector("[role=slider]"));
        assertThat(slider.getDomAttribute("aria-valuetext")).startsWith("now;");
        assertThat(browser.text(".marks")).contains("paused");
        slider.sendKeys(Keys.PAGE_DOWN);
        browser.await("document.body.classList.contains('past') && location.hash.includes('at=')");
        assertThat(browser.text(".sentence")).contains("were proven at");
        assertThat(browser.text(".view-now .notes")).contains("You look at the past");
        assertThat(focused()).as("the slider keeps the focus").isEqualTo(slider);
        browser.driver.navigate().back();
        browser.await("!document.body.classList.contains('past')");
        slider.click();
        browser.await("document.body.classList.contains('past')");
        slider.sendKeys(Keys.END);
        browser.await("!document.body.classList.contains('past')");
    }

    @Test
    void whatIsOldTurnsGreyAlthoughNobodyTellsIt() {
        browser.driver.executeCdpCommand("Page.enable", Map.of());
        show();
        assertThat(browser.ask("return document.body.classList.contains('stale')"))
                .isEqualTo(false);
        fleet.stop();
        browser.await("document.getElementById('link').classList.contains('off')");
        browser.ask("const real = Date.now.bind(Date); Date.now = () => real() + 301000");
        browser.await("document.body.classList.contains('stale')");
        assertThat(browser.text(".sentence")).contains(" 5 min ago");
        assertThat(browser.text("#link")).contains("not connected");
        fleet.again();
        fleet.daemon().measure();
        browser.ask("Date.now = () => performance.timeOrigin + performance.now()");
        browser.await("!document.body.classList.contains('stale')"
                + " && !document.getElementById('link').classList.contains('off')");
    }

    @Test
    void whatHappensIsSeenAtOnceAndWhatWasMissedIsCaughtUpWith() {
        show();
        browser.await("document.getElementById('link-text').textContent === 'live'");
        fleet.daemon().begin("f".repeat(32));
        browser.await("document.querySelector('.sentence').textContent.includes('a run is going on')");
        fleet.daemon().judge("nyc", "sydney", 'L', -1);
        browser.await("document.querySelector(\".g td[data-row='0'][data-column='5'] b\").textContent === 'L'");
        fleet.daemon().end();
        browser.await("document.querySelector('.sentence').textContent.startsWith('27 of 30')");
        fleet.stop();
        browser.await("document.getElementById('link').classList.contains('off')");
        fleet.history().set("nyc", "sydney", 'p');
        fleet.history().set("sydney", "nyc", 'U');
        fleet.daemon().measure();
        fleet.again();
        browser.await("document.querySelector(\".g td[data-row='5'][data-column='0'] b\").textContent === 'U'");
        browser.await("document.querySelector('.sentence').textContent.startsWith('27 of 30')");
    }

    @Test
    void aDatabaseThatIsAwayIsSaidAndAskedAgain() {
        showAway();
        fleet.history().setAway(false);
        browser.await("document.querySelectorAll('.g td.c').length === 30");
        fleet.history().setAway(true);
        fleet.daemon().end();
        browser.await("document.querySelector('.view-now .notes').innerText.includes('may be old')");
        assertThat(browser.ask("return document.querySelectorAll('.g td.c').length"))
                .as("what was known stays")
                .isEqualTo(30L);
    }

    /** The page's own turn, after five seconds, does not come: else it could take the button away before the click. */
    @Test
    void aDatabaseThatIsAwayIsAskedAgainByTheButton() {
        String noTurns = "const later = setTimeout;"
                + " window.setTimeout = (run, ms, ...more) => ms === 5000 ? 0 : later(run, ms, ...more);";
        browser.prepared(noTurns, () -> {
            showAway();
            fleet.history().setAway(false);
            browser.click("main button");
            browser.await("document.querySelectorAll('.g td.c').length === 30");
        });
    }

    private void showAway() {
        fleet.history().setAway(true);
        browser.show("about:blank").show(fleet.url() + "/");
        browser.await("document.body.innerText.includes('The history cannot be read now')");
    }

    @Test
    void emptyHistoriesLoneNodesAndLongNamesAreShown() {
        try (ServedFleet none = ServedFleet.of(SIX)) {
            browser.show(none.url() + "/");
            browser.await("document.body.innerText.includes('Nothing has been measured yet')");
        }
        try (ServedFleet lone = ServedFleet.of(List.of("alone"))) {
            lone.daemon().measure();
            browser.show(lone.url() + "/");
            browser.await("document.body.innerText.includes('One node, no pair to prove')");
        }
        String name = "a".repeat(32);
        try (ServedFleet longs = ServedFleet.of(List.of(name, "b".repeat(32)))) {
            longs.history().set(name, "b".repeat(32), 'M');
            longs.daemon().measure();
            for (int width : new int[] {1280, 360}) {
                browser.size(width, 800);
                browser.show("about:blank").show(longs.url() + "/");
                browser.await("document.querySelectorAll('.g td.c').length === 2");
                assertThat(browser.overhang()).isZero();
                assertThat(browser.ask("return document.querySelector('.g tbody th a').title"))
                        .isEqualTo(name);
            }
        }
    }

    @Test
    void planesAreSwitched() {
        fleet.history().addPlane(Plane.GOSSIP);
        show();
        WebElement plane = browser.driver.findElement(By.name("plane"));
        assertThat(browser.driver.findElement(By.name("network")).isDisplayed()).isFalse();
        plane.sendKeys("g");
        browser.await("location.hash.includes('plane=gossip')");
        browser.driver.navigate().back();
        browser.await("document.querySelector('select[name=plane]').value === 'raw'");
    }

    @Test
    void onAPhoneTheListComesFirstAndTheMatrixIsOneTapAway() {
        browser.size(360, 740);
        browser.show("about:blank").show(fleet.url() + "/");
        browser.await("document.querySelectorAll('.nodes tbody tr').length === 6");
        assertThat(browser.overhang()).isZero();
        WebElement table = browser.driver.findElement(By.cssSelector(".g"));
        assertThat(table.isDisplayed()).isFalse();
        // A list that is drawn anew has other elements: the script takes the one that is there.
        browser.await("document.getElementById('link-text').textContent === 'live'");
        browser.ask("document.querySelector('.nodes button').click()");
        browser.await("document.querySelectorAll('.nodes .pairs .chip').length === 10");
        browser.click(".box summary");
        browser.await("document.querySelector('.g').checkVisibility()");
        assertThat(browser.overhang()).isZero();
        assertThat(browser.ask("return Math.min(...[...document.querySelectorAll('main button, main a, summary')]"
                        + ".filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().height))"))
                .asInstanceOf(InstanceOfAssertFactories.type(Number.class))
                .satisfies(least -> assertThat(least.doubleValue()).isGreaterThanOrEqualTo(20));
    }

    @Test
    void axeFindsNothingSerious() {
        List<String> found = new ArrayList<>();
        for (String scheme : List.of("light", "dark")) {
            for (int width : new int[] {1280, 360}) {
                browser.size(width, 800);
                browser.scheme(scheme);
                show();
                browser.ask("document.querySelectorAll('details').forEach(one => { one.open = true; })");
                found.addAll(Axe.serious(browser, scheme + " " + width));
                browser.ask("document.body.classList.add('stale')");
                found.addAll(Axe.serious(browser, scheme + " " + width + " stale"));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void inGreyscaleNoClassLooksLikeAnother() {
        fleet.history().set("nyc", "sydney", 'U');
        fleet.daemon().measure();
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            show();
            browser.ask("document.activeElement.blur()");
            List<BufferedImage> cells = Stream.of(cell(0, 1), cell(1, 2), cell(2, 1), cell(0, 5))
                    .map(Grey::picture)
                    .toList();
            Grey.assertApart(cells);
        }
    }

    @Test
    void onPaperThereAreNoButtons() {
        show();
        browser.driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        try {
            assertThat(browser.ask("return [...document.querySelectorAll('button:not(.plain), nav, select, .say')]"
                            + ".filter(one => one.checkVisibility()).length"))
                    .isEqualTo(0L);
            assertThat(browser.driver.findElement(By.cssSelector(".g")).isDisplayed())
                    .isTrue();
            assertThat(browser.text(".nodes tbody th")).as("names of nodes").isEqualTo("sfo");
        } finally {
            browser.driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "screen"));
        }
    }
}
