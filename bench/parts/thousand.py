"""300 and 1,000 simulated hosts, measured by another program: `bench/thousand`.

It exits 0, and its last lines are JSON objects, one for each row: "what", "figure", "bar" and "command" are texts,
"met" is a boolean.
"""
import json
import os

from .bench import ROOT
from .table import Broken, Row, Skipped

PROGRAM = os.path.join(ROOT, "bench", "thousand")
PATIENCE_SECONDS = 1800


def rows(bench):
    if not os.access(PROGRAM, os.X_OK):
        raise Skipped("there is no bench/thousand")
    bench.build()
    return [row for nodes in (("100",) if bench.quick else ("300", "1000")) for row in simulated(bench, nodes)]


def simulated(bench, nodes):
    ran = bench.run([PROGRAM, nodes], must=True, patience=PATIENCE_SECONDS)
    try:
        said = [json.loads(line) for line in ran.output.splitlines() if line.startswith("{")]
        rows = [Row(one["what"], one["figure"], one["command"], one["bar"], one["met"]) for one in said]
    except (ValueError, KeyError) as problem:
        raise Broken("bench/thousand did not say what it measured: %s" % problem) from problem
    if not rows:
        raise Broken("bench/thousand did not say what it measured")
    for one in said:
        bench.note("thousand", row=one["what"], figure=one["figure"], met=one["met"])
    return rows
