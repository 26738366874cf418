"""Faults between real daemons, each with the cause that x0xtest has to name. `bench/experiments` runs them."""
import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.request

from .kill import Again, Run, await_gone, daemon_of, keep_port, one, runner_of, started_for_good
from .mesh import token_of
from .table import Broken

# Where Debian's package faketime has its library.
FAKETIME = "/usr/lib/%s/faketime/libfaketime.so.1"
AHEAD = {"FAKETIME": "+3600", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
# IP packets of more bytes are lost where a path has this MTU and nobody says so.
PACKET_BYTES = 1150
SETTLED_SECONDS = 25
# After so long a second daemon of one identity has taken over from the first, which comes back after a minute.
TAKEN_OVER_SECONDS = 45
# The runners have looked at their daemons' connections twice by then.
WATCHED_SECONDS = 40
# The first daemon is back within this time.
BACK_SECONDS = 180
# A connection without a packet ends after 30 s. Whatever was lost is there again after the time between.
AWAY_SECONDS = 45
BETWEEN_SECONDS = 40
TIMES = 3
SLOW_SECONDS = 240
# A node that is gone before the run is given up sooner than by default, to save time.
SOUGHT_BRIEFLY = ("--discover-timeout", "16s")


def udp_ports(pid):
    """The UDP ports that a process is bound to."""
    inodes = set()
    for number in os.listdir("/proc/%d/fd" % pid):
        try:
            link = os.readlink("/proc/%d/fd/%s" % (pid, number))
        except OSError:
            continue
        if link.startswith("socket:["):
            inodes.add(link[8:-1])
    ports = set()
    for table in ("udp", "udp6"):
        with open("/proc/net/" + table, encoding="ascii") as sockets:
            for line in sockets.readlines()[1:]:
                fields = line.split()
                if fields[9] in inodes:
                    ports.add(int(fields[1].rsplit(":", 1)[1], 16))
    return ports


class Filter:
    """Rules that drop packets between daemons, until the end of `with`."""

    def __init__(self, mesh):
        self.mesh = mesh
        self.rules = []

    def __enter__(self):
        return self

    def drop(self, source=None, destination=None, above=None, share=None):
        """Packets from one node's daemon to another's; None: any. `above`: only those of more bytes; `share`: only so many."""
        for from_port in self.ports(source):
            for to_port in self.ports(destination):
                rule = ["INPUT", "-i", "lo", "-p", "udp"]
                rule += ["--sport", str(from_port)] if from_port else []
                rule += ["--dport", str(to_port)] if to_port else []
                rule += ["-m", "length", "--length", "%d:65535" % (above + 1)] if above else []
                rule += ["-m", "statistic", "--mode", "random", "--probability", str(share)] if share else []
                for table in ("iptables", "ip6tables"):
                    subprocess.run([table, "-A", *rule, "-j", "DROP"], check=True)
                    self.rules.append([table, "-D", *rule, "-j", "DROP"])

    def ports(self, label):
        return [None] if label is None else sorted(udp_ports(one(daemon_of(self.mesh, label), label)))

    def __exit__(self, *failure):
        for rule in self.rules:
            subprocess.run(rule, check=True)


def post(node, path, body, method="POST"):
    request = urllib.request.Request(node["apiBase"] + path, data=json.dumps(body).encode(), method=method,
                                     headers={"Authorization": "Bearer " + token_of(node),
                                              "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        answer.read()


def started(bench, mesh, *options):
    return Run(bench, mesh, *bench.one_machine(), *options, pinned=True)


def sending(bench, mesh, *options):
    """A run, half a second after its first runner has answered `go`."""
    run = started(bench, mesh, *options)
    run.awaited_go()
    time.sleep(0.5)
    return run


@contextlib.contextmanager
def stopped(pid, seconds=None):
    """A process that stands still, until the end of `with` or for some seconds."""
    os.kill(pid, signal.SIGSTOP)
    try:
        if seconds is not None:
            time.sleep(seconds)
            os.kill(pid, signal.SIGCONT)
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextlib.contextmanager
def eaters(count):
    """Processes that eat a processor each."""
    running = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(count)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def healthy(bench, mesh):
    return started(bench, mesh).ended()


def loaded(bench, mesh):
    with eaters(2):
        return started(bench, mesh, "--samples", "5").ended()


def one_way(bench, mesh):
    with Filter(mesh) as packets:
        packets.drop("nuremberg", "sydney")
        return started(bench, mesh).ended()


def both_ways(bench, mesh):
    with Filter(mesh) as packets:
        packets.drop("nuremberg", "sydney")
        packets.drop("sydney", "nuremberg")
        return started(bench, mesh).ended()


def frozen(bench, mesh):
    run = sending(bench, mesh, "--samples", "10")
    with stopped(one(daemon_of(mesh, "singapore"), "singapore's x0xd")):
        return run.ended()


def frozen_before(bench, mesh):
    with stopped(one(daemon_of(mesh, "singapore"), "singapore's x0xd")):
        return started(bench, mesh, *SOUGHT_BRIEFLY).ended()


def nothing_in(bench, mesh):
    run = sending(bench, mesh, "--samples", "20")
    with Filter(mesh) as packets:
        packets.drop(None, "sfo")
        return run.ended()


def nothing_in_before(bench, mesh):
    with Filter(mesh) as packets:
        packets.drop(None, "sfo")
        return started(bench, mesh, *SOUGHT_BRIEFLY).ended()


def runner_stopped(bench, mesh):
    os.kill(one(runner_of(mesh, "helsinki"), "helsinki's runner"), signal.SIGKILL)
    return started(bench, mesh, *SOUGHT_BRIEFLY).ended()


def runner_killed(bench, mesh):
    run = sending(bench, mesh, "--samples", "20")
    os.kill(one(runner_of(mesh, "helsinki"), "helsinki's runner"), signal.SIGKILL)
    return run.ended()


def restarted(bench, mesh):
    run = sending(bench, mesh, "--samples", "100")
    pid = one(daemon_of(mesh, "sydney"), "sydney's x0xd")
    again = Again(pid)
    keep_port(mesh, "sydney")
    os.kill(pid, signal.SIGKILL)
    await_gone(pid)
    daemon = started_for_good(again, "sydney's x0xd")
    try:
        return run.ended()
    finally:
        daemon.kill()
        daemon.wait()


def blocked(bench, mesh):
    post(mesh.node("helsinki"), "/contacts", {"agent_id": mesh.node("sfo")["agentId"], "trust_level": "blocked"})
    return started(bench, mesh).ended()


def config_of(mesh, label):
    return os.path.join(os.path.dirname(os.path.dirname(mesh.node(label)["tokenFile"])), "x0xd.toml")


@contextlib.contextmanager
def instead(mesh, label, change):
    """The daemon of a node, ended and started again with another configuration."""
    pid = one(daemon_of(mesh, label), label + "'s x0xd")
    again = Again(pid)
    keep_port(mesh, label)
    os.kill(pid, signal.SIGKILL)
    await_gone(pid)
    with open(config_of(mesh, label), encoding="utf-8") as file:
        text = file.read()
    with open(config_of(mesh, label), "w", encoding="utf-8") as file:
        file.write(change(text))
    daemon = started_for_good(again, label + "'s x0xd")
    try:
        yield
    finally:
        daemon.kill()
        daemon.wait()


def other_network(bench, mesh):
    def change(text):
        lines = ['network_id = "another-network"' if line.startswith("network_id") else line for line in text.split("\n")]
        return "\n".join(lines)
    with instead(mesh, "sydney", change):
        # Later the others' daemons refuse messages to it without trying: it looks as one that is gone (docs/limits.md).
        time.sleep(5)
        return started(bench, mesh, *SOUGHT_BRIEFLY).ended()


def second(bench, mesh):
    """A second daemon with helsinki's identity, in directories of its own."""
    config = config_of(mesh, "helsinki")
    place = os.path.dirname(config)
    copy = place + "-copy"
    subprocess.run(["cp", "-a", place, copy], check=True)
    with open(config, encoding="utf-8") as file:
        text = file.read().replace(place + "/", copy + "/")
    # Any free ports: those of the first daemon are taken.
    lines = ['bind_address = "127.0.0.1:0"' if line.startswith("bind_address") else line for line in text.split("\n")]
    with open(os.path.join(copy, "x0xd.toml"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    again = Again(one(daemon_of(mesh, "helsinki"), "helsinki's x0xd"))
    again.command = [part.replace(os.fsencode(config), os.fsencode(os.path.join(copy, "x0xd.toml"))) for part in again.command]
    for lock in ("instance.lock", "api.port"):
        for folder, _, files in os.walk(copy):
            if lock in files:
                os.remove(os.path.join(folder, lock))
    return again


def doubled(bench, mesh):
    """A run in which the second of two daemons has its turn, or the turns change."""
    # Its runner may get its `go` half a minute late, so longer than that has to be known.
    time.sleep(2 * WATCHED_SECONDS)
    daemon = started_for_good(second(bench, mesh), "the second x0xd")
    try:
        # The first daemon takes its peers' connections for alive, and comes back after a minute.
        time.sleep(TAKEN_OVER_SECONDS)
        return started(bench, mesh).ended()
    finally:
        daemon.kill()
        daemon.wait()


def doubled_back(bench, mesh):
    """A run in which the first of two daemons has its turn again: every pair is proven."""
    time.sleep(WATCHED_SECONDS)
    helsinki = mesh.node("helsinki")
    before = connections(helsinki)
    daemon = started_for_good(second(bench, mesh), "the second x0xd")
    try:
        begun = time.monotonic()
        while sum(number > before.get(machine, 0) for machine, number in connections(helsinki).items()) < 2:
            if time.monotonic() - begun > BACK_SECONDS:
                raise Broken("helsinki's x0xd has not come back")
            time.sleep(1)
        time.sleep(5)
        return started(bench, mesh).ended()
    finally:
        daemon.kill()
        daemon.wait()


def connections(node):
    """The number of a daemon's connection to each machine."""
    request = urllib.request.Request(node["apiBase"] + "/diagnostics/connectivity",
                                     headers={"Authorization": "Bearer " + token_of(node)})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return {entry["peer_id"]: entry["generation"] or 0 for entry in json.load(answer)["per_peer_transport"]}
    except OSError as failure:
        raise Broken("%s's x0xd does not answer: %s" % (node["label"], failure)) from failure


def thawed(bench, mesh):
    """A daemon that stood still three times, each time for longer than a connection lives without a packet."""
    time.sleep(WATCHED_SECONDS)
    for _ in range(TIMES):
        with stopped(one(daemon_of(mesh, "helsinki"), "helsinki's x0xd"), seconds=AWAY_SECONDS):
            pass
        time.sleep(BETWEEN_SECONDS)
    return started(bench, mesh).ended()


def cut_off(bench, mesh):
    """The same of a host that has no network."""
    time.sleep(WATCHED_SECONDS)
    for _ in range(TIMES):
        with Filter(mesh) as packets:
            packets.drop("helsinki", None)
            packets.drop(None, "helsinki")
            time.sleep(AWAY_SECONDS)
        time.sleep(BETWEEN_SECONDS)
    return started(bench, mesh).ended()


def restarted_often(bench, mesh):
    """A daemon that was killed and started again three times before the run."""
    time.sleep(WATCHED_SECONDS)
    keep_port(mesh, "helsinki")
    daemon = None
    try:
        for _ in range(TIMES):
            pid = one(daemon_of(mesh, "helsinki"), "helsinki's x0xd")
            again = Again(pid)
            os.kill(pid, signal.SIGKILL)
            if daemon is not None:
                daemon.wait()
            await_gone(pid)
            daemon = started_for_good(again, "helsinki's x0xd")
            time.sleep(BETWEEN_SECONDS)
        return started(bench, mesh).ended()
    finally:
        if daemon is not None:
            daemon.kill()
            daemon.wait()


def slow_for_long(bench, mesh):
    with Filter(mesh) as packets:
        packets.drop("helsinki", None, share=0.3)
        packets.drop(None, "helsinki", share=0.3)
        time.sleep(SLOW_SECONDS)
        return started(bench, mesh, "--samples", "20").ended()


def ahead(folder, x0xd):
    """A program that starts sfo's x0xd an hour ahead, and any other as it is. The monotonic clock is left alone."""
    library = FAKETIME % (os.uname().machine + "-linux-gnu")
    if not os.path.exists(library):
        raise Broken("there is no %s: install Debian's package faketime" % library)
    program = os.path.join(folder, "x0xd")
    with open(program, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\ncase \"$*\" in */sfo/x0xd.toml*) export LD_PRELOAD=%s %s ;; esac\nexec %s \"$@\"\n" % (
            library, " ".join("%s=%s" % setting for setting in AHEAD.items()), x0xd))
    os.chmod(program, 0o755)
    return program


def clock(bench, mesh):
    pid = one(runner_of(mesh, "sfo"), "sfo's runner")
    again = Again(pid)
    again.environment[b"LD_PRELOAD"] = (FAKETIME % (os.uname().machine + "-linux-gnu")).encode()
    again.environment.update({name.encode(): value.encode() for name, value in AHEAD.items()})
    os.kill(pid, signal.SIGKILL)
    await_gone(pid)
    runner = again.start()
    try:
        time.sleep(5)
        return started(bench, mesh).ended()
    finally:
        runner.kill()
        runner.wait()


def mtu(bench, mesh):
    # Any large message that helsinki passes on to sfo ends the connection, and small ones fail with it for a while. So the
    # daemons of this mesh announce themselves seldom and have done so before, and packets are lost from the first hop on.
    time.sleep(SETTLED_SECONDS)
    run = started(bench, mesh, "--payload-sizes", "64,700,1000,4096", "--rate", "20")
    run.awaited_go()
    with Filter(mesh) as packets:
        packets.drop("helsinki", "sfo", above=PACKET_BYTES)
        return run.ended()


def mtu_plain(bench, mesh):
    with Filter(mesh) as packets:
        packets.drop("helsinki", "sfo", above=PACKET_BYTES)
        return started(bench, mesh).ended()


def slow(bench, mesh):
    with Filter(mesh) as packets:
        packets.drop("helsinki", None, share=0.3)
        packets.drop(None, "helsinki", share=0.3)
        return started(bench, mesh, "--samples", "20").ended()


def busy(bench, mesh):
    run = sending(bench, mesh, "--samples", "40", "--rate", "50")
    with stopped(one(runner_of(mesh, "sydney"), "sydney's runner"), seconds=0.5):
        return run.ended()


LINK = {"from": "nuremberg", "to": "sydney"}
QUIET = ("mtu",)
# One for each kind: what fits into ten minutes. `doubled` is not among them: a run that ends within a turn of the second daemon
# shows a silent runner.
BRIEF = ("loaded", "one_way", "both_ways", "frozen", "restarted", "blocked", "mtu", "slow", "busy")
# And these, in which daemons and runners mostly wait: they are made beside the others.
BRIEF_BESIDE = ("doubled_back", "nothing_in_before", "runner_stopped", "other_network", "clock")
# What is made, and what has to be named: kinds with their parts, and the subject; None: nothing.
EXPERIMENTS = {
    "healthy": (healthy, (), None),
    "loaded": (loaded, (), None),
    "one_way": (one_way, ("LINK",), dict(LINK, direction="one_way")),
    "both_ways": (both_ways, ("LINK",), dict(LINK, direction="both")),
    "frozen": (frozen, ("NODE unreachable",), {"node": "singapore"}),
    "frozen_before": (frozen_before, ("NODE unreachable",), {"node": "singapore"}),
    "nothing_in": (nothing_in, ("DESTINATION_IN", "NODE unreachable"), {"node": "sfo"}),
    "nothing_in_before": (nothing_in_before, ("DESTINATION_IN", "NODE unreachable"), {"node": "sfo"}),
    "runner_stopped": (runner_stopped, ("NODE runner_silent",), {"node": "helsinki"}),
    "runner_killed": (runner_killed, ("NODE runner_silent",), {"node": "helsinki"}),
    "restarted": (restarted, ("NODE daemon_restarted", "none if PASS"), {"node": "sydney"}),
    "blocked": (blocked, ("BLOCKED",), {"by": "helsinki", "of": "sfo"}),
    "other_network": (other_network, ("UNDISCOVERED",), {"node": "sydney"}),
    "doubled": (doubled, ("IDENTITY_CLASH",), {"node": "helsinki"}),
    "doubled_back": (doubled_back, ("IDENTITY_CLASH",), {"node": "helsinki"}),
    # What has new connections, too, and no second daemon.
    "thawed": (thawed, (), None),
    "cut_off": (cut_off, (), None),
    "restarted_often": (restarted_often, (), None),
    # So many packets are lost that the node may as well be gone.
    "slow_for_long": (slow_for_long, ("SLOW", "NODE unreachable"), {"node": "helsinki"}),
    "clock": (clock, ("CLOCK",), {"node": "sfo"}),
    "mtu": (mtu, ("MTU",), {"from": "helsinki", "to": "sfo", "works_bytes": 700, "above_bytes": 1000}),
    # One size shows a way that loses large messages, not from which size.
    "mtu_plain": (mtu_plain, ("MTU", "LINK"), {"from": "helsinki", "to": "sfo"}),
    "slow": (slow, ("SLOW",), {"node": "helsinki"}),
    "busy": (busy, ("HOST_BUSY",), {"node": "sydney"}),
}
