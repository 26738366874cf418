package dev.x0xtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** Compares pictures of cells as a person sees them who sees no colours. */
final class Grey {
    private static final int LEVELS = 32;

    private Grey() {}

    /** The picture of an element. */
    static BufferedImage picture(WebElement element) {
        try {
            return ImageIO.read(new ByteArrayInputStream(element.getScreenshotAs(OutputType.BYTES)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each of them looks clearly different from each other one. */
    static void assertApart(List<BufferedImage> cells) {
        for (BufferedImage one : cells) {
            for (BufferedImage other : cells) {
                if (one != other) {
                    assertThat(differing(one, other)).isGreaterThan(one.getWidth() * one.getHeight() / 50);
                }
            }
        }
    }

    /** Dots of the upper left halves whose grey differs clearly. */
    private static int differing(BufferedImage one, BufferedImage other) {
        int side = Math.min(Math.min(one.getWidth(), one.getHeight()), Math.min(other.getWidth(), other.getHeight()));
        int differing = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side - y; x++) {
                differing += Math.abs(grey(one.getRGB(x, y)) - grey(other.getRGB(x, y))) > LEVELS ? 1 : 0;
            }
        }
        return differing;
    }

    private static int grey(int rgb) {
        return (299 * (rgb >> 16 & 255) + 587 * (rgb >> 8 & 255) + 114 * (rgb & 255)) / 1_000;
    }
}
