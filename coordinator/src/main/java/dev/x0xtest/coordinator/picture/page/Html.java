package dev.x0xtest.coordinator.picture.page;

import dev.x0xtest.coordinator.picture.Markup;
import java.io.IOException;

/** Writes markup of ours as it is and text of others escaped. */
final class Html {
    private final Appendable out;

    Html(Appendable out) {
        this.out = out;
    }

    /** Markup; nothing that input decides may be in it. */
    Html put(String markup) throws IOException {
        out.append(markup);
        return this;
    }

    Html put(int number) throws IOException {
        return put(Integer.toString(number));
    }

    /** Text, also inside an attribute in double quotes. */
    Html text(String raw) throws IOException {
        return put(Markup.text(raw));
    }
}
