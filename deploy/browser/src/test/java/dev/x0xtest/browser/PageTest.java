package dev.x0xtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** The page in a browser: nothing complains, everything is reached by keyboard, and it says the same in greyscale. */
@Timeout(240)
class PageTest {
    private static final int LARGE = 300;

    @TempDir
    private static Path directory = Path.of("");

    private static Path six = Path.of("");
    private static Path sixty = Path.of("");
    private static Path large = Path.of("");
    private static Path hostile = Path.of("");
    private static Chromium browser = unopened();

    /** Only {@code BeforeAll} can skip. */
    @SuppressWarnings("NullAway")
    private static Chromium unopened() {
        return null;
    }

    @BeforeAll
    static void open() throws IOException {
        browser = Chromium.open(1280, 900, true);
        Pages pages = new Pages(directory);
        six = pages.blockedAndAbsent();
        sixty = pages.simulated(60, 40);
        large = pages.simulated(LARGE, 500);
        hostile = pages.hostile();
    }

    @AfterAll
    @SuppressWarnings("UnnecessaryParentheses")
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Path page(String name) {
        return switch (name) {
            case "six" -> six;
            case "sixty" -> sixty;
            case "large" -> large;
            default -> hostile;
        };
    }

    private static WebElement focused() {
        return browser.driver.switchTo().activeElement();
    }

    private static void press(CharSequence... keys) {
        focused().sendKeys(keys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"six", "sixty", "large", "hostile"})
    void nothingComplainsAndNothingIsLoaded(String name) {
        browser.size(1280, 900);
        browser.complaints();
        browser.show(page(name));
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.ask("return performance.getEntriesByType('resource').map(one => one.name).filter(name =>"
                        + " !name.startsWith('data:')).join()"))
                .isEqualTo("");
        assertThat(browser.ask("return String(window.evil)")).isEqualTo("undefined");
        assertThat(browser.ask("return document.querySelectorAll('img[src=x], script').length"))
                .as("the data and the script")
                .isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"six", "sixty", "large"})
    void axeFindsNothingSerious(String name) {
        List<String> found = new ArrayList<>();
        for (String scheme : List.of("light", "dark")) {
            for (int width : new int[] {1280, 360}) {
                // Schemes and widths differ by styles alone, of which the small page has all; axe takes long over a
                // large one.
                if (!name.equals("six") && scheme.equals("light") != (width == 1280)) {
                    continue;
                }
                browser.size(width, 900);
                browser.scheme(scheme);
                browser.show(page(name));
                found.addAll(Axe.serious(browser, scheme + " " + width));
            }
        }
        browser.scheme("light");
        assertThat(found).isEmpty();
    }

    @Test
    void theGridIsOneStopOfTheTabKeyAndArrowsMoveInIt() {
        browser.size(1280, 900);
        browser.show(six);
        for (int tabs = 0; tabs < 60 && !"td".equals(focused().getTagName()); tabs++) {
            press(Keys.TAB);
        }
        assertThat(focused().getDomAttribute("id")).isEqualTo("c0-1");
        assertThat(browser.text("#say")).startsWith("nyc → sfo: proven");
        press(Keys.ARROW_DOWN);
        assertThat(focused().getDomAttribute("id")).as("over the diagonal").isEqualTo("c2-1");
        assertThat(browser.text("#say")).contains("helsinki → sfo: refused").contains("back: missing");
        assertThat(browser.text("#evidence")).contains("REFUSED(403 agent is blocked)", "unblock sfo on helsinki");
        press(Keys.END);
        assertThat(focused().getDomAttribute("id")).isEqualTo("c2-3");
        press(Keys.HOME);
        assertThat(focused().getDomAttribute("id")).isEqualTo("c2-0");
        press(Keys.ENTER);
        assertThat(focused().getDomAttribute("id")).isEqualTo("evidence");
        press(Keys.ESCAPE);
        assertThat(focused().getDomAttribute("id")).isEqualTo("c2-0");
        assertThat(browser.ask("return document.querySelectorAll('#grid td[tabindex=\"0\"]').length"))
                .isEqualTo(1L);
        press(Keys.TAB);
        assertThat(focused().getTagName()).isNotEqualTo("td");
    }

    @Test
    void aClickShowsTheEvidence() {
        browser.size(1280, 900);
        browser.show(six);
        browser.click(By.id("c1-2"));
        assertThat(browser.text("#evidence")).contains("sfo → helsinki", "MISSING", "explain 74227857 sfo helsinki");
        assertThat(browser.ask("return document.querySelectorAll('#grid .on').length"))
                .isEqualTo(2L);
    }

    @Test
    void theListSortsAndFiltersByKeyboard() {
        browser.size(1280, 900);
        browser.show(six);
        WebElement heading = browser.driver.findElement(By.cssSelector("#list thead th:nth-child(2) button"));
        heading.sendKeys(Keys.ENTER);
        assertThat(browser.text("#list tbody tr:first-child td:nth-child(2)")).isEqualTo("ghost");
        heading.sendKeys(Keys.ENTER);
        assertThat(browser.text("#list tbody tr:first-child td:nth-child(2)")).isEqualTo("sfo");
        browser.driver.findElement(By.id("filter")).sendKeys("403");
        assertThat(browser.text("#shown")).isEqualTo("1 of 8 shown");
    }

    @Test
    void aLargeMatrixIsAnImageWithACrossHair() {
        browser.size(1280, 900);
        browser.show(large);
        assertThat(browser.ask("return document.getElementById('grid')")).isEqualTo("null");
        WebElement map = browser.driver.findElement(By.id("map"));
        map.sendKeys(Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
        assertThat(browser.text("#say")).startsWith("n2 → n3: ");
        WebElement from = browser.driver.findElement(By.name("from"));
        from.sendKeys("n300");
        browser.driver.findElement(By.name("to")).sendKeys("n1", Keys.ENTER);
        assertThat(browser.text("#say")).startsWith("n300 → n1: ");
        assertThat(browser.ask("return document.querySelectorAll('#list tbody tr').length"))
                .as("every pair that is not proven")
                .isEqualTo(500L);
    }

    @Test
    void onAPhoneTheMatrixIsOneTapAwayAndNothingIsWiderThanTheScreen() {
        browser.size(360, 740);
        for (Path page : List.of(six, sixty, large)) {
            browser.show(page);
            assertThat(browser.overhang()).as(page.toString()).isZero();
            WebElement matrix = browser.driver.findElement(By.cssSelector("#grid, #map"));
            assertThat(matrix.isDisplayed()).isFalse();
            browser.click("#box summary");
            assertThat(matrix.isDisplayed()).isTrue();
        }
    }

    @Test
    void withoutScriptEverythingThatMattersIsThere() {
        try (Chromium plain = Chromium.open(1280, 900, false)) {
            plain.show(six);
            String text = plain.driver.findElement(By.tagName("body")).getText();
            assertThat(text)
                    .contains(
                            "4 of 12 pairs proven",
                            "helsinki takes nothing from sfo",
                            "ghost was not ready",
                            "403 agent is")
                    .doesNotContain("Copy", "Filter");
            assertThat(plain.driver.findElement(By.id("c1-2")).getText()).contains("M");
        }
    }

    @Test
    void inGreyscaleNoClassLooksLikeAnother() throws IOException {
        browser.size(1280, 900);
        browser.show(six);
        List<BufferedImage> cells = new ArrayList<>();
        for (String id : List.of("c0-1", "c1-2", "c2-1", "c0-3")) {
            byte[] png = browser.driver.findElement(By.id(id)).getScreenshotAs(OutputType.BYTES);
            cells.add(ImageIO.read(new ByteArrayInputStream(png)));
        }
        Grey.assertApart(cells);
    }
}
