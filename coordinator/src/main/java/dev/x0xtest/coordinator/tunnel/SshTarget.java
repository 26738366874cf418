package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How {@code ssh} reaches a host. The user's ssh configuration decides what is not set here. The constructor refuses an
 * invalid value with an {@code IllegalArgumentException} whose message is one line.
 *
 * @param program usually {@code ssh}
 * @param host a name, an address or an alias of the user's ssh configuration
 * @param user null: ssh decides
 * @param port null: ssh decides
 * @param options each {@code Name=value}, as for {@code ssh -o}
 */
public record SshTarget(
        String program,
        String host,
        @Nullable String user,
        @Nullable Integer port,
        List<String> options) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_\\[:][A-Za-z0-9._:%\\[\\]-]{0,254}");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@\\\\-]{0,63}");
    private static final Pattern OPTION = Pattern.compile("([A-Za-z0-9]+)[ \\t]*=[ \\t]*(\\P{Cntrl}+)");

    /** Options that only x0xtest may set: the ssh of a run must end with the run. */
    private static final Set<String> OURS = Set.of(
            "batchmode",
            "connecttimeout",
            "controlmaster",
            "controlpath",
            "controlpersist",
            "exitonforwardfailure",
            "forkafterauthentication",
            "localforward",
            "remoteforward",
            "dynamicforward",
            "clearallforwardings",
            "serveraliveinterval",
            "serveralivecountmax",
            "sessiontype",
            "tunnel",
            "remotecommand");

    public SshTarget {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(WireException.quote(host) + " is not a host name or address");
        }
        if (user != null && !USER.matcher(user).matches()) {
            throw new IllegalArgumentException(WireException.quote(user) + " is not a user name");
        }
        if (port != null && (port < 1 || port > 65535)) {
            throw new IllegalArgumentException("a port must be between 1 and 65535, not " + port);
        }
        options = List.copyOf(options);
        options.forEach(SshTarget::check);
    }

    private static void check(String option) {
        var form = OPTION.matcher(option);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    WireException.quote(option) + " is not an ssh option of the form Name=value");
        }
        String name = form.group(1).toLowerCase(Locale.ROOT);
        String value = form.group(2).strip().toLowerCase(Locale.ROOT);
        if (OURS.contains(name)) {
            throw new IllegalArgumentException("the ssh option " + form.group(1) + " is set by x0xtest itself");
        }
        boolean weak =
                (name.equals("stricthostkeychecking") && !Set.of("yes", "ask").contains(value))
                        || (name.endsWith("knownhostsfile") && value.contains("/dev/null"))
                        || name.equals("nohostauthenticationforlocalhost")
                        || name.equals("knownhostscommand");
        if (weak) {
            throw new IllegalArgumentException(WireException.quote(option) + " would weaken the check of host keys");
        }
    }

    /** The target as {@code user@host:port}. */
    public String described() {
        return (user == null ? "" : user + "@") + host + (port == null ? "" : ":" + port);
    }

    /**
     * The command of a tunnel from a port of our 127.0.0.1 to one of theirs. Our options come first, because ssh takes
     * the first value of an option.
     */
    List<String> tunnel(int localPort, int remotePort) {
        List<String> command = new ArrayList<>(List.of(program, "-N", "-T"));
        command.add("-L");
        command.add("127.0.0.1:" + localPort + ":127.0.0.1:" + remotePort);
        command.addAll(List.of("-o", "ExitOnForwardFailure=yes"));
        return withDestination(command);
    }

    /** The command that runs a line of POSIX shell on the host. It must not contain secrets. */
    List<String> shell(String script) {
        List<String> command = new ArrayList<>(List.of(program, "-T", "-o", "RemoteCommand=none"));
        command.addAll(List.of("-o", "ClearAllForwardings=yes"));
        List<String> whole = new ArrayList<>(withDestination(command));
        whole.add(script);
        return List.copyOf(whole);
    }

    private List<String> withDestination(List<String> command) {
        for (String ours : List.of(
                "BatchMode=yes",
                "ConnectTimeout=10",
                "ControlMaster=no",
                "ControlPath=none",
                "ServerAliveInterval=5",
                "ServerAliveCountMax=3")) {
            command.add("-o");
            command.add(ours);
        }
        options.forEach(option -> {
            command.add("-o");
            command.add(option);
        });
        if (user != null) {
            command.add("-l");
            command.add(user);
        }
        if (port != null) {
            command.add("-p");
            command.add(Integer.toString(port));
        }
        command.add("--");
        command.add(host);
        return List.copyOf(command);
    }
}
