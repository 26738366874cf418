package dev.x0xtest.coordinator.fleet;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The structure of a fleet file; {@link FleetFile} checks and converts it. */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
record FleetToml(
        @Nullable List<String> anchors,
        @Nullable Defaults defaults,
        @Nullable Map<String, NetworkToml> networks,
        @Nullable Map<String, NodeToml> nodes) {

    /** Defaults for nodes that do not override them. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Defaults(
            @Nullable String ssh,
            @Nullable String user,
            @Nullable Integer port,
            @Nullable List<String> sshOptions) {}

    /** At most one of {@code token-file}, {@code tokens-file} and {@code token-on-host} may be set. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record NetworkToml(
            @Nullable Integer apiPort,
            @Nullable String banner,
            @Nullable String hold,
            @Nullable String tokenFile,
            @Nullable String tokensFile,
            @Nullable String tokenOnHost) {}

    /** {@code networks}: the node's membership of each; if absent, the node is in all networks. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record NodeToml(
            @Nullable String host,
            @Nullable String user,
            @Nullable Integer port,
            @Nullable List<String> sshOptions,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, MembershipToml> networks) {}

    /** A node's membership of one network. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record MembershipToml(@Nullable String agent, @Nullable Integer apiPort) {}
}
