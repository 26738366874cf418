package dev.x0xtest.coordinator.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which lines of a failed ssh are quoted, and what the tunnel does next. The lines are those of OpenSSH 9.2. */
class SshWordsTest {
    @Test
    void aChangedHostKeyIsSaidInSshsWords() {
        List<String> lines = """
                @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
                @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
                @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
                IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
                Offending ED25519 key in known_hosts:1
                Host key for 192.0.2.1 has changed and you have requested strict checking.
                Host key verification failed.
                """.lines().toList();
        assertThat(SshWords.quote(lines))
                .isEqualTo("Host key for 192.0.2.1 has changed and you have requested strict checking."
                        + " Host key verification failed.");
    }

    @Test
    void warningsAreNotTheReason() {
        List<String> lines = """
                Warning: Permanently added 'h' (ED25519) to the list of known hosts.
                kex_exchange_identification: Connection closed by remote host
                Connection closed by 192.0.2.1 port 22
                ** WARNING: connection is not using a post-quantum key exchange algorithm.
                ** This session may be vulnerable to "store now, decrypt later" attacks.
                ** The server may need to be upgraded. See https://openssh.com/pq.html
                """.lines().toList();
        assertThat(SshWords.quote(lines))
                .isEqualTo("kex_exchange_identification: Connection closed by remote host; Connection closed by"
                        + " 192.0.2.1 port 22");
        assertThat(SshWords.quote(lines.subList(3, 6))).isEqualTo("ssh gave no reason");
    }

    @Test
    void aQuoteIsOneLineOfBoundedLength() {
        assertThat(SshWords.quote(List.of())).isEqualTo("ssh gave no reason");
        assertThat(SshWords.quote(List.of("a\u001b[31m\r", "a", "", "x".repeat(1000))))
                .hasSizeLessThan(410)
                .doesNotContain("\u001b", "\r");
        assertThat(SshWords.quote(List.of("same", "same"))).isEqualTo("same");
    }

    @Test
    void aPortThatSomebodyTookIsRecognised() {
        assertThat(SshWords.portTaken(List.of("bind [127.0.0.1]:4000: Address already in use")))
                .isTrue();
        assertThat(SshWords.portTaken(List.of("channel_setup_fwd_listener_tcpip: cannot listen to port: 4000")))
                .isTrue();
        assertThat(SshWords.portTaken(List.of("Permission denied (publickey).")))
                .isFalse();
    }

    @Test
    void onlyATunnelThatWorkedIsMadeAgainAndOnlyATakenPortIsExchanged() {
        assertThat(TunnelPolicy.afterEnd(false, false, 1)).isEqualTo(TunnelPolicy.Next.GIVE_UP);
        assertThat(TunnelPolicy.afterEnd(false, true, 1)).isEqualTo(TunnelPolicy.Next.OTHER_PORT);
        assertThat(TunnelPolicy.afterEnd(false, true, TunnelPolicy.MOST_PORTS)).isEqualTo(TunnelPolicy.Next.GIVE_UP);
        assertThat(TunnelPolicy.afterEnd(true, true, 1)).isEqualTo(TunnelPolicy.Next.AGAIN);
        assertThat(TunnelPolicy.afterEnd(true, false, 9)).isEqualTo(TunnelPolicy.Next.AGAIN);
    }

    @Test
    void theListenerOfAPortIsFoundInTheKernelsTable() {
        List<String> table = """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:A426 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 35911 1 0 100
                   1: 0100007F:A426 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 35912 1 0 100
                """.lines().toList();
        assertThat(LocalPort.listeners(table, 0xA426)).containsExactly("35911");
        assertThat(LocalPort.listeners(table, 0xA427)).isEmpty();
    }
}
