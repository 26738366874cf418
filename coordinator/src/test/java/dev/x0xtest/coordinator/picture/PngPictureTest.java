package dev.x0xtest.coordinator.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.SampleReports;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The PNG is read by others as it was drawn, is drawn without AWT, and says the same in greyscale. */
class PngPictureTest {
    private static final int CLEARLY = 32;

    @Test
    void anotherReaderSeesWhatWasDrawn() throws IOException {
        Sheet sheet = Sheet.of(new Judged(SampleReports.everyOutcome()));
        Raster drawn = PngPicture.drawn(sheet).raster;
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PngFile.bytes(drawn)));
        assertThat(image.getWidth()).isEqualTo(drawn.width);
        assertThat(image.getHeight()).isEqualTo(drawn.height);
        for (int y = 0; y < drawn.height; y++) {
            for (int x = 0; x < drawn.width; x++) {
                assertThat(image.getRGB(x, y) & 0xffffff)
                        .isEqualTo(drawn.at(x, y).rgb());
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        PngPicture.write(sheet, file);
        assertThat(file.size()).isLessThan(40_000);
    }

    @Test
    void classesDifferInLightness() {
        int proven = grey(Palette.of(CellClass.PROVEN));
        int refuted = grey(Palette.of(CellClass.REFUTED));
        int unobserved = grey(Palette.of(CellClass.UNOBSERVED));
        assertThat(refuted - proven).isGreaterThan(CLEARLY);
        assertThat(unobserved - refuted).isGreaterThan(CLEARLY);
    }

    @Test
    void inGreyscaleNoOutcomeLooksLikeAnother() {
        Sheet sheet = Sheet.of(new Judged(SampleReports.everyOutcome()));
        PngPicture picture = PngPicture.drawn(sheet);
        Matrix matrix = sheet.matrix();
        Map<CellOutcome, int[]> looks = new LinkedHashMap<>();
        for (int row = 0; row < matrix.size(); row++) {
            for (int column = 0; column < matrix.size(); column++) {
                CellOutcome outcome = matrix.outcome(row, column);
                if (outcome != null) {
                    looks.putIfAbsent(outcome, upperLeft(picture, row, column));
                }
            }
        }
        assertThat(looks).as("every outcome occurs").hasSize(CellOutcome.values().length);
        looks.forEach((one, look) -> looks.forEach((other, otherLook) -> {
            if (one != other) {
                int differ = 0;
                for (int at = 0; at < look.length; at++) {
                    differ += Math.abs(look[at] - otherLook[at]) > CLEARLY ? 1 : 0;
                }
                assertThat(differ)
                        .as("dots of %s and %s that differ", one, other)
                        .isGreaterThan(look.length / 50);
            }
        }));
    }

    /** The half of a cell that shows its own direction, in shades of grey. */
    private static int[] upperLeft(PngPicture picture, int row, int column) {
        int side = picture.side - 2;
        int[] look = new int[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side - y; x++) {
                look[y * side + x] = grey(picture.raster.at(
                        picture.left + column * picture.side + x, picture.top + row * picture.side + y));
            }
        }
        return look;
    }

    private static int grey(Palette colour) {
        int rgb = colour.rgb();
        return (299 * (rgb >> 16) + 587 * ((rgb >> 8) & 255) + 114 * (rgb & 255)) / 1_000;
    }

    @Test
    void aLargeFleetIsDrawnInBoundedSize() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        PngPicture.write(Sheet.of(new Judged(SampleReports.large(300, true))), file);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
        assertThat(image.getWidth()).isBetween(900, 2_000);
        assertThat(file.size()).isLessThan(200_000);
    }

    @Test
    void noPictureUsesAwt() throws IOException {
        for (Class<?> type : new Class<?>[] {
            PngPicture.class,
            PngFile.class,
            Raster.class,
            PixelFont.class,
            CellImage.class,
            SvgPicture.class,
            SvgMap.class,
            NodeKey.class
        }) {
            try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                assertThat(in).as(type.getName()).isNotNull();
                assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("java/awt", "javax/imageio");
            }
        }
    }
}
