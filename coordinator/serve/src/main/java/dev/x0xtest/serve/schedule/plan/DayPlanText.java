package dev.x0xtest.serve.schedule.plan;

import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.serve.schedule.terms.Cost;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The plan of a day for people, in so many columns. */
public final class DayPlanText {
    private static final double MB = 1e6;
    private static final String NUMBERS = " %7s %11s %11s %9s %9s";
    private static final int OF_NUMBERS = 52;

    private final DayPlan plan;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private DayPlanText(DayPlan plan, int width) {
        this.plan = plan;
        this.width = width;
    }

    /** Lines without line ends. */
    public static List<String> lines(DayPlan plan, int width) {
        DayPlanText text = new DayPlanText(plan, width);
        text.write();
        return text.lines;
    }

    private void write() {
        say("A day of this schedule, if every tick runs:");
        int name = plan.rows().stream()
                .mapToInt(row -> row.series().name().length())
                .max()
                .orElse(0);
        boolean table = Math.max(name, 6) + OF_NUMBERS <= width;
        if (table) {
            lines.add(cells(name, "series", "runs", "hops", "messages", "sent MB", "stored MB"));
        }
        for (DayPlan.Row row : plan.rows()) {
            add(table, name, row.series().name(), number(row.runs()), row.cost());
        }
        if (plan.rows().size() > 1) {
            double runs = plan.rows().stream().mapToDouble(DayPlan.Row::runs).sum();
            add(table, name, "all", number(runs), plan.total());
        }
        say(String.format(
                Locale.ROOT,
                "budget of a day: %,d messages, %,.0f MB stored%s",
                plan.budget().messages(),
                plan.budget().x0xdBytes() / MB,
                plan.overBudget() ? "; the plan exceeds it, so the day's last ticks will be skipped" : ""));
        plan.networks().forEach(this::daemons);
        say("Stored is what all x0xd together keep of these messages, estimated from measurements with x0xd 0.48.1.");
    }

    private void add(boolean table, int name, String what, String runs, Cost cost) {
        if (table) {
            lines.add(cells(
                    name,
                    what,
                    runs,
                    number(cost.hops()),
                    number(cost.messages()),
                    mb(cost.payloadBytes()),
                    mb(cost.x0xdBytes())));
            return;
        }
        lines.add(what);
        lines.addAll(TextWrap.line(
                "  " + runs + " runs, " + number(cost.hops()) + " hops, " + number(cost.messages()) + " messages, "
                        + mb(cost.payloadBytes()) + " MB sent, " + mb(cost.x0xdBytes()) + " MB stored",
                width));
    }

    private void daemons(DayPlan.Daemons of) {
        say(String.format(
                Locale.ROOT,
                "network %s: x0xd's history grows by %s MB a day at the anchor and by %s MB at each other node. The anchor's "
                        + "reaches x0xd's default bound of 1 GiB after %s; from then on x0xd deletes its oldest messages, "
                        + "whoever sent them ([history] max_bytes).",
                of.network().text(),
                mb(of.anchor()),
                mb(of.other()),
                span(of.daysUntilFull())));
        if (of.nodes() > NetworkSchedule.MOST_NODES_IN_FULL) {
            say(String.format(
                    Locale.ROOT,
                    "network %s: %d nodes are more than the %d connections that an x0xd keeps: a full matrix runs on request "
                            + "only.",
                    of.network().text(),
                    of.nodes(),
                    NetworkSchedule.MOST_NODES_IN_FULL));
        }
    }

    private static String span(double days) {
        return days < 3
                ? String.format(Locale.ROOT, "%,.0f h", 24 * days)
                : String.format(Locale.ROOT, "%,.0f days", days);
    }

    private void say(String line) {
        lines.addAll(TextWrap.line(line, width));
    }

    private static String cells(
            int name, String first, String runs, String hops, String messages, String sent, String stored) {
        return String.format(
                Locale.ROOT, "%-" + Math.max(name, 6) + "s" + NUMBERS, first, runs, hops, messages, sent, stored);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String number(double value) {
        return value < 10 && value != Math.rint(value)
                ? String.format(Locale.ROOT, "%.1f", value)
                : String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String mb(long bytes) {
        double mb = bytes / MB;
        return String.format(Locale.ROOT, mb < 10 ? "%,.1f" : "%,.0f", mb);
    }
}
