"""The same mesh under each Java of this machine, in turn."""
import contextlib
import os
import re

from . import table
from .fleet import WARMING, real, verdicts
from .runner import attached_under, install
from .table import Row, Skipped, median, spread

PLACE = "/usr/lib/jvm"
OLDEST = 17
TIMES = 0.8
IDLE_BYTES = 64e6


def homes():
    """The homes of the Javas here, by major version."""
    found = {}
    for name in sorted(os.listdir(PLACE)) if os.path.isdir(PLACE) else []:
        home = os.path.join(PLACE, name)
        try:
            with open(os.path.join(home, "release"), encoding="utf-8") as release:
                version = re.search(r'^JAVA_VERSION="(\d+)', release.read(), re.MULTILINE)
        except OSError:
            continue
        if version and int(version.group(1)) >= OLDEST and os.access(os.path.join(home, "bin", "java"), os.X_OK):
            found.setdefault(int(version.group(1)), home)
    return found


def rows(bench):
    found = homes()
    if len(found) < 2:
        raise Skipped("fewer than two Javas in " + PLACE)
    return runs(bench, found) + against_before(bench, found) + runners(bench, found)


def runs(bench, found):
    """A mesh per Java, all up at once; a run on each in turn, so that other load affects all of them."""
    with contextlib.ExitStack() as stack:
        meshes = {}
        for version, home in found.items():
            # The first start with a Java makes its class data.
            bench.run([bench.x0xtest, "--version"], must=True, JAVA_HOME=home)
            meshes[version] = stack.enter_context(real(bench, 6, java=home))
        first, second, warm = ({version: [] for version in meshes} for _ in range(3))
        for taken in (first, second):
            for version, mesh in meshes.items():
                taken[version].append(mesh.matrix()[0])
        for _ in range(1 if bench.quick else WARMING - 2):
            for mesh in meshes.values():
                mesh.matrix()
        for _ in range(bench.rounds):
            for version, mesh in meshes.items():
                warm[version].append(mesh.matrix()[0])
    command = "JAVA_HOME=… " + mesh.matrix_command
    table_rows = []
    for when, taken in (("first run", first), ("second run", second), ("warm", warm)):
        for version, ran in taken.items():
            table_rows.append(Row("6 real daemons, %s, Java %d" % (when, version),
                                  spread([one.seconds for one in ran], table.seconds) + verdicts(ran), command))
    oldest, newest = min(warm), max(warm)
    ratio = median([one.seconds for one in warm[newest]]) / median([one.seconds for one in warm[oldest]])
    table_rows.append(Row("6 real daemons, warm, Java %d ÷ Java %d, in turn" % (newest, oldest), table.times(ratio), "both",
                          "≤ %.1f×" % TIMES, ratio <= TIMES))
    return table_rows


def against_before(bench, found):
    """This version under the newest Java and an earlier version under the oldest, a mesh each, a run on each in turn."""
    if bench.before is None:
        return []
    oldest, newest = min(found), max(found)
    sides = {"before, Java %d" % oldest: (found[oldest], bench.before), "now, Java %d" % newest: (found[newest], None)}
    with contextlib.ExitStack() as stack:
        meshes = {side: stack.enter_context(real(bench, 6, java=home, checkout=checkout))
                  for side, (home, checkout) in sides.items()}
        ran = {side: [] for side in sides}
        for taken in range(WARMING + 3 * bench.rounds):
            for side, mesh in meshes.items():
                one = mesh.matrix()[0]
                if taken >= WARMING:
                    ran[side].append(one)
        command = mesh.matrix_command
    before, now = (median([one.seconds for one in each]) for each in ran.values())
    ratio = now / before
    return [Row("6 real daemons, warm, " + side, spread([one.seconds for one in each], table.seconds) + verdicts(each), command)
            for side, each in ran.items()] + [
        Row("6 real daemons, warm, now under Java %d ÷ before under Java %d, in turn" % (newest, oldest), table.times(ratio),
            "both", "≤ %.1f×" % TIMES, ratio <= TIMES)]


def runners(bench, found):
    """Time from exec to attached, and memory, of one runner of the package per Java, in turn."""
    installed = install(bench)
    seen = {version: [] for version in found}
    with real(bench, 2, "--without-runner", "sfo") as mesh:
        for _ in range(bench.rounds):
            for version, home in found.items():
                seen[version].append(attached_under(bench, mesh, "sfo", installed, home))
    table_rows = []
    for version, each in seen.items():
        less = median([one.resident - one.archived for one in each])
        figure = "%s resident, %s less clean pages of its class data, Pss %s" % (
            table.megabytes(median([one.resident for one in each])), table.megabytes(less),
            table.megabytes(median([one.proportional for one in each])))
        table_rows.append(Row("runner, from exec to attached, Java %d" % version,
                              spread([one.seconds for one in each], table.seconds), "java FLAGS OF THE UNIT …"))
        bar = ("≤ " + table.megabytes(IDLE_BYTES), less <= IDLE_BYTES) if version >= 25 else ()
        table_rows.append(Row("runner's memory, idle, Java %d" % version, figure, "java FLAGS OF THE UNIT …", *bar))
    return table_rows
