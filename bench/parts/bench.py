"""What all parts share: paths, running and timing a program, and the raw data."""
import glob
import json
import os
import shutil
import subprocess
import sys
import threading
import time

from .table import Broken, Skipped

# What two cores carry of a fleet: hops a second.
FLEET_RATE = 2000
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
X0XD_VERSION = "0.48.1"
# How long the daemons of a new mesh may take to become idle.
IDLE_SECONDS = 60


class Ran:
    """One run of a program, from exec to exit."""

    def __init__(self, seconds, cpu_seconds, machine_seconds, daemon_seconds, exit_code, peak_bytes, output):
        self.seconds = seconds
        self.cpu_seconds = cpu_seconds
        # CPU time of all processes during the run, and of all daemons: those of x0x, whose processes are called x0xd.
        self.machine_seconds = machine_seconds
        self.daemon_seconds = daemon_seconds
        self.exit_code = exit_code
        self.peak_bytes = peak_bytes
        self.output = output


class Bench:
    def __init__(self, folder, quick=False, x0xd=None, x0xtest=None, before=None):
        self.folder = folder
        self.quick = quick
        # The built checkout of an earlier version to compare with; None: none was given.
        self.before = before
        self.x0xtest = x0xtest or os.path.join(ROOT, "x0xtest")
        self._x0xd = x0xd
        self._raw = {"started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "cores": os.cpu_count(), "notes": []}
        self._one_machine = {}
        self._built = False

    @property
    def rounds(self):
        return 1 if self.quick else 5

    @staticmethod
    def say(line):
        print(line, file=sys.stderr, flush=True)

    def note(self, what, **facts):
        """Adds facts and the machine's load to the raw data, and prints them."""
        facts = dict(what=what, load=round(os.getloadavg()[0], 2), **facts)
        self._raw["notes"].append(facts)
        short = {key: value for key, value in facts.items() if key not in ("report", "what")}
        self.say("   %s %s" % (what, json.dumps(short)))

    def write_raw(self, file):
        if file is None:
            file = os.path.join(ROOT, "bench", "target", "raw.json")
            os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "w", encoding="utf-8") as out:
            json.dump(self._raw, out, indent=1)
        self.say("every run: " + file)

    def one_machine(self, x0xtest=None):
        """The options that tell a command that one machine carries all hosts; an older one has none."""
        x0xtest = x0xtest or self.x0xtest
        if x0xtest not in self._one_machine:
            known = "--fleet-rate" in self.run([x0xtest, "matrix", "--help"], must=True).output
            self._one_machine[x0xtest] = ["--fleet-rate", str(FLEET_RATE)] if known else []
        return self._one_machine[x0xtest]

    def idle(self):
        """Waits until the machine has been half idle for half a second: daemons that have just met are busy."""
        begun = time.monotonic()
        while time.monotonic() - begun < IDLE_SECONDS:
            before = busy_seconds()
            time.sleep(0.5)
            if busy_seconds() - before < 0.25 * os.cpu_count():
                self.note("idle", after=round(time.monotonic() - begun, 1))
                return
        raise Broken("the machine stays busy")

    def build(self):
        """Builds x0xtest before the first measured run."""
        if not self._built:
            self.run([self.x0xtest, "--version"], must=True)
            self._built = True

    def run(self, command, must=False, patience=600, **environment):
        """Runs a program to its end. Its output goes to a file, so that a full pipe cannot block it."""
        log = os.path.join(self.folder, "output")
        with open(log, "wb") as out:
            begun, busy, daemons = time.monotonic(), busy_seconds(), daemon_seconds()
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                       cwd=ROOT, env=dict(os.environ, **environment))
            code, usage = self._awaited(process, patience)
            seconds, busy = time.monotonic() - begun, busy_seconds() - busy
            daemons = max(0.0, daemon_seconds() - daemons)
        with open(log, encoding="utf-8", errors="replace") as written:
            output = written.read()
        if must and code != 0:
            raise Broken("%s ended with %d: %s" % (os.path.basename(command[0]), code, last_line(output)))
        return Ran(seconds, usage.ru_utime + usage.ru_stime, busy, daemons, code, usage.ru_maxrss * 1024, output)

    @staticmethod
    def _awaited(process, patience):
        # Only wait4 returns the resources of this one child.
        timer = threading.Timer(patience, process.kill)
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, usage

    def x0xd(self):
        """Finds x0xd as .ci/run does, but installs none."""
        cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
        cached = os.path.join(cache, "x0xtest", "x0xd-" + X0XD_VERSION, "bin", "x0xd")
        found = self._x0xd or os.environ.get("X0XD") or shutil.which("x0xd") or cached
        if not os.access(found, os.X_OK):
            raise Skipped("no real x0xd; deploy/x0xd/install.sh installs one")
        return found


def daemon_seconds():
    """The CPU time that all running daemons have used; 0 without /proc."""
    total = 0
    for stat in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(stat, encoding="ascii", errors="replace") as file:
                before, _, after = file.read().rpartition(")")
        except OSError:
            # It has just ended.
            continue
        if before.endswith("(x0xd"):
            total += sum(int(ticks) for ticks in after.split()[11:13])
    return total / os.sysconf("SC_CLK_TCK")


def busy_seconds():
    """The busy CPU time of all processors since boot; 0 without /proc."""
    try:
        with open("/proc/stat", encoding="ascii") as stat:
            user, nice, system, _, _, irq, softirq = [int(ticks) for ticks in stat.readline().split()[1:8]]
    except OSError:
        return 0
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def upstream():
    """The path of upstream's coordinator, in the source of its crate."""
    home = os.environ.get("CARGO_HOME") or os.path.join(os.path.expanduser("~"), ".cargo")
    crate = os.environ.get("X0X_CRATE") or os.path.join(home, "registry", "src", "*", "x0x-" + X0XD_VERSION)
    found = sorted(glob.glob(os.path.join(crate, "tests", "e2e_vps_mesh.py")))
    if not found:
        raise Skipped("no source of the crate x0x %s; deploy/x0xd/install.sh leaves it there" % X0XD_VERSION)
    return found[0]


def last_line(output):
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
