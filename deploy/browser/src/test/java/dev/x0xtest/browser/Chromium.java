package dev.x0xtest.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's headless Chromium; a test is skipped, and says so, where there is none. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** axe looks at each element. */
    private static final Duration SCRIPT = Duration.ofSeconds(100);

    final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** A browser of its own, with this window. {@code arguments} are switches of Chromium. */
    static Chromium open(int width, int height, boolean script, String... arguments) {
        Path binary = found("chromium");
        Path driver = found("chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(binary.toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--force-device-scale-factor=1");
        options.addArguments(arguments);
        if (!script) {
            options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                // Selenium's manager would look for drivers in the network and count uses.
                .withEnvironment(Map.of("SE_OFFLINE", "true", "SE_AVOID_STATS", "true"))
                .build();
        Chromium opened = new Chromium(new ChromeDriver(service, options));
        opened.size(width, height);
        opened.driver.manage().timeouts().scriptTimeout(SCRIPT);
        return opened;
    }

    private static Path found(String program) {
        Path path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(path != null, "no " + program + " on the PATH: apt-get install chromium chromium-driver");
        return path;
    }

    /** Makes the page so large, whatever the least size of a window is. */
    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Light or dark, as the system of a person says. */
    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    Chromium show(Path page) {
        return show(page.toUri().toString());
    }

    Chromium show(String address) {
        driver.get(address);
        return this;
    }

    /** Does something while a script runs at the start of each document, before those of the page. */
    void prepared(String script, Runnable what) {
        Object id = driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
                .get("identifier");
        try {
            what.run();
        } finally {
            driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id));
        }
    }

    /** Waits until an expression of the page is true as JavaScript has it: an element that is found is. */
    void await(String condition) {
        await(condition, PATIENCE);
    }

    /** The same for as long as that. */
    void await(String condition, Duration patience) {
        try {
            new WebDriverWait(driver, patience)
                    .until(page -> Boolean.TRUE.equals(driver.executeScript("return !!(" + condition + ")")));
        } catch (TimeoutException e) {
            throw new AssertionError("never: " + condition + "\n" + ask("return document.body.innerText"), e);
        }
    }

    /** Clicks the first element of a CSS selector, as {@link #click(By)} does. */
    void click(String selector) {
        click(By.cssSelector(selector));
    }

    /** Waits for an element and clicks it. The page may draw it again in between: then the new one is clicked. */
    void click(By place) {
        use(place, element -> {
            element.click();
            return true;
        });
    }

    /** Waits for an element and types into it, as {@link #click(By)} does. */
    void type(By place, CharSequence keys) {
        use(place, element -> {
            element.sendKeys(keys);
            return true;
        });
    }

    /** The text of the first element of a CSS selector, as {@link #click(By)} finds it. */
    String text(String selector) {
        return use(By.cssSelector(selector), WebElement::getText);
    }

    private <T> T use(By place, Function<WebElement, T> use) {
        return new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .until(page -> use.apply(driver.findElement(place)));
    }

    /** Runs a script in the page. */
    Object ask(String script, Object... arguments) {
        Object answer = driver.executeScript(script, arguments);
        return answer == null ? "null" : answer;
    }

    /** By how many px the page is wider than the screen. */
    long overhang() {
        return ((Number) ask("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .longValue();
    }

    /** Warnings and errors on the console since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
