"""1,000 simulated nodes, measured by another program: `bench/thousand`.

It exits 0, and its last line is a JSON object: "what", "figure", "bar" and "command" are texts, "met" is a boolean.
"""
import json
import os

from .bench import ROOT, last_line
from .table import Broken, Row, Skipped

PROGRAM = os.path.join(ROOT, "bench", "thousand")
PATIENCE_SECONDS = 1800
QUICK_NODES = "100"


def rows(bench):
    if not os.access(PROGRAM, os.X_OK):
        raise Skipped("there is no bench/thousand")
    bench.build()
    ran = bench.run([PROGRAM] + ([QUICK_NODES] if bench.quick else []), must=True, patience=PATIENCE_SECONDS)
    try:
        said = json.loads(last_line(ran.output))
        bench.note("thousand", **{key: said[key] for key in ("figure", "met")})
        return [Row(said["what"], said["figure"], said["command"], said["bar"], said["met"])]
    except (ValueError, KeyError) as problem:
        raise Broken("bench/thousand did not say what it measured: %s" % problem) from problem
