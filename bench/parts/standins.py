"""Meshes of stand-ins: 100 with the coordinator in a process of its own, and `local` with as many as it takes."""
from . import table
from .control import control_row
from .fleet import memory, verdicts
from .mesh import Mesh
from .table import Row, spread

MOST_SECONDS = 20
LARGEST = ["local", "--nodes", "128", "--quiet", "--run-dir"]
LARGEST_SECONDS = 60
LARGEST_BYTES = 1_500_000_000


def hundred(bench):
    with Mesh(bench, 100, "--transport", "memory", "--heartbeat-secs", "60") as mesh:
        cold, _ = mesh.matrix()
        warm = [mesh.matrix() for _ in range(bench.rounds)]
        runs = [ran for ran, _ in warm]
        matrix = [report["timing_ms"]["matrix"] / 1000 for _, report in warm]
        slowest = max(ran.seconds for ran in runs)
        return [Row("100 stand-ins, 9,900 pairs, ready fleet, from exec to exit",
                    "%s, of it the matrix %s; first run %s%s" % (
                        spread([ran.seconds for ran in runs], table.seconds), spread(matrix, table.seconds),
                        table.seconds(cold.seconds), verdicts(runs)),
                    mesh.matrix_command, "≤ %d s, PASS" % MOST_SECONDS,
                    slowest <= MOST_SECONDS and not verdicts(runs)),
                control_row(mesh, "100 stand-ins", [report for _, report in warm]),
                memory(mesh, "100 stand-ins", runs)]


def largest(bench):
    """Each time a new mesh on the default transport: start, run and stop."""
    bench.build()
    runs = []
    for number in range(bench.rounds):
        ran = bench.run([bench.x0xtest, *LARGEST, "%s/largest-%d" % (bench.folder, number)])
        bench.note("largest", seconds=round(ran.seconds, 1), exit=ran.exit_code, peak=ran.peak_bytes,
                   said=next((line for line in ran.output.splitlines() if "pairs" in line or "x0xtest:" in line), ""))
        runs.append(ran)
    command = "./x0xtest " + " ".join(LARGEST[:3])
    slowest, most = max(ran.seconds for ran in runs), max(ran.peak_bytes for ran in runs)
    return [Row("`local` with 128 stand-ins over QUIC: mesh up, 16,256 pairs, mesh down",
                spread([ran.seconds for ran in runs], table.seconds) + verdicts(runs),
                command, "≤ %d s, PASS" % LARGEST_SECONDS, slowest <= LARGEST_SECONDS and not verdicts(runs)),
            Row("its resident memory at most", spread([ran.peak_bytes for ran in runs], table.megabytes),
                command, "≤ %s" % table.megabytes(LARGEST_BYTES), most <= LARGEST_BYTES)]
