package dev.x0xtest.local.kill;

import dev.x0xtest.cli.IgnoredSignals;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What is done to whom, and when.
 *
 * @param node the number of the victim's node, for a runner or a daemon
 * @param frames how many results the coordinator has received when it happens
 * @param afterMs how much later it happens
 * @param stoppedMs how long a stopped process stands still
 * @param restarted whether a process that has ended is started again in the middle of the run, as a service manager does
 */
record Kill(Party party, Signal signal, int node, int frames, int afterMs, int stoppedMs, boolean restarted) {
    enum Party {
        COORDINATOR,
        RUNNER,
        DAEMON,
        SSH
    }

    enum Signal {
        KILL,
        STOP,
        TERM,
        HUP
    }

    /**
     * The number-th of a suite: the parties take turns, the rest is drawn. Under nohup the programs that a test starts ignore
     * SIGHUP, as they should: there it is SIGTERM.
     */
    static Kill draw(SplittableRandom random, int number, List<Party> parties, int nodes) {
        List<Signal> signals = List.of(Signal.values());
        Signal drawn = signals.get(random.nextInt(signals.size()));
        boolean unheard = drawn == Signal.HUP && IgnoredSignals.now().has("HUP");
        return new Kill(
                parties.get(number % parties.size()),
                unheard ? Signal.TERM : drawn,
                random.nextInt(nodes),
                random.nextInt(3 * nodes + 1),
                random.nextInt(1_500),
                200 + random.nextInt(4_000),
                random.nextBoolean());
    }

    @Override
    public String toString() {
        String whose = party == Party.RUNNER || party == Party.DAEMON ? " of node " + node : "";
        String then = signal == Signal.STOP ? " for " + stoppedMs + " ms" : restarted ? ", started again" : "";
        return "SIG" + signal + " to " + party.name().toLowerCase(Locale.ROOT) + whose + " " + afterMs
                + " ms after result " + frames + then;
    }
}
