"""Real daemons: our coordinator, upstream's and the floor, side by side on one mesh."""
import os

from . import table
from .bench import upstream
from .control import control_row
from .mesh import Mesh
from .table import Row, Skipped, median, spread

PER_MATRIX = 4
# Warm-up runs before the measurement. The runners of a fleet are up for weeks; before JIT warm-up a runner uses four
# times the CPU.
WARMING = 41


def real(bench, nodes, *options, **which):
    # Many daemons share few cores: let them announce themselves less often, as a fleet's do.
    heartbeat = ["--heartbeat-secs", "60"] if nodes > 6 else []
    return Mesh(bench, nodes, "--x0xd=" + bench.x0xd(), *heartbeat, *options, **which)


def compared(bench, nodes, times):
    with real(bench, nodes) as mesh:
        cold, _ = mesh.matrix()
        warm_up(bench, mesh)
        theirs_possible = possible()
        ours, theirs, floors = [], [], []
        # Alternate the three, so that other load on the machine affects all of them.
        for _ in range(bench.rounds):
            ours.append(mesh.matrix())
            floors.append(median(mesh.floor(1 if bench.quick else 5)))
            if theirs_possible is None:
                theirs.append(mesh.upstreams())
        rows = [speed(mesh, nodes, "cold: the first run after the runners start", [cold]),
                speed(mesh, nodes, "warm: after %d runs" % warming(bench), [ran for ran, _ in ours])]
        rows += faster(mesh, nodes, [ran for ran, _ in ours], theirs, times, theirs_possible)
        rows += above_floor(mesh, nodes, [report for _, report in ours], floors)
        rows.append(control_row(mesh, "%d real daemons" % nodes, [report for _, report in ours]))
        rows.append(processors(mesh, nodes, [ran for ran, _ in ours]))
        rows.append(memory(mesh, "%d real daemons" % nodes, [ran for ran, _ in ours]))
        return rows


def warm_up(bench, mesh):
    # The cold run was the first.
    for _ in range(warming(bench) - 1):
        mesh.matrix()


def warming(bench):
    return 1 if bench.quick else WARMING


def possible():
    """Why upstream's coordinator cannot run; None if it can."""
    try:
        upstream()
        return None
    except Skipped as reason:
        return str(reason)


def verdicts(runs):
    """Empty if every run passed, else how many did not: a fast run that failed proves nothing."""
    failed = sum(ran.exit_code != 0 for ran in runs)
    return ", %d of %d not PASS" % (failed, len(runs)) if failed else ""


def speed(mesh, nodes, when, runs, bar="", met=None):
    return Row("%d real daemons, `x0xtest matrix` from exec to exit, %s" % (nodes, when),
               spread([ran.seconds for ran in runs], table.seconds) + verdicts(runs), mesh.matrix_command, bar, met)


def faster(mesh, nodes, ours, theirs, times, impossible, when="warm"):
    what = "%d real daemons, upstream's coordinator, warm" % nodes
    bar = "≥ %d×" % times
    if impossible is not None:
        return [table.skipped(what, impossible), table.skipped("upstream's ÷ ours at %d, %s" % (nodes, when), impossible)]
    ratio = median([ran.seconds for ran in theirs]) / median([ran.seconds for ran in ours])
    each = [their.seconds / our.seconds for our, their in zip(ours, theirs)]
    figure = "%s (%s … %s in one round)" % (table.times(ratio), table.times(min(each)), table.times(max(each)))
    passed = not verdicts(ours) and not verdicts(theirs)
    return [Row(what, spread([ran.seconds for ran in theirs], table.seconds) + verdicts(theirs),
                mesh.upstreams_command),
            Row("upstream's ÷ ours at %d, %s, in turn on one mesh" % (nodes, when), figure, "both", bar,
                passed and ratio >= times)]


def above_floor(mesh, nodes, reports, floors):
    matrix = [report["timing_ms"]["matrix"] for report in reports]
    ratio = median(matrix) / median(floors)
    each = [ours / floor for ours, floor in zip(matrix, floors)]
    return [Row("%d real daemons, floor: the same %d sends straight at their REST" % (nodes, nodes * (nodes - 1)),
                spread(floors, table.millis), mesh.FLOOR_COMMAND),
            Row("%d real daemons, `timing_ms.matrix`: first `go` sent to last report" % nodes,
                "%s, %s the floor (%s … %s in one round)" % (
                    spread(matrix, table.millis), table.times(ratio), table.times(min(each)), table.times(max(each))),
                mesh.matrix_command, "≤ %d× the floor" % PER_MATRIX, ratio <= PER_MATRIX)]


def processors(mesh, nodes, runs, when="a warm run"):
    """The CPU time of a run on the machine that all share. Divided by the cores, it is a lower bound for a run."""
    cores = os.cpu_count()
    figure = "%s of the %s that %d cores have meanwhile: the daemons' %s, the coordinator's %s, the rest the runners'" % (
        table.seconds(median([ran.machine_seconds for ran in runs])),
        table.seconds(cores * median([ran.seconds for ran in runs])), cores,
        table.seconds(median([ran.daemon_seconds for ran in runs])),
        table.seconds(median([ran.cpu_seconds for ran in runs])))
    return Row("%d real daemons, processor time of %s" % (nodes, when), figure, mesh.matrix_command)


def memory(mesh, where, runs):
    return Row("coordinator's peak resident memory, " + where,
               spread([ran.peak_bytes for ran in runs], table.megabytes), mesh.matrix_command)


def eighteen(bench):
    with real(bench, 18) as mesh:
        ours = [mesh.matrix()[0] for _ in range(bench.rounds)]
        rows = [Row("18 real daemons, all 306 pairs",
                    "%d of %d runs PASS, %s" % (sum(ran.exit_code == 0 for ran in ours), len(ours),
                                                spread([ran.seconds for ran in ours], table.seconds)),
                    mesh.matrix_command, "PASS", not verdicts(ours))]
        impossible = possible()
        what = "18 real daemons, upstream's coordinator"
        if impossible is not None:
            return rows + [table.skipped(what, impossible)]
        theirs = mesh.upstreams()
        said = next((line for line in theirs.output.splitlines() if line.startswith("RuntimeError")), "it did not crash")
        return rows + [Row(what, "exit code %d: %s" % (theirs.exit_code, said), mesh.upstreams_command)]


def fresh(bench):
    """The first and the second run of runners that have just started, and upstream's coordinator on the same meshes."""
    rows = []
    for nodes, bars in ((6, (15, None)), (16, (10, 15))):
        ours, theirs = [[], []], []
        for _ in range(1 if bench.quick else 3):
            with real(bench, nodes) as mesh:
                bench.idle()
                for runs in ours:
                    runs.append(mesh.matrix()[0])
                if possible() is None:
                    theirs.append(mesh.upstreams())
        for which, runs, times in zip(("first", "second"), ours, bars):
            rows.append(speed(mesh, nodes, "%s run, a new mesh each whose daemons have become idle" % which, runs))
            rows.append(processors(mesh, nodes, runs, "the %s run" % which))
            if times is not None:
                rows.append(faster(mesh, nodes, runs, theirs, times, possible(), which + " run")[1])
    firsts = []
    for _ in range(1 if bench.quick else 3):
        with real(bench, 18) as mesh:
            bench.idle()
            firsts.append(mesh.matrix()[0])
    met = not verdicts(firsts) and median([ran.seconds for ran in firsts]) <= 3
    return rows + [speed(mesh, 18, "first run, a new mesh each whose daemons have become idle", firsts, "≤ 3 s", met)]
