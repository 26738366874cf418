"""A mesh for one part, and the commands to run on it."""
import glob
import json
import os
import subprocess
import sys
import tempfile
import time

from .bench import ROOT, last_line, upstream
from .table import Broken

UP_SECONDS = 240
DOWN_SECONDS = 60


def token_of(node):
    with open(node["tokenFile"], encoding="utf-8") as file:
        return file.read().strip()


class Mesh:
    """A context manager: the mesh is up inside `with`."""

    def __init__(self, bench, nodes, *options, java=None, checkout=None):
        self.bench = bench
        self.nodes = []
        # The checkout whose runners and coordinator are measured; None: the one that is measured anyway.
        self._x0xtest = os.path.join(checkout, "x0xtest") if checkout else bench.x0xtest
        # The home of the Java that runs the runners and the coordinator; None: that of the PATH.
        self._java = {"JAVA_HOME": java} if java else {}
        self.file = tempfile.mktemp(prefix="mesh-", suffix=".json", dir=bench.folder)
        self._log = self.file + ".log"
        # Always ./x0xtest, even if another command is measured: only ./x0xtest has `bench`.
        self._command = [os.path.join(checkout or ROOT, "x0xtest"), "bench", "mesh", "--nodes", str(nodes), "--describe",
                         self.file]
        self._command += options
        self._process = None

    def __enter__(self):
        self.bench.build()
        begun = time.monotonic()
        with open(self._log, "wb") as log:
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=ROOT,
                                             env=dict(os.environ, **self._java))
        try:
            while not os.path.exists(self.file):
                if self._process.poll() is not None or time.monotonic() - begun > UP_SECONDS:
                    raise Broken("the mesh does not come up: " + self._last_line())
                time.sleep(0.05)
        except BaseException:
            self.__exit__()
            raise
        with open(self.file, encoding="utf-8") as described:
            self.nodes = json.load(described)
        self.bench.note("mesh up", nodes=len(self.nodes), seconds=round(time.monotonic() - begun, 2))
        return self

    def __exit__(self, *failure):
        # Closing its input is not enough: it ignores its input until the mesh is up.
        self._process.terminate()
        self._process.stdin.close()
        try:
            self._process.wait(DOWN_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _last_line(self):
        with open(self._log, encoding="utf-8", errors="replace") as log:
            return last_line(log.read())

    @property
    def anchor(self):
        return self.nodes[0]

    def node(self, label):
        return next(node for node in self.nodes if node["label"] == label)

    def matrix(self, *options):
        """Runs `x0xtest matrix` over the mesh. Returns the run and its report."""
        state = tempfile.mkdtemp(prefix="state-", dir=self.bench.folder)
        labels = ",".join(node["label"] for node in self.nodes)
        ran = self.bench.run([self._x0xtest, "matrix", "--anchor", self.anchor["label"], "--nodes", labels,
                              "--api-base", self.anchor["apiBase"], "--api-token-file", self.anchor["tokenFile"],
                              *self.bench.one_machine(self._x0xtest), *options],
                             XDG_STATE_HOME=state, **self._java)
        reports = glob.glob(os.path.join(state, "x0xtest", "runs", "*", "report.json"))
        if not reports:
            raise Broken("x0xtest matrix made no report: " + last_line(ran.output))
        with open(reports[0], encoding="utf-8") as file:
            report = json.load(file)
        del report["cells"]
        self.bench.note("ours", seconds=round(ran.seconds, 3), cpu=round(ran.cpu_seconds, 3),
                        machine=round(ran.machine_seconds, 3), daemons=round(ran.daemon_seconds, 2), exit=ran.exit_code,
                        peak=ran.peak_bytes, timing=report["timing_ms"], report=report)
        return ran, report

    @property
    def matrix_command(self):
        options = "".join(" " + word for word in self.bench.one_machine(self._x0xtest))
        return "./x0xtest matrix --anchor %s --nodes %s --api-base URL --api-token-file FILE%s" % (
            self.anchor["label"], self._some_labels(","), options)

    def upstreams(self):
        """Runs upstream's coordinator with its default flags over the same mesh."""
        token = token_of(self.anchor)
        ran = self.bench.run([sys.executable, "-B", upstream(), "--no-tunnel", "--anchor", self.anchor["label"], "--api-base",
                              self.anchor["apiBase"], "--api-token", token, "--nodes"]
                             + [node["label"] for node in self.nodes])
        self.bench.note("upstream's", seconds=round(ran.seconds, 3), exit=ran.exit_code, said=last_line(ran.output))
        return ran

    @property
    def upstreams_command(self):
        return "e2e_vps_mesh.py --no-tunnel --anchor %s --api-base URL --api-token TOKEN --nodes %s" % (
            self.anchor["label"], self._some_labels(" "))

    def _some_labels(self, between):
        labels = [node["label"] for node in self.nodes]
        return between.join([labels[0], "…", labels[-1]])

    def floor(self, passes):
        """Makes the same sends directly at the daemons. Returns the milliseconds of each pass."""
        ran = self.bench.run([os.path.join(ROOT, "x0xtest"), "bench", "floor", "--mesh", self.file, "--passes",
                              str(passes)], must=True)
        floor = json.loads(last_line(ran.output))
        self.bench.note("floor", ms=[round(ms, 1) for ms in floor["ms"]], failed=floor["failed"])
        return floor["ms"]

    FLOOR_COMMAND = "./x0xtest bench floor --mesh FILE"
