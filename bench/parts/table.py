"""Rows with figures and bars, rendered as Markdown."""
import statistics


class Skipped(Exception):
    """This part cannot be measured here; the message says why."""


class Broken(Exception):
    """Something that must work did not; the message is one line."""


class Row:
    broken = False

    def __init__(self, what, figure, command="", bar="", met=None, result=None):
        self.what = what
        self.figure = figure
        self.command = command
        self.bar = bar
        self.result = result or {True: "pass", False: "**miss**", None: ""}[met]
        self.missed = met is False


def skipped(what, reason):
    return Row(what, "skipped: " + reason, result="skipped")


def broken(what, line):
    row = Row(what, "not measured: " + line, met=False)
    row.broken = True
    return row


def median(values):
    return statistics.median(values)


def spread(values, text):
    """The median, with minimum and maximum."""
    if len(values) == 1:
        return text(values[0])
    return "%s (%s … %s)" % (text(median(values)), text(min(values)), text(max(values)))


def seconds(value):
    return "%.2f s" % value


def millis(value):
    return "%.0f ms" % value


def times(value):
    return "%.1f×" % value


def megabytes(value):
    """Bytes as MB of 10^6."""
    return "%.0f MB" % (value / 1e6)


def markdown(rows):
    lines = ["| what | figure: median (least … most) | bar | | command |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        command = "`%s`" % row.command if row.command else ""
        cells = [row.what, row.figure, row.bar, row.result, command]
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
