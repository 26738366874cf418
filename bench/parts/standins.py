"""100 stand-ins and their runners in one process. The coordinator is a process of its own."""
from . import table
from .control import control_row
from .fleet import memory, verdicts
from .mesh import Mesh
from .table import Row, spread

MOST_SECONDS = 20


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
