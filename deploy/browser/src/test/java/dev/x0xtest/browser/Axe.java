package dev.x0xtest.browser;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What hinders people who cannot see, or who use no mouse. */
final class Axe {
    private static final Set<String> SERIOUS = Set.of("serious", "critical");
    private static final int MOST_NODES = 3;

    private Axe() {}

    /** The serious findings in what is shown, in light and in dark, wide and at 360 px; and whether it is wider than the screen. */
    static List<String> everywhere(Chromium browser, String where) {
        List<String> found = new ArrayList<>();
        for (int width : new int[] {360, 1280}) {
            browser.size(width, 900);
            for (String scheme : List.of("dark", "light")) {
                browser.scheme(scheme);
                found.addAll(serious(browser, where + " " + scheme + " " + width));
            }
            if (browser.overhang() > 0) {
                found.add(where + " is wider than " + width);
            }
        }
        // axe applies styles that the page's policy forbids.
        browser.complaints();
        return found;
    }

    /**
     * Opens no window for its results: that is for pages with frames, takes long, and fails on a busy machine. Of rows that
     * repeat, it looks at the first ones. What passes is not described.
     */
    @SuppressWarnings("deprecation")
    private static AxeBuilder axe() {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder()
                .withOptions(options)
                .setLegacyMode(true)
                .exclude("#grid tr:nth-child(n+9)")
                .exclude("#list tr:nth-child(n+21)");
    }

    /** The serious findings in what is shown; {@code where} begins each. */
    static List<String> serious(Chromium browser, String where) {
        List<String> found = new ArrayList<>();
        for (Rule rule : axe().analyze(browser.driver).getViolations()) {
            if (SERIOUS.contains(rule.getImpact())) {
                found.add(where + ": " + rule.getId() + " "
                        + rule.getNodes().stream()
                                .limit(MOST_NODES)
                                .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                .toList());
            }
        }
        return found;
    }
}
