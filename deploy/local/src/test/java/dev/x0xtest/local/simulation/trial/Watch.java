package dev.x0xtest.local.simulation.trial;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.RunView;
import dev.x0xtest.coordinator.run.cell.Attempt;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.local.simulation.trial.draw.Draw;
import dev.x0xtest.local.simulation.trial.draw.FaultClass;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds a run against the truth after every event that its coordinator takes. Confined to one thread. */
final class Watch implements RunDriver.Listener {
    private final Truth truth;
    private final int declared;
    private final boolean byLength;
    private final BitSet decided = new BitSet();
    /** Of the process that is watched now; the next one of the same run begins with what its journal has. */
    private @Nullable RunState run;

    private boolean ended;
    private int samplesDecided;

    Watch(Draw draw, Truth truth) {
        this.truth = truth;
        this.declared = draw.nodes() * (draw.nodes() - 1) * draw.samples();
        this.byLength = draw.classes().contains(FaultClass.UPSTREAM);
    }

    @Override
    public void progressed(RunEffect.Progressed progress) {}

    @Override
    public void noted(String text) {}

    @Override
    public void took(RunState state, List<RunEffect> effects) {
        if (state != run) {
            run = state;
            ended = false;
            decided.clear();
            samplesDecided = 0;
        }
        require(!ended || effects.isEmpty(), "an effect after the end: " + effects);
        effects.forEach(this::effect);
        RunView view = RunView.of(state);
        if (view != null) {
            cells(view.cells());
        }
    }

    private void effect(RunEffect effect) {
        if (effect instanceof RunEffect.Progressed progress) {
            require(
                    progress.samples() == declared
                            && progress.proven() + progress.refuted() <= progress.decided()
                            && progress.decided() <= progress.declared()
                            && progress.samplesDecided() <= progress.samples()
                            && progress.samplesDecided() > samplesDecided,
                    "the sums are wrong: " + progress + ", " + declared + " hops are declared");
            samplesDecided = progress.samplesDecided();
        } else if (effect instanceof RunEffect.Finished) {
            ended = true;
        }
    }

    private void cells(List<Cell> cells) {
        require(cells.size() == declared, cells.size() + " cells, not " + declared);
        for (int place = 0; place < cells.size(); place++) {
            Cell cell = cells.get(place);
            if (decided.get(place)) {
                require(cell.decided(), "a cell is open again: " + text(cell));
            } else if (cell.decided()) {
                decided.set(place);
                decided(cell);
            }
        }
        require(!ended || decided.cardinality() == declared, "the run has ended, and a cell is open");
    }

    private void decided(Cell cell) {
        Attempt speaker = cell.speaker();
        CellClass shown = speaker == null ? null : speaker.shows();
        if (speaker == null || shown == null || shown == CellClass.UNOBSERVED) {
            return;
        }
        Truth.Send send = truth.byId(speaker.requestId());
        require(
                send != null,
                text(cell) + " is " + shown + " by the hop " + speaker.requestId() + ", which never left");
        if (send != null && shown == CellClass.PROVEN) {
            require(
                    send.accepted() && (send.cameInTime() || (byLength && send.cameChanged())),
                    text(cell) + " is proven by a hop that by now was not delivered: " + send);
        }
    }

    private static String text(Cell cell) {
        return cell.source().label().text() + ">" + cell.destination().label().text() + "." + cell.sample();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            truth.violated(otherwise);
        }
    }
}
