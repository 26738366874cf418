package dev.x0xtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.testkit.serve.ServedFleet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;

/** Every view by keyboard alone: there and back, and at each stop a person sees where they are. */
@Timeout(240)
class KeyboardTest {
    private static final List<String> SIX = List.of("nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney");
    private static final long DAY_MS = 86_400_000;
    private static final int MOST_STOPS = 150;
    /** What is wrong with the place that has the keyboard; empty: nothing. Null: it is none of the page's. */
    private static final String LOOK = "const at = document.activeElement; if (at === document.body) return null;"
            + " const box = at.getBoundingClientRect(); const say = document.getElementById('say').getBoundingClientRect();"
            + " const name = at.outerHTML.slice(0, 120);"
            + " const kept = at.closest('.skip') || at.matches('h1, main');"
            + " if (!kept && getComputedStyle(at).outlineStyle === 'none') return 'no mark: ' + name;"
            + " if (box.bottom < 1 || box.top > say.top || box.right < 1 || box.left > innerWidth) return 'out of sight: ' + name;"
            + " return '';";

    private ServedFleet fleet = ServedFleet.of(SIX);

    @BeforeEach
    void openFleet() {
        fleet.history().addRun(System.currentTimeMillis() - DAY_MS - 60_000);
        fleet.history().set("sfo", "helsinki", 'M');
        fleet.history().set("helsinki", "sfo", 'R');
        fleet.history().addDay(hour -> hour < 0 ? -1 : 2);
        fleet.daemon().measure();
    }

    @AfterEach
    void closeFleet() {
        fleet.close();
    }

    @Test
    void everyViewIsReachedWithoutAMouseAndEachStopIsSeen() {
        try (Chromium browser = Chromium.open(1280, 800, true)) {
            browser.show(fleet.url() + "/");
            browser.await("document.querySelectorAll('.g td.c').length === 30");
            walk(browser, ".g td");
            press(browser, Keys.ARROW_DOWN);
            press(browser, Keys.ENTER);
            arrive(browser, "pair", "helsinki/sfo");
            walk(browser, ".card h3 a");
            press(browser, Keys.ENTER);
            arrive(browser, "incident", "i-");
            walk(browser, ".view-incident > p a");
            press(browser, Keys.ENTER);
            arrive(browser, "node", "");
            back(browser, ".top a[href='#/runs']");
            press(browser, Keys.ENTER);
            arrive(browser, "runs", "");
            browser.await("document.querySelector('a.since')");
            walk(browser, "a.since");
            press(browser, Keys.ENTER);
            arrive(browser, "diff", "");
            walk(browser, ".view-diff .side a");
            press(browser, Keys.ENTER);
            arrive(browser, "run", "");
            back(browser, ".top a[href='#/orders']");
            press(browser, Keys.ENTER);
            arrive(browser, "orders", "");
            walk(browser, ".act-button");
            press(browser, Keys.ENTER);
            browser.await("document.querySelector('dialog.act[open]')");
            press(browser, Keys.ESCAPE);
            browser.await("!document.querySelector('dialog.act') && document.activeElement.matches('.act-button')");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void press(Chromium browser, CharSequence keys) {
        browser.driver.switchTo().activeElement().sendKeys(keys);
    }

    private static void arrive(Chromium browser, String view, String rest) {
        browser.await("document.querySelector('.view-" + view
                + "') && document.activeElement.tagName === 'H1' && location.hash.includes('" + rest + "')");
    }

    /** Goes on by the Tab key to a stop that fits, and looks at each on the way. */
    private static void walk(Chromium browser, String selector) {
        go(browser, selector, Keys.TAB);
    }

    private static void back(Chromium browser, String selector) {
        go(browser, selector, Keys.chord(Keys.SHIFT, Keys.TAB));
    }

    private static void go(Chromium browser, String selector, CharSequence keys) {
        for (int stops = 0; stops < MOST_STOPS; stops++) {
            press(browser, keys);
            assertThat(browser.ask(LOOK)).asString().isIn("", "null");
            if (Boolean.TRUE.equals(browser.ask("return document.activeElement.matches(arguments[0])", selector))) {
                return;
            }
        }
        throw new AssertionError("no tab stop fits " + selector);
    }
}
