package dev.x0xtest.coordinator.fleet;

/** A fleet file that has every key, and the characters that are hard to write. */
public final class SampleFleet {
    public static final String TEXT = """
            anchors = ["b.c", "a"]
            [defaults]
            ssh = "/opt/ssh"
            [networks.test]
            hold = "1500ms"
            tokens-file = "/elsewhere/t.env"
            [networks.prod]
            token-file = "tokens/{node}"
            banner = "say \\"no\\"\\t\\\\"
            [networks.lab]
            api-port = 1
            token-on-host = "/x y"
            [nodes.a]
            host = "::1"
            port = 22
            ssh-options = ["ProxyCommand=nc \\"%h\\" %p"]
            labels = { region = "us", "odd key" = "ö" }
            networks.test = {}
            networks.prod.api-port = 7
            networks.lab.agent = "ID"
            [nodes."b.c"]
            host = "b"
            user = "ops"
            """.replace("ID", "0a".repeat(32));

    private SampleFleet() {}
}
