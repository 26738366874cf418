"""Some daemons freeze in the middle of a run: the pairs of the others must not notice."""
import base64
import json
import os
import signal
import time
import zlib

from .fleet import real
from .kill import Run, daemon_of, one
from .table import Row

AFTER_GO = 0.5
SAMPLES = 10
MOST_MS = 1000


def rows(bench):
    """Six real daemons of which one freezes, and sixteen of which five do."""
    return [row for nodes, frozen in ((6, 1), (16, 5)) for row in measured(bench, nodes, frozen)]


def measured(bench, nodes, frozen):
    with real(bench, nodes) as mesh:
        Run(bench, mesh, *bench.one_machine()).ended()
        run = Run(bench, mesh, "--samples", str(SAMPLES), *bench.one_machine())
        go = run.awaited_go()
        labels = [node["label"] for node in mesh.nodes[-frozen:]]
        pids = [one(daemon_of(mesh, label), label + "'s x0xd") for label in labels]
        time.sleep(max(0, go + AFTER_GO - time.monotonic()))
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            report = run.ended()
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)
    healthy = [cell for cell in report["cells"] if not {cell["src"], cell["dst"]} & set(labels)]
    first = sum(cell["first_attempt_ok"] for cell in healthy)
    indexes = {node["label"]: index for index, node in enumerate(mesh.nodes)}
    late, took = worst(os.path.join(run.directory, "run.jsonl"), {indexes[label] for label in labels})
    bench.note("frozen", nodes=nodes, frozen=frozen, first=first, healthy=len(healthy), late_ms=late, took_ms=took,
               exit=run.exit, control=report["totals"]["control_dms"], warnings=report["warnings"])
    # Sixteen daemons and runners keep two cores busy with 800 hops a second; their times show that and have no bar.
    on_time = late <= MOST_MS and took <= MOST_MS
    met = first == len(healthy) and (on_time or nodes > 6)
    return [Row("%d real daemons, %d frozen %.1f s after go, `--samples %d`: the others' pairs" % (
        nodes, frozen, AFTER_GO, SAMPLES),
        "%d of %d proven at first attempt, at most %d ms late and %d ms from due to done; exit %d" % (
            first, len(healthy), late, took, run.exit),
        "bench/run --only frozen", "all of them" + (", ≤ %d ms each" % MOST_MS if nodes <= 6 else ""), met)]


def worst(journal, frozen):
    """The longest `late_ms` and `took_ms` of hops between nodes that did not freeze, from the runners' reports."""
    late = took = 0
    with open(journal, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if '"event":"frame"' not in line:
                continue
            frame = base64.b64decode(json.loads(line)["payload"])
            if not frame.startswith(b"x0xtest|res|"):
                continue
            result = json.loads(base64.b64decode(frame.split(b"|")[2]))
            packed = result.get("details", {}).get("z")
            if result.get("kind") != "report" or not packed:
                continue
            report = json.loads(zlib.decompress(base64.b64decode(packed)))
            if report["index"] in frozen:
                continue
            for hop in report["row"]:
                if hop["to"] not in frozen:
                    late, took = max(late, hop["late_ms"]), max(took, hop["took_ms"])
    return late, took
