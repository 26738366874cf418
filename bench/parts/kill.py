"""Kills a party in the middle of a run and looks at how the run ends. Times count from the first answer to `go`."""
import base64
import glob
import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from .bench import ROOT
from .mesh import Mesh
from .table import Broken, Row

SAMPLES = 100
RATE = 50
VICTIM = "sydney"
PATIENCE = 180


def real(bench):
    """Six real daemons: each party in turn."""
    rows = []
    with Mesh(bench, 6, "--x0xd=" + bench.x0xd()) as mesh:
        for share in (0.2, 0.5, 0.8):
            made, again = lost_runner(bench, mesh, share)
            rows.append(made)
        # The mesh ends its own runners, and this is none of them.
        again.terminate()
        again.wait()
    for restarted in (VICTIM, "nyc"):
        with Mesh(bench, 6, "--x0xd=" + bench.x0xd()) as mesh:
            rows.append(restarted_daemon(bench, mesh, restarted))
    with Mesh(bench, 6, "--x0xd=" + bench.x0xd()) as mesh:
        rows.append(anchors_runner(bench, mesh))
    return rows


def silent(bench):
    """Six real daemons, one of which is stopped: it is silent, and nothing says why."""
    with Mesh(bench, 6, "--x0xd=" + bench.x0xd()) as mesh:
        return [stopped_daemon(bench, mesh)]


def standins(bench):
    """Fifty stand-ins: the coordinator is killed and another one goes on."""
    with Mesh(bench, 50, "--transport", "memory", "--heartbeat-secs", "60") as mesh:
        whole = Run(bench, mesh, "--samples", "10", "--rate", "49")
        unbroken = whole.ended()
        return [resumed(bench, mesh, unbroken, 0.5, 0), resumed(bench, mesh, unbroken, 0.5, 60),
                stopped(bench, mesh, unbroken), lapsed(bench, mesh)]


def seeded(bench):
    """Fifty stand-ins: the coordinator is killed at a hundred moments of a run, drawn from a seed that is printed."""
    seed = random.SystemRandom().randrange(1 << 32)
    draw = random.Random(seed)
    bench.say("   seed %d" % seed)
    options = ("--samples", "4", "--rate", "98")
    with Mesh(bench, 50, "--transport", "memory", "--heartbeat-secs", "60") as mesh:
        whole = Run(bench, mesh, *options)
        go = whole.awaited_go()
        unbroken = whole.ended()
        lasted = whole.ended_at - go
        points = [killed_at_a_moment(bench, mesh, unbroken, draw.uniform(0, lasted), options)
                  for _ in range(5 if bench.quick else 100)]
    wrong = sum(point != "as unbroken" for point in points)
    return [Row("coordinator killed at %d moments, resumed" % len(points),
                ", ".join("%d %s" % (points.count(what), what) for what in sorted(set(points))) + "; seed %d" % seed,
                "bench/run --only kill100", "never another verdict, never without a report", wrong == 0)]


class Run:
    """`x0xtest matrix` over a mesh, in the background."""

    def __init__(self, bench, mesh, *options, pinned=False):
        """`pinned` nodes are found without a publication."""
        self.bench, self.mesh = bench, mesh
        self.directory = os.path.join(tempfile.mkdtemp(prefix="run-", dir=bench.folder), "run")
        labels = ",".join(node["label"] + ("=" + node["agentId"] if pinned else "") for node in mesh.nodes)
        self.log = self.directory + ".log"
        self.begun = time.monotonic()
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [bench.x0xtest, "matrix", "--anchor", mesh.anchor["label"], "--nodes", labels, "--quiet",
                 "--run-dir", self.directory, "--api-base", mesh.anchor["apiBase"],
                 "--api-token-file", mesh.anchor["tokenFile"], *(() if "--fleet-rate" in options else ("--per-runner", "4")), *options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def awaited_go(self):
        """When the first runner answered `go`, on the monotonic clock."""
        journal = os.path.join(self.directory, "run.jsonl")
        while time.monotonic() - self.begun < PATIENCE:
            if os.path.exists(journal) and any(kind == "go_result" for kind in kinds(journal)):
                return time.monotonic()
            time.sleep(0.02)
        raise Broken("no runner answered go")

    def ended(self):
        """The report, after the process has ended."""
        self.exit = self.process.wait(PATIENCE)
        self.ended_at = time.monotonic()
        return self.report()

    def report(self):
        with open(os.path.join(self.directory, "report.json"), encoding="utf-8") as report:
            return json.load(report)

    def resume(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.bench.x0xtest, "resume", self.directory, "--quiet"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def kinds(journal):
    """The kinds of the results in a journal, as far as it is written."""
    with open(journal, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if '"event":"frame"' in line and line.endswith("\n"):
                frame = base64.b64decode(json.loads(line)["payload"])
                if frame.startswith(b"x0xtest|res|"):
                    yield json.loads(base64.b64decode(frame.split(b"|")[2])).get("kind")


def pids(mesh, words):
    """The processes whose command line has all these words."""
    found = []
    for place in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(place, "rb") as file:
                line = file.read().split(b"\0")
        except OSError:
            continue
        if all(word.encode() in line or any(part.endswith(word.encode()) for part in line) for word in words) \
                and not line[0].endswith(b"sh"):
            found.append(int(place.split("/")[2]))
    return found


def runner_of(mesh, label):
    node = mesh.node(label)
    return pids(mesh, ["dev.x0xtest.runner.Main", node["tokenFile"]])


def daemon_of(mesh, label):
    node = mesh.node(label)
    config = os.path.join(os.path.dirname(os.path.dirname(node["tokenFile"])), "x0xd.toml")
    return pids(mesh, ["x0xd", config])


class Again:
    """How a process was started, so that it can be started again."""

    def __init__(self, pid):
        place = "/proc/%d/" % pid
        with open(place + "cmdline", "rb") as file:
            self.command = file.read().split(b"\0")[:-1]
        with open(place + "environ", "rb") as file:
            self.environment = dict(entry.split(b"=", 1) for entry in file.read().split(b"\0") if b"=" in entry)
        self.folder = os.readlink(place + "cwd")

    def start(self):
        return subprocess.Popen(self.command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def await_gone(pid):
    """Waits until a killed process has let go of its files: until then its data directory is locked."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            with open("/proc/%d/stat" % pid, encoding="ascii", errors="replace") as file:
                if file.read().rpartition(")")[2].split()[0] in "ZX":
                    return
        except OSError:
            return
        time.sleep(0.01)
    raise Broken("process %d does not end" % pid)


def started_for_good(again, what):
    """Starts a daemon. One that ends at once, because a port or a lock is not free yet, is started again."""
    for _ in range(10):
        process = again.start()
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            return process
    raise Broken("%s did not start again: it ended with %d" % (what, process.returncode))


def keep_port(mesh, label):
    """A daemon of the mesh takes any free port for its API: started again, it must take the same."""
    node = mesh.node(label)
    config = os.path.join(os.path.dirname(os.path.dirname(node["tokenFile"])), "x0xd.toml")
    with open(config, encoding="utf-8") as file:
        text = file.read()
    with open(config, "w", encoding="utf-8") as file:
        file.write(text.replace('"127.0.0.1:0"', '"%s"' % node["apiBase"].split("//")[1]))


def one(found, what):
    if len(found) != 1:
        raise Broken("%d processes are %s" % (len(found), what))
    return found[0]


def others(report, victim):
    """How many pairs without the victim are proven, and of how many."""
    cells = [cell for cell in report["cells"] if victim not in (cell["src"], cell["dst"])]
    return sum(cell["outcome"] == "PROVEN" for cell in cells), len(cells)


def row(what, run, report, killed_at, victim, bar_seconds, exit_codes, part="kill6", control=None):
    seconds = run.ended_at - killed_at
    proven, pairs = others(report, victim)
    dms = report["totals"]["control_dms"]
    run.bench.note(what, seconds=round(seconds, 1), exit=run.exit, proven=proven, pairs=pairs, control=dms,
                   ended=report.get("ended"), counters=report["counters"])
    met = seconds <= bar_seconds and run.exit in exit_codes and proven == pairs and (control is None or dms <= control)
    return Row(what, "exit %d, %.1f s after it, %d of the others' %d pairs proven, %d control messages%s" % (
        run.exit, seconds, proven, pairs, dms, " (%s)" % control_kinds(report["counters"]) if control else ""),
        "bench/run --only " + part,
        "≤ %d s, exit %s%s" % (bar_seconds, " or ".join(str(code) for code in exit_codes),
                               ", ≤ %d control messages" % control if control else ""), met)


def control_kinds(counters):
    """The control messages by direction and kind: what the coordinator sent and received, and what of it went to silent nodes."""
    return "; ".join(direction + " " + (", ".join("%s %d" % kind for kind in sorted(found.items())) or "none")
                     for direction, found in (
                         ("sent", of_kind(counters, "control_sent_")),
                         ("received", of_kind(counters, "control_received_")),
                         ("to silent nodes", of_kind(counters, "control_silent_"))))


def of_kind(counters, prefix):
    return {key[len(prefix):]: number for key, number in counters.items()
            if key.startswith(prefix) and key != "control_sent_by_runners"}


def lasting(bench, mesh):
    return Run(bench, mesh, "--samples", str(SAMPLES), "--rate", str(RATE))


def sending(mesh):
    return SAMPLES * (len(mesh.nodes) - 1) / RATE


def lost_runner(bench, mesh, share):
    run = lasting(bench, mesh)
    go = run.awaited_go()
    time.sleep(max(0, go + share * sending(mesh) - time.monotonic()))
    pid = one(runner_of(mesh, VICTIM), VICTIM + "'s runner")
    again = Again(pid)
    os.kill(pid, signal.SIGKILL)
    killed_at = time.monotonic()
    report = run.ended()
    return (row("%s's runner killed at %d %%" % (VICTIM, 100 * share), run, report, killed_at, VICTIM, 40, (4,)),
            again.start())


def restarted_daemon(bench, mesh, label):
    run = lasting(bench, mesh)
    go = run.awaited_go()
    time.sleep(max(0, go + 0.5 * sending(mesh) - time.monotonic()))
    pid = one(daemon_of(mesh, label), label + "'s x0xd")
    again = Again(pid)
    keep_port(mesh, label)
    os.kill(pid, signal.SIGKILL)
    killed_at = time.monotonic()
    await_gone(pid)
    daemon = started_for_good(again, label + "'s x0xd")
    try:
        report = run.ended()
    finally:
        daemon.kill()
        daemon.wait()
    return row("%s's x0xd restarted at 50 %%" % label, run, report, killed_at, label, 120, (0, 1, 3, 4))


def anchors_runner(bench, mesh):
    run = lasting(bench, mesh)
    go = run.awaited_go()
    time.sleep(max(0, go + 0.5 * sending(mesh) - time.monotonic()))
    os.kill(one(runner_of(mesh, "nyc"), "the anchor's runner"), signal.SIGKILL)
    killed_at = time.monotonic()
    report = run.ended()
    return row("the anchor's runner killed at 50 %", run, report, killed_at, "nyc", 40, (4,))


def stopped_daemon(bench, mesh):
    run = lasting(bench, mesh)
    go = run.awaited_go()
    time.sleep(max(0, go + 0.5 * sending(mesh) - time.monotonic()))
    pid = one(daemon_of(mesh, VICTIM), VICTIM + "'s x0xd")
    os.kill(pid, signal.SIGSTOP)
    killed_at = time.monotonic()
    try:
        report = run.ended()
    finally:
        os.kill(pid, signal.SIGCONT)
    return row("%s's x0xd stopped at 50 %%" % VICTIM, run, report, killed_at, VICTIM, 45, (4,),
               part="stop6", control=20 * len(mesh.nodes) + 30)


def differing(report, unbroken):
    """The cells of a report whose outcome is another one in the unbroken run."""
    outcomes = {(cell["src"], cell["dst"]): cell["outcome"] for cell in unbroken["cells"]}
    return [cell for cell in report["cells"] if cell["outcome"] != outcomes[cell["src"], cell["dst"]]]


def resumed(bench, mesh, unbroken, share, pause):
    run = Run(bench, mesh, "--samples", "10", "--rate", "49")
    go = run.awaited_go()
    time.sleep(max(0, go + share * 10 - time.monotonic()))
    run.process.kill()
    run.process.wait()
    time.sleep(pause)
    run.resume()
    killed_at = time.monotonic()
    report = run.ended()
    return compared("coordinator killed at %d %%, resumed after %d s" % (100 * share, pause), run, report, unbroken,
                    killed_at, 2 if pause == 0 else None)


def killed_at_a_moment(bench, mesh, unbroken, moment, options):
    """How the run ended that was killed so many seconds after its first go, and resumed."""
    run = Run(bench, mesh, *options)
    go = run.awaited_go()
    time.sleep(max(0, go + moment - time.monotonic()))
    run.process.kill()
    run.process.wait()
    run.resume()
    try:
        report = run.ended()
    except OSError:
        return "without a report"
    others = differing(report, unbroken)
    same = not others and run.exit == unbroken["exit_code"]
    bench.note("killed", after=round(moment, 2), exit=run.exit, same=same, control=report["totals"]["control_dms"],
               seconds=round(run.ended_at - go, 1))
    if same:
        return "as unbroken"
    kept = os.path.join(ROOT, "bench", "target", "killed-after-%.2f" % moment)
    shutil.copytree(run.directory, kept, dirs_exist_ok=True)
    bench.note("otherwise", kept=kept, differing=len(others), first=others[:3], ended=report.get("ended"),
               timing=report["timing_ms"], counters=report["counters"], warnings=report["warnings"])
    return "exit %d" % run.exit


def lapsed(bench, mesh):
    """Stopped for longer than the lease while the rows still send: the rest goes on in the next epoch."""
    run = Run(bench, mesh, "--samples", "20", "--rate", "16")
    stand_still(mesh, run, 10)
    killed_at = time.monotonic()
    report = run.ended()
    bench.note("lapsed", seconds=round(run.ended_at - killed_at, 1), exit=run.exit, epochs=report.get("epochs"),
               control=report["totals"]["control_dms"], totals=report["totals"])
    met = run.exit == 0 and report.get("epochs") == 2
    return Row("coordinator stopped for 60 s while rows of 61 s send", "exit %d, %.1f s after it, %s epochs, %d control "
               "messages" % (run.exit, run.ended_at - killed_at, report.get("epochs"), report["totals"]["control_dms"]),
               "bench/run --only resume50", "exit 0 in 2 epochs", met)


def stand_still(mesh, run, after):
    go = run.awaited_go()
    time.sleep(max(0, go + after - time.monotonic()))
    java = one(pids(mesh, ["dev.x0xtest.coordinator.Main", run.directory]), "the coordinator")
    os.kill(java, signal.SIGSTOP)
    threading.Timer(60, os.kill, (java, signal.SIGCONT)).start()


def stopped(bench, mesh, unbroken):
    run = Run(bench, mesh, "--samples", "10", "--rate", "49")
    stand_still(mesh, run, 5)
    killed_at = time.monotonic()
    report = run.ended()
    return compared("coordinator stopped for 60 s", run, report, unbroken, killed_at, None)


def compared(what, run, report, unbroken, killed_at, times):
    others = len(differing(report, unbroken))
    dms, before = report["totals"]["control_dms"], unbroken["totals"]["control_dms"]
    run.bench.note(what, seconds=round(run.ended_at - killed_at, 1), exit=run.exit, differing=others, control=dms,
                   unbroken=before, ended=report.get("ended"))
    met = others == 0 and run.exit == unbroken["exit_code"] and (times is None or dms <= times * before)
    return Row(what, "exit %d, %.1f s after it, %d cells differ, %d control messages (unbroken: %d)" % (
        run.exit, run.ended_at - killed_at, others, dms, before), "bench/run --only resume50",
        "cells equal an unbroken run's" + (", control messages ≤ %d×" % times if times else ""), met)
