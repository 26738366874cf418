package dev.x0xtest.serve.api.view;

import dev.x0xtest.serve.model.Incident;
import java.util.List;

/** A page with the state in one sentence, what is wrong, and where to look further; it runs nothing and loads one picture. */
public final class PlainPage {
    /** The whole style of the page; its policy allows this text alone. */
    public static final String STYLE = "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;"
            + "padding:0 1rem;color:#1b1f24;background:#fff}img{max-width:100%;height:auto}"
            + "@media(prefers-color-scheme:dark){body{color:#e8ebee;background:#14181d}a{color:#8ab8ff}}";

    private static final int MOST_INCIDENTS = 20;

    private static final String[] LINKS = {
        "matrix", "matrix.png", "incidents", "causes", "runs", "status", "openapi.json"
    };

    private PlainPage() {}

    /**
     * The page.
     *
     * @param stale whether what is known is too old to be shown as the present
     * @param drawn whether there is a matrix
     */
    public static String html(String fleet, String sentence, boolean stale, boolean drawn, List<Incident> open) {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>");
        page.append(escaped(fleet))
                .append(": x0xtest</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n");
        page.append("<h1>").append(escaped(fleet)).append("</h1>\n<p><strong>");
        page.append(escaped(sentence)).append(".</strong></p>\n");
        if (stale) {
            page.append("<p>This is old: nothing has been measured for three intervals.</p>\n");
        }
        if (!open.isEmpty()) {
            page.append("<h2>What is wrong</h2>\n<ul>\n");
            open.stream()
                    .limit(MOST_INCIDENTS)
                    .forEach(incident ->
                            page.append("<li>").append(escaped(incident.text())).append("</li>\n"));
            page.append("</ul>\n");
        }
        if (drawn) {
            page.append("<p><img src=\"/api/v1/matrix.svg\" alt=\"The matrix of all pairs\"></p>\n");
        }
        page.append("<p>");
        for (String link : LINKS) {
            page.append("<a href=\"/api/v1/")
                    .append(link)
                    .append("\">")
                    .append(link)
                    .append("</a> ");
        }
        return page.append("<a href=\"/metrics\">metrics</a></p>\n</body></html>\n")
                .toString();
    }

    private static String escaped(String text) {
        return Said.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
