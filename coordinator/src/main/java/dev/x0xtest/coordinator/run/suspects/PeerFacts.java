package dev.x0xtest.coordinator.run.suspects;

import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.plan.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes facts of what one runner says of another node. What it does not know makes none. Pure. */
final class PeerFacts {
    private final NodeLabel node;
    private final NodeLabel about;
    private final long atMs;
    private final List<Fact> facts = new ArrayList<>();

    private PeerFacts(NodeLabel node, NodeLabel about, long atMs) {
        this.node = node;
        this.about = about;
        this.atMs = atMs;
    }

    /** Of an answer to a question. */
    static List<Fact> of(NodeLabel node, NodeLabel about, Evidence.PeerView view, long atMs) {
        PeerFacts made = new PeerFacts(node, about, atMs);
        made.said(Fact.Source.STATUS, Fact.CONTACT, view.contact());
        made.truth(Fact.Source.STATUS, Fact.DISCOVERED, view.discovered());
        made.answer(Fact.PINGED, view.ping());
        made.answer(Fact.REACHED, view.probe());
        made.number(
                Fact.Source.PROBE,
                Fact.REACHED_MS,
                view.probe() == null ? null : view.probe().tookMs());
        if (view.view() != null) {
            made.snapshot(view.view(), Fact.Source.STATUS);
        }
        return made.facts;
    }

    /** Of what its daemon saw when a hop failed. */
    static List<Fact> of(NodeLabel node, NodeLabel about, Evidence.Snapshot snapshot) {
        PeerFacts made = new PeerFacts(node, about, snapshot.atMs());
        made.snapshot(snapshot, Fact.Source.SNAPSHOT);
        return made.facts;
    }

    private void snapshot(Evidence.Snapshot seen, Fact.Source source) {
        truth(source, Fact.CONNECTED, seen.connected());
        number(source, Fact.LAST_RECEIVED_AGO_MS, seen.lastReceivedAgoMs());
        number(source, Fact.LOST_PACKETS, seen.lostPackets());
        number(source, Fact.BLACK_HOLES, seen.blackHoles());
        number(source, Fact.MTU, seen.mtu() == null ? null : seen.mtu().longValue());
        said(source, Fact.CLOSE_REASON, seen.closeReason());
    }

    private void answer(String name, Evidence.@Nullable Answer answer) {
        if (answer != null) {
            String code = answer.code() == null ? null : Quoted.line(answer.code());
            String status = answer.status() == null ? "" : answer.status() + " ";
            facts.add(new Fact(
                    node,
                    about,
                    Fact.Source.PROBE,
                    name,
                    answer.ok() ? 1L : 0L,
                    code == null ? null : status + code,
                    atMs));
        }
    }

    private void truth(Fact.Source source, String name, @Nullable Boolean value) {
        number(source, name, value == null ? null : Long.valueOf(value ? 1 : 0));
    }

    private void number(Fact.Source source, String name, @Nullable Long value) {
        if (value != null) {
            facts.add(Fact.of(node, about, source, name, value, atMs));
        }
    }

    private void said(Fact.Source source, String name, @Nullable String text) {
        if (text != null) {
            facts.add(Fact.said(node, about, source, name, Quoted.line(text), atMs));
        }
    }
}
