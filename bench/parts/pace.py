"""How many hops a second one daemon sends to another before its answers take longer. Each has a core of its own."""
import base64
import http.client
import json
import os
import threading
import time
import urllib.parse

from .kill import daemon_of, one
from .mesh import Mesh, token_of
from .table import Row, Skipped, median

RATES = (10, 25, 50, 100, 200, 400, 800, 1600)
SECONDS = 3
THREADS = 16
DEFAULT = 50


def rows(bench):
    """Two real daemons: the latency of sends at rising rates."""
    if os.cpu_count() < 2:
        raise Skipped("two cores are needed")
    with Mesh(bench, 2, "--x0xd=" + bench.x0xd()) as mesh:
        for core, node in enumerate(mesh.nodes):
            os.sched_setaffinity(one(daemon_of(mesh, node["label"]), node["label"] + "'s x0xd"), {core})
        source, destination = mesh.nodes
        sent_at(source, destination, 20, 1)
        latencies = {}
        for rate in RATES:
            latencies[rate], reached = sent_at(source, destination, rate, SECONDS)
            bench.note("pace", rate=rate, reached=round(reached), median_ms=round(latencies[rate] * 1000, 2))
            if reached < 0.8 * rate:
                break
    # An idle daemon is slower than a busy one: its core has to wake up.
    raised = next((rate for rate, seconds in latencies.items()
                   if seconds > 1.5 * min(latencies[lower] for lower in latencies if lower <= rate)), None)
    said = ", ".join("%d/s %.1f ms" % (rate, seconds * 1000) for rate, seconds in latencies.items())
    return [Row("one real daemon to another, a core each: median time of a send", said,
                "bench/run --only pace", "at %d/s ≤ 1.5× that at %d/s" % (DEFAULT, RATES[0]),
                latencies[DEFAULT] <= 1.5 * latencies[RATES[0]]),
            Row("the rate that raises it by half", "%d/s" % raised if raised else "none up to %d/s" % RATES[-1],
                "bench/run --only pace")]


def sent_at(source, destination, rate, seconds):
    """The median time of a send at this rate, and the rate that was reached."""
    took, lock = [], threading.Lock()
    begun = time.monotonic()
    turns = iter(range(int(rate * seconds)))
    address = urllib.parse.urlsplit(source["apiBase"])
    token = token_of(source)
    body = json.dumps({"agent_id": destination["agentId"],
                       "payload": base64.b64encode(b"x" * 400).decode(),
                       "prefer_raw_quic_if_connected": True, "raw_quic_receive_ack_ms": 8000,
                       "stop_fallback_on_raw_error": True, "require_durable_app_ack": False})

    def work():
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
        while True:
            with lock:
                turn = next(turns, None)
            if turn is None:
                return connection.close()
            time.sleep(max(0, begun + turn / rate - time.monotonic()))
            left = time.monotonic()
            connection.request("POST", "/direct/send", body,
                               {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
            connection.getresponse().read()
            with lock:
                took.append(time.monotonic() - left)

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return median(took), len(took) / (time.monotonic() - begun)
