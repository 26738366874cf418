"""What larger hops cost: the time of a run, and the bytes that they leave in the data directories of the daemons."""
import os

from . import table
from .fleet import real, verdicts, warm_up
from .table import Row, median, spread

SIZES = (64, 2048, 4096)
# Of a run whose hops are counted in bytes: what a daemon writes besides must not matter.
SAMPLES = 20
# A default above 64 bytes must not make a run slower than this.
MOST = 1.25
DEFAULT = 2048


def rows(bench):
    found = []
    for nodes in (6, 16):
        with real(bench, nodes) as mesh:
            mesh.matrix()
            warm_up(bench, mesh)
            found += compared(bench, mesh, nodes)
    return found


def compared(bench, mesh, nodes):
    """The sizes take turns on one mesh, so that other load on the machine affects all of them."""
    runs = {size: [] for size in SIZES}
    left = {size: [] for size in SIZES}
    for _ in range(bench.rounds):
        for size in SIZES:
            runs[size].append(mesh.matrix("--payload-bytes", str(size)))
    for _ in range(1 if bench.quick else 3):
        for size in SIZES:
            left[size].append(bytes_left(bench, mesh, nodes, size))
    whole = {size: [ran.seconds for ran, _ in runs[size]] for size in SIZES}
    matrix = {size: [report["timing_ms"]["matrix"] for _, report in runs[size]] for size in SIZES}
    return [row for size in SIZES for row in rows_of(mesh, nodes, size, runs[size], whole, matrix, left)]


def rows_of(mesh, nodes, size, runs, whole, matrix, left):
    command = "%s --payload-bytes %d" % (mesh.matrix_command, size)
    ratio = median(whole[size]) / median(whole[SIZES[0]])
    bar = (("≤ %.2f× of %d bytes" % (MOST, SIZES[0]), ratio <= MOST and not verdicts([ran for ran, _ in runs]))
           if size == DEFAULT else ("", None))
    return [Row("%d real daemons, %d-byte hops, warm, from exec to exit" % (nodes, size),
                "%s, %.2f× of %d bytes; `timing_ms.matrix` %s%s" % (
                    spread(whole[size], table.seconds), ratio, SIZES[0], spread(matrix[size], table.millis),
                    verdicts([ran for ran, _ in runs])), command, *bar),
            Row("%d real daemons, %d-byte hops: bytes left in the data directories of all daemons, per hop" % (nodes, size),
                spread(left[size], lambda count: "%.0f" % count), "%s --samples %d" % (command, SAMPLES))]


def bytes_left(bench, mesh, nodes, size):
    before = size_of(mesh)
    mesh.matrix("--payload-bytes", str(size), "--samples", str(SAMPLES))
    grown = size_of(mesh) - before
    hops = nodes * (nodes - 1) * SAMPLES
    bench.note("left", size=size, bytes=grown, hops=hops, per_hop=round(grown / hops))
    return grown / hops


def size_of(mesh):
    """The bytes of all files below the directories of the daemons; logs do not count."""
    total = 0
    for node in mesh.nodes:
        for folder, _, files in os.walk(os.path.dirname(node["tokenFile"])):
            for name in files:
                try:
                    total += 0 if name.endswith(".log") else os.path.getsize(os.path.join(folder, name))
                except OSError:
                    # A daemon has just removed it.
                    pass
    return total
