package dev.x0xtest.coordinator.causes.search;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.cells.Symptom;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * How well a set of hypotheses explains the cells: the logarithm of its likelihood, against nothing being wrong, less
 * the price of each. A bad symptom is explained by the hypothesis that does it best; each that touches a cell that works
 * speaks against itself. Holds one set at a time; confined to one thread.
 */
public final class Score {
    private final Cells cells;
    /** The logarithm of how likely the symptom of each cell is where nothing is wrong. */
    private final double[] benign;
    /** The same with the set. */
    private final double[] likelihoods;

    private final boolean[] touched;
    /** The cells that are touched, and how many they are. */
    private final int[] places;

    private int count;

    /** Of no set. */
    Score(Cells cells) {
        this.cells = cells;
        this.benign = IntStream.range(0, cells.size())
                .mapToDouble(place -> Cover.benign(cells.symptom(place), cells.attempts(place), cells.probed(place)))
                .toArray();
        this.likelihoods = benign.clone();
        this.touched = new boolean[cells.size()];
        this.places = new int[cells.size()];
    }

    /** The score of this set, which is held from now on. */
    double of(Collection<Hypothesis> set) {
        while (count > 0) {
            int place = places[--count];
            touched[place] = false;
            likelihoods[place] = benign[place];
        }
        double sum = 0;
        for (Hypothesis hypothesis : set) {
            sum += gain(hypothesis);
            add(hypothesis);
        }
        return sum;
    }

    /** By how much the score of the set that is held would grow with this one. */
    double gain(Hypothesis hypothesis) {
        double[] sum = {-hypothesis.price()};
        hypothesis.touches().each((place, cover) -> {
            if (cells.symptom(place) != Symptom.UNKNOWN) {
                sum[0] += with(place, cover) - likelihoods[place];
            }
        });
        return sum[0];
    }

    /** Adds this one to the set that is held. */
    void add(Hypothesis hypothesis) {
        hypothesis.touches().each((place, cover) -> {
            likelihoods[place] = with(place, cover);
            if (!touched[place]) {
                touched[place] = true;
                places[count++] = place;
            }
        });
    }

    private double with(int place, Cover cover) {
        double likelihood = cover.logLikelihood(cells.symptom(place));
        if (!touched[place]) {
            return likelihood;
        }
        return switch (cells.symptom(place)) {
            case WORKS -> likelihoods[place] + likelihood;
            // It has arrived: what breaks the way speaks against itself, whatever delays messages.
            case LATE ->
                Math.min(likelihood, likelihoods[place]) > benign[place]
                        ? Math.max(likelihood, likelihoods[place])
                        : Math.min(likelihood, likelihoods[place]);
            default -> Math.max(likelihoods[place], likelihood);
        };
    }
}
