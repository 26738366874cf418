package dev.x0xtest.coordinator.fleet;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fleet file as it is written; {@link FleetFile} makes sense of it. */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
record FleetToml(
        @Nullable List<String> anchors,
        @Nullable Defaults defaults,
        @Nullable Map<String, NetworkToml> networks,
        @Nullable Map<String, NodeToml> nodes) {

    /** What holds for every node that says nothing else. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Defaults(
            @Nullable String ssh,
            @Nullable String user,
            @Nullable Integer port,
            @Nullable List<String> sshOptions) {}

    /** One of {@code token-file}, {@code tokens-file}, {@code token-on-host} at most. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record NetworkToml(
            @Nullable Integer apiPort,
            @Nullable String banner,
            @Nullable String hold,
            @Nullable String tokenFile,
            @Nullable String tokensFile,
            @Nullable String tokenOnHost) {}

    /** {@code networks}: what the node is on each; left out: it is in all of them. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record NodeToml(
            @Nullable String host,
            @Nullable String user,
            @Nullable Integer port,
            @Nullable List<String> sshOptions,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, MembershipToml> networks) {}

    /** A node in one network. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record MembershipToml(@Nullable String agent, @Nullable Integer apiPort) {}
}
