package dev.x0xtest.browser;

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

    /** The serious findings in what is shown; {@code where} begins each. */
    static List<String> serious(Chromium browser, String where) {
        List<String> found = new ArrayList<>();
        for (Rule rule : new AxeBuilder().analyze(browser.driver).getViolations()) {
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
