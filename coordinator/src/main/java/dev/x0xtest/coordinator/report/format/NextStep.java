package dev.x0xtest.coordinator.report.format;

import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.wire.NodeLabel;

/**
 * The next step for a cell that is not proven. Placeholders of a template: {src} and {dst} are the nodes of the cell, {node}
 * is the node whose runner was not ready, or whose identity a second daemon has, {coordinator} is the agent id that its runner must obey, {next} is the next step of the run's ending.
 */
public enum NextStep {
    UNBLOCK_AT_DESTINATION(
            "check {dst}'s contact for {src}: a blocked contact has exactly this effect, and so has a second "
                    + "x0xd with {dst}'s identity"),
    UNBLOCK_AT_SOURCE("unblock {dst} on {src}: give that contact another trust level than blocked"),
    TRUST_AT_DESTINATION("check {dst}'s trust policy and its contact for {src}"),
    INTRODUCE("give {src}'s daemon {dst}'s agent card (POST /agent/card/import), or wait for an announcement"),
    UPGRADE("upgrade {dst}'s x0xd to the version of {src}'s"),
    SHRINK("use a smaller payload"),
    TRY_SMALLER(
            "see whether small messages arrive (--payload-sizes 64,700,1000,4096), and find the error in the log of {src}'s x0xd"),
    EASE("check the load of {dst}'s host and daemon, then run again"),
    TRACE_TIMEOUT("check the network between {src} and {dst}, and {dst}'s contact for {src}"),
    TRACE_REFUSAL("find the error in the log of {src}'s x0xd"),
    TRACE_MISSING("find the request in the logs of both x0xd, and check {dst}'s contact for {src}"),
    TRACE_BACKWARD("check the path back, {dst} to {src}; a sender that retries here delivers twice"),
    CHECK_PLANE("check on {src} whether it has a direct connection to {dst} (GET /direct/connections)"),
    CHECK_LOAD("check the load of {src}'s and {dst}'s hosts and the network between them"),
    REPORT_CORRUPTION("keep the logs of both x0xd and report it to the authors of x0xd"),
    CHECK_IDENTITIES("find the daemon that sends in {src}'s place: compare GET /agent with the roster"),
    CORRECT_PIN("correct the agent id given for {node}, or stop the runner that claims its label"),
    START_RUNNER("check that {node}'s x0xd and runner are up; start its runner with --coordinator {coordinator}"),
    CHECK_RUNNER("read the log of {node}'s runner"),
    CHECK_SOURCE_RUNNER("read the log of {src}'s runner"),
    CHECK_COVERAGE("find in the log of {dst}'s runner why its stream has a gap, then run again"),
    GET_ACQUAINTED("run again: the daemons of {src} and {dst} do not know each other's keys yet"),
    AFTER_THE_END("{next}"),
    RENEW_RUNNER("upgrade {node}'s runner, or ask for less: fewer --samples, or a smaller --payload-bytes"),
    UPGRADE_RUNNER("upgrade x0xtest here or {node}'s runner, whichever is older"),
    STOP_SECOND(
            "stop the second x0xd with {node}'s identity, such as a cloned machine, and give it an identity of its own"),
    MATCH_NETWORK("run with the network of {node}'s runner (--network), or start that runner with this network"),
    RUN_AGAIN("remove the cause, then run again");

    private final String template;

    NextStep(String template) {
        this.template = template;
    }

    /** The text for this cell, in one line without a full stop. */
    public String text(Report report, CellReport cell) {
        AnchorReport anchor = report.anchor();
        Ending ending = report.ending();
        return template.replace("{src}", cell.src().text())
                .replace("{dst}", cell.dst().text())
                .replace(
                        "{node}",
                        Diagnosis.doubled(report, cell)
                                .or(() -> Diagnosis.unready(report, cell).map(RosterEntry::node))
                                .map(NodeLabel::text)
                                .orElse("the node"))
                .replace("{next}", ending == null ? "run again" : ending.next())
                .replace(
                        "{coordinator}",
                        anchor == null ? "AGENT_ID" : anchor.agentId().hex());
    }

    /** Whether the text names the nodes of the cell. If so, it differs from cell to cell. */
    public boolean namesThePair() {
        return template.contains("{src}") || template.contains("{dst}");
    }
}
