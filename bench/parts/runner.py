"""Memory and idle CPU of one runner process, with the flags of its systemd unit."""
import contextlib
import glob
import os
import re
import shutil
import subprocess
import tempfile
import time

from . import table
from .bench import ROOT, last_line
from .mesh import Mesh
from .table import Broken, Row, Skipped

UNIT = os.path.join(ROOT, "systemd", "x0xtest-runner@.service")
COMMAND = "java FLAGS OF THE UNIT dev.x0xtest.runner.Main --node NODE … (of the .deb)"
IDLE_BYTES = 96e6
HUNDRED_BYTES = 128e6
IDLE_PERCENT = 0.1
START_SECONDS = 60
SETTLE_SECONDS = 10
TICK = os.sysconf("SC_CLK_TCK")


def rows(bench):
    installed = install(bench)
    return idle(bench, installed) + hundred(bench, installed)


def idle(bench, installed):
    """An idle runner, beside a real daemon if one is installed."""
    try:
        options, beside = ["--x0xd=" + bench.x0xd()], "a real x0xd"
    except Skipped:
        options, beside = [], "a stand-in"
    seconds = 10 if bench.quick else 60
    with Mesh(bench, 2, "--without-runner", "sfo", *options) as mesh, runner(bench, mesh, "sfo", installed) as process:
        time.sleep(SETTLE_SECONDS)
        before = cpu_seconds(process.pid)
        time.sleep(seconds)
        percent = 100 * (cpu_seconds(process.pid) - before) / seconds
        resident = memory(process.pid, "VmRSS")
        bench.note("idle runner", percent=round(percent, 3), resident=resident, peak=memory(process.pid, "VmHWM"))
    return [Row("runner's resident memory, idle beside %s" % beside, table.megabytes(resident), COMMAND,
                "≤ " + table.megabytes(IDLE_BYTES), resident <= IDLE_BYTES),
            Row("runner's CPU, idle beside %s for %d s" % (beside, seconds), "%.3f %%" % percent, COMMAND,
                "< %.1f %%" % IDLE_PERCENT, percent < IDLE_PERCENT)]


def hundred(bench, installed):
    """One runner process in a mesh of 100 whose other 99 runners share a process."""
    with Mesh(bench, 100, "--transport", "memory", "--heartbeat-secs", "60", "--without-runner", "n100") as mesh, \
            runner(bench, mesh, "n100", installed) as process:
        runs = [mesh.matrix()[0] for _ in range(bench.rounds)]
        if any(ran.exit_code != 0 for ran in runs):
            raise Broken("a run of 100 nodes was not PASS")
        resident, peak = memory(process.pid, "VmRSS"), memory(process.pid, "VmHWM")
        bench.note("runner of 100", resident=resident, peak=peak)
    return [Row("runner's resident memory after %d runs of 100 nodes" % len(runs),
                "%s, at most %s" % (table.megabytes(resident), table.megabytes(peak)),
                COMMAND, "≤ " + table.megabytes(HUNDRED_BYTES), peak <= HUNDRED_BYTES)]


@contextlib.contextmanager
def runner(bench, mesh, label, installed, java=None):
    node = mesh.node(label)
    unit = started_by_unit(installed)
    command = (java + unit[1:] if java else unit) + [
        "--node", label, "--api-base", node["apiBase"], "--api-token-file", node["tokenFile"],
        "--coordinator", mesh.anchor["agentId"], "--lock-dir", tempfile.mkdtemp(dir=bench.folder),
        "--state-dir", tempfile.mkdtemp(dir=bench.folder)]
    with attached(bench, command) as process:
        yield process


class Attached:
    """One start of a runner: seconds from exec to attached, then bytes when it is idle."""

    def __init__(self, seconds, resident, proportional, archived):
        self.seconds = seconds
        self.resident = resident
        self.proportional = proportional
        # Clean pages of the file with class data: all processes share them.
        self.archived = archived


def attached_under(bench, mesh, label, installed, java):
    """Starts a runner with this Java and the class data that the package makes for it, as its unit does, and ends it."""
    environment = dict(os.environ, X0XTEST_ROOT=installed, X0XTEST_JAVA=java)
    cache = os.path.join(installed, "var/cache/x0xtest-runner")
    shutil.rmtree(cache, ignore_errors=True)
    subprocess.run([os.path.join(installed, "usr/share/x0xtest-runner/make-classes")], env=environment, check=True)
    # The kernel counts a page that is not yet on the disk as changed.
    os.sync()
    options = ["@" + file for file in glob.glob(os.path.join(cache, "*.options"))]
    begun = time.monotonic()
    with runner(bench, mesh, label, installed, [os.path.join(java, "bin/java")] + options) as process:
        seconds = time.monotonic() - begun
        time.sleep(2)
        proportional = 1024 * int(re.search(r"^Pss:\s+(\d+) kB", text("/proc/%d/smaps_rollup" % process.pid),
                                            re.MULTILINE).group(1))
        seen = Attached(seconds, memory(process.pid, "VmRSS"), proportional, clean_pages(process.pid))
    bench.note("runner attached", java=java, seconds=round(seconds, 3), resident=seen.resident,
               proportional=proportional, archived=seen.archived)
    return seen


def clean_pages(pid):
    """The bytes of clean pages of class data."""
    total, inside = 0, False
    for line in text("/proc/%d/smaps" % pid).splitlines():
        if re.match("[0-9a-f]+-[0-9a-f]+ ", line):
            inside = line.endswith((".jsa", ".aot"))
        elif inside and line.startswith(("Shared_Clean:", "Private_Clean:")):
            total += 1024 * int(line.split()[1])
    return total


@contextlib.contextmanager
def attached(bench, command):
    """A runner that is started by this command, once it is attached to its daemon; ended afterwards."""
    log = tempfile.mktemp(prefix="runner-", suffix=".log", dir=bench.folder)
    with open(log, "wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        until = time.monotonic() + START_SECONDS
        while "attached to direct messages" not in text(log):
            if process.poll() is not None or time.monotonic() > until:
                raise Broken("the runner does not attach: " + last_line(text(log)))
            time.sleep(0.01)
        yield process
    finally:
        process.terminate()
        process.wait()


def install(bench):
    """Unpacks the runner's package and returns the folder. Builds the package first if it is missing or out of date."""
    for tool in ("dpkg-deb", "mvn"):
        if not shutil.which(tool):
            raise Skipped("no " + tool)
    if not built() or any(newer(built()[0], folder) for folder in ("protocol/src", "runner-agent/src", "systemd", "deploy/jvm")):
        bench.say("   building the runner's package")
        bench.run(["mvn", "-q", "-B", "-Dquick=true", "-Dmaven.test.skip=true", "-pl", "runner-agent", "-am", "package"],
                  must=True)
    folder = tempfile.mkdtemp(prefix="deb-", dir=bench.folder)
    bench.run(["dpkg-deb", "-x", built()[0], folder], must=True)
    return folder


def built():
    return glob.glob(os.path.join(ROOT, "runner-agent", "target", "x0xtest-runner_*_all.deb"))


def newer(file, folder):
    than = os.path.getmtime(file)
    return any(os.path.getmtime(os.path.join(path, name)) > than
               for path, _, names in os.walk(os.path.join(ROOT, folder)) for name in names)


def started_by_unit(installed):
    """The unit's ExecStart up to the main class, with paths into the unpacked package."""
    unit = text(UNIT).replace("\\\n", " ")
    words = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE).group(1).split()
    # Before Java stands a shell that checks its version.
    words = words[words.index("/usr/bin/java"):words.index("dev.x0xtest.runner.Main") + 1]
    words[1:1] = ["-cp", ":".join(sorted(glob.glob(os.path.join(installed, "usr/share/x0xtest-runner/*.jar"))))]
    words[0] = shutil.which(os.path.basename(words[0]))
    return [re.sub(r"(?<![\w.])/usr/(share|lib)/x0xtest-runner", installed + r"/usr/\1/x0xtest-runner", word)
            for word in words]


def cpu_seconds(pid):
    # The second field may contain blanks: count from its closing bracket.
    fields = text("/proc/%d/stat" % pid).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory(pid, field):
    return 1024 * int(re.search(r"^%s:\s+(\d+) kB" % field, text("/proc/%d/status" % pid), re.MULTILINE).group(1))


def text(file):
    with open(file, encoding="utf-8", errors="replace") as opened:
        return opened.read()
