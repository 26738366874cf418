"""`x0xtest serve` over a mesh: starts it, asks its API, and looks at its process."""
import json
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

from .bench import ROOT
from .table import Broken

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
UP_SECONDS = 60
DOWN_SECONDS = 45


class Serve:
    """A context manager: the daemon answers inside `with`."""

    def __init__(self, mesh, folder, *options):
        self.alerts = os.path.join(folder, "alerts.jsonl")
        self.log = os.path.join(folder, "serve.log")
        anchor = mesh.anchor
        nodes = ",".join("%s=%s" % (node["label"], node["agentId"]) for node in mesh.nodes)
        self._command = [os.path.join(ROOT, "x0xtest"), "serve", "--anchor", anchor["label"], "--nodes", nodes,
                         "--api-base", anchor["apiBase"], "--api-token-file", anchor["tokenFile"], "--fleet-rate", "2000",
                         "--listen", "127.0.0.1:0", "--local-operator", "--state-dir", os.path.join(folder, "serve"),
                         "--alert-command", os.path.join(ROOT, "bench", "parts", "alerts") + " " + self.alerts, *options]
        self._state = os.path.join(folder, "state")
        self._process = None
        self.exit_code = None
        self.url = None

    def __enter__(self):
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, stderr=log, cwd=ROOT,
                                             env=dict(os.environ, XDG_STATE_HOME=self._state))
        # A daemon that says nothing is killed, which ends the reading.
        late = threading.Timer(UP_SECONDS, self._process.kill)
        late.start()
        line = self._process.stdout.readline().decode()
        late.cancel()
        if not line.startswith("listening "):
            self.__exit__()
            raise Broken("serve does not come up: " + self._last_line())
        self.url = line.split()[1]
        return self

    def __exit__(self, *failure):
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(DOWN_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.exit_code = self._process.returncode

    def _last_line(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return (log.read().strip().splitlines() or [""])[-1]

    @property
    def pid(self):
        return self._process.pid

    def get(self, path):
        with urllib.request.urlopen(self.url + "/api/v1/" + path, timeout=30) as answer:
            return json.load(answer)

    def post(self, path, **body):
        request = urllib.request.Request(self.url + "/api/v1/" + path, data=json.dumps(body).encode(), method="POST",
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)

    def all_runs(self):
        """Every run of the history, the oldest first."""
        runs, before = [], None
        while True:
            page = self.get("runs?limit=200" + ("&before=%d" % before if before else ""))
            runs += page["runs"]
            before = page.get("next_before")
            if not before or not page["runs"]:
                return sorted(runs, key=lambda run: run["started"])

    def told(self):
        """The alerts so far."""
        if not os.path.exists(self.alerts):
            return []
        with open(self.alerts, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]

    def rss(self):
        """Resident memory in bytes."""
        with open("/proc/%d/status" % self.pid, encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS:"))

    def cpu(self):
        """Processor seconds so far, user and system."""
        with open("/proc/%d/stat" % self.pid, encoding="utf-8") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND
