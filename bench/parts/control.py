"""How many direct messages a run sends and receives besides its hops."""
from .table import Row

# The counters under the bar. Discovery, acknowledgements, renewals, pulls and progress are listed separately.
COUNTED = ("control_sent_plan", "control_received_armed", "control_sent_go", "control_sent_close",
           "control_received_report")


def control_row(mesh, where, reports):
    """The row of the run that needed most messages."""
    nodes = len(mesh.nodes)
    counters = max((report["counters"] for report in reports), key=counted)
    others = {key[len("control_"):].replace("_", " "): number for key, number in sorted(counters.items())
              if key.startswith("control_") and key not in COUNTED}
    listed = ", ".join("%s %d" % kind for kind in others.items())
    parts = ", ".join("%s %d" % (key.split("_", 2)[2], counters.get(key, 0)) for key in COUNTED)
    number = counted(counters)
    return Row("plan + armed + go + close + report DMs, " + where,
               "%d = %.1f N (%s); beside them: %s" % (number, number / nodes, parts, listed or "none"),
               mesh.matrix_command, "≤ 5 N = %d" % (5 * nodes), number <= 5 * nodes)


def counted(counters):
    return sum(counters.get(key, 0) for key in COUNTED)
