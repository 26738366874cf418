package dev.x0xtest.coordinator.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the ssh command of a tunnel. */
class SshTargetTest {
    @Test
    void whatIsOursStandsBeforeWhatIsThePersons() {
        SshTarget target = new SshTarget("ssh", "192.0.2.1", "root", 2222, List.of("ProxyJump=bastion"));
        assertThat(target.tunnel(4000, 13600))
                .containsExactly(
                        "ssh",
                        "-N",
                        "-T",
                        "-L",
                        "127.0.0.1:4000:127.0.0.1:13600",
                        "-o",
                        "ExitOnForwardFailure=yes",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "ConnectTimeout=10",
                        "-o",
                        "ControlMaster=no",
                        "-o",
                        "ControlPath=none",
                        "-o",
                        "ServerAliveInterval=5",
                        "-o",
                        "ServerAliveCountMax=3",
                        "-o",
                        "ProxyJump=bastion",
                        "-l",
                        "root",
                        "-p",
                        "2222",
                        "--",
                        "192.0.2.1");
    }

    @Test
    void whatIsNotSaidIsLeftToThePersonsOwnConfiguration() {
        List<String> command = new SshTarget("ssh", "alias", null, null, List.of()).tunnel(4000, 13600);
        assertThat(command).doesNotContain("-l", "-p");
        assertThat(String.join(" ", command))
                .doesNotContainIgnoringCase("HostKey")
                .endsWith("-- alias");
    }
}
