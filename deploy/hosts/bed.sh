# shellcheck shell=bash
# Sourced by the scenario: a fleet of three hosts on this machine. Each is a container with systemd, sshd, Java, its own
# address and a real x0xd as a unit of the test network: API on 127.0.0.1:13600, data in /var/lib/x0x. Needs root and
# ../images/docker.sh. All containers carry the label x0xtest.bed=$BED_ID; all files are in $BED.
#
#   bed_up BINARY      starts the hosts, with BINARY as x0xd
#   host LABEL CMD…    runs a command as root on a host, without ssh
#   bed_down           removes the hosts, their network and $BED
#
# $BED/bin/ssh runs ssh with its own configuration, so that it neither reads nor changes this user's. The host keys are
# copied from the containers, not over the network, and ssh checks them strictly.

HOSTS=(nyc sfo helsinki)
UNIT=x0xd-testnet
API_PORT=13600
QUIC_PORT=6483

bed_up() {
    BED=$(mktemp -d "${TMPDIR:-/tmp}/x0xtest-bed.XXXXXX")
    BED_ID=$(basename "$BED")
    BED_BINARY=$1
    bed_base=$("$(dirname "${BASH_SOURCE[0]}")/../images/base" "${X0XTEST_SUITE:-bookworm}") || return 3
    bed_x0xd || return 3
    bed_network || return 3
    bed_ssh
    local label
    for label in "${HOSTS[@]}"; do
        bed_host "$label" || return 3
    done
    for label in "${HOSTS[@]}"; do
        bed_daemon "$label" || return 3
    done
    for label in "${HOSTS[@]}"; do
        knows_all "$label" || return 3
    done
    bed_tokens
}

bed_down() {
    [ -n "${BED:-}" ] || return 0
    docker ps -aq --filter "label=x0xtest.bed=$BED_ID" | xargs -r docker rm -f >/dev/null
    docker network ls -q --filter "label=x0xtest.bed=$BED_ID" | xargs -r docker network rm >/dev/null
    rm -rf "$BED"
    BED=
}

host() {
    local label=$1
    shift
    docker exec "$BED_ID-$label" "$@"
}

address() {
    local i
    for i in "${!HOSTS[@]}"; do
        [ "${HOSTS[i]}" = "$1" ] && echo "$BED_NET.$((i + 11))"
    done
}

# Prints the answer of a host's x0xd: api LABEL PATH
api() {
    host "$1" sh -c "curl -sf -m 5 -H \"Authorization: Bearer \$(cat /var/lib/x0x/api-token)\" http://127.0.0.1:$API_PORT$2"
}

agent_id() {
    api "$1" /agent | json agent_id
}

# Prints a member of the JSON object on stdin.
json() {
    python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"
}

# Waits until the x0xd of a host and the others have discovered each other: until then x0xd refuses a raw message. x0xd
# announces itself every ten minutes; bed_daemon shortens that.
knows_all() {
    local other
    for other in "${HOSTS[@]}"; do
        [ "$other" = "$1" ] && continue
        within 60 "$1 knows $other" knows "$1" "$other" && within 60 "$other knows $1" knows "$other" "$1" || return 1
    done
}

knows() {
    api "$1" "/agents/discovered/$(agent_id "$2")" >/dev/null
}

# Where the C library of the hosts is older than the one that x0xd was built with, x0xd brings this machine's.
bed_x0xd() {
    docker run --rm -v "$BED_BINARY:/x0xd:ro" "$bed_base" /x0xd --version >/dev/null 2>&1 && return 0
    mkdir "$BED/x0xd" && cp "$BED_BINARY" "$BED/x0xd/x0xd.bin" || return 3
    ldd "$BED_BINARY" | awk '$2 == "=>" { print $3 } $1 ~ /^\// { print $1 }' | while read -r library; do
        cp -L "$library" "$BED/x0xd/" || return 3
    done || return 3
    local loader
    loader=$(basename "$BED"/x0xd/ld-linux*)
    printf '#!/bin/sh\nexec /opt/x0xd/%s --library-path /opt/x0xd /opt/x0xd/x0xd.bin "$@"\n' "$loader" >"$BED/x0xd/x0xd"
    chmod 755 "$BED"/x0xd/*
    BED_BINARY=$BED/x0xd/x0xd
}

host_is_up() {
    [ "$(host "$1" systemctl is-system-running 2>/dev/null)" = running ]
}

# Waits until a command succeeds, or fails after a timeout: within SECONDS WHAT COMMAND…
within() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || {
            echo "timed out: $what" >&2
            return 1
        }
        sleep 0.2
    done
}

# Creates a network in the first free of a few address ranges.
bed_network() {
    local third
    for third in $(seq 240 254); do
        BED_NET=172.31.$third
        docker network create --label "x0xtest.bed=$BED_ID" --subnet "$BED_NET.0/24" "$BED_ID" >/dev/null 2>&1 && return 0
    done
    echo "no address range is free for the hosts" >&2
    return 3
}

bed_ssh() {
    mkdir -p "$BED/bin" "$BED/ssh"
    ssh-keygen -q -t ed25519 -N '' -C "$BED_ID" -f "$BED/ssh/key"
    : >"$BED/ssh/known_hosts"
    cat >"$BED/ssh/config" <<EOF
Host *
    User root
    IdentityFile $BED/ssh/key
    IdentitiesOnly yes
    UserKnownHostsFile $BED/ssh/known_hosts
    StrictHostKeyChecking yes
EOF
    cat >"$BED/bin/ssh" <<EOF
#!/bin/sh
exec $(command -v ssh) -F $BED/ssh/config "\$@"
EOF
    chmod +x "$BED/bin/ssh"
}

# Starts a host whose sshd accepts our key, and records its host key.
bed_host() {
    local label=$1 address
    address=$(address "$label")
    docker run -d --name "$BED_ID-$label" --hostname "$label" --label "x0xtest.bed=$BED_ID" \
        --network "$BED_ID" --ip "$address" --restart unless-stopped --stop-signal SIGRTMIN+3 \
        --cap-add SYS_ADMIN --cap-add SYS_PTRACE --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
        --tmpfs /run --tmpfs /run/lock --tmpfs /tmp -v /sys/fs/cgroup:/sys/fs/cgroup:rw \
        -v "$BED_BINARY:/usr/local/bin/x0xd:ro" $([ ! -d "$BED/x0xd" ] || echo -v "$BED/x0xd:/opt/x0xd:ro") "$bed_base" sh -c "mount --make-rshared / && exec /sbin/init" >/dev/null || return 3
    within 30 "systemd on $label" host "$label" test -S /run/systemd/private || return 3
    host "$label" mkdir -m 700 -p /root/.ssh || return 3
    docker cp -q "$BED/ssh/key.pub" "$BED_ID-$label:/root/.ssh/authorized_keys" >/dev/null || return 3
    host "$label" sh -c 'chown root:root /root/.ssh/authorized_keys && ssh-keygen -A >/dev/null &&
        systemctl mask -q --now apt-daily.timer apt-daily-upgrade.timer && systemctl restart ssh &&
        systemctl reset-failed' || return 3
    know_host "$label"
    within 30 "$label is up" host_is_up "$label" || return 3
}

know_host() {
    echo "$(address "$1") $(host "$1" cat /etc/ssh/ssh_host_ed25519_key.pub)" >>"$BED/ssh/known_hosts"
}

bed_daemon() {
    local label=$1 other bootstrap=''
    for other in "${HOSTS[@]}"; do
        [ "$other" = "$label" ] || bootstrap+="\"$(address "$other"):$QUIC_PORT\", "
    done
    cat >"$BED/$label.toml" <<EOF
bind_address = "$(address "$label"):$QUIC_PORT"
api_address = "127.0.0.1:$API_PORT"
data_dir = "/var/lib/x0x"
identity_dir = "/var/lib/x0x/identity"
network_id = "$BED_ID"
bootstrap_peers = [${bootstrap%, }]
mdns_enabled = false
rendezvous_enabled = false
port_mapping_enabled = false
heartbeat_interval_secs = 10
log_level = "warn"

[update]
enabled = false
EOF
    docker cp -q "$BED/$label.toml" "$BED_ID-$label:/etc/x0xd.toml" >/dev/null || return 3
    docker exec -i "$BED_ID-$label" sh -c "cat >/etc/systemd/system/$UNIT.service" <<EOF || return 3
[Unit]
Description=x0xd of the test network
Wants=network-online.target
After=network-online.target

[Service]
User=x0x
ExecStart=/usr/local/bin/x0xd --config /etc/x0xd.toml --no-hard-coded-bootstrap --skip-update-check \\
    --disable-peer-cache --no-port-mapping
StateDirectory=x0x
Restart=on-failure

[Install]
WantedBy=multi-user.target
EOF
    host "$label" sh -c "chmod 644 /etc/x0xd.toml && useradd --system --user-group --home-dir /var/lib/x0x x0x &&
        systemctl daemon-reload && systemctl enable -q --now $UNIT" || return 3
    within 30 "x0xd on $label" api "$label" /health >/dev/null
}

# Writes a token file in upstream's format.
bed_tokens() {
    local label
    (
        umask 077
        for label in "${HOSTS[@]}"; do
            echo "TEST_${label^^}_IP=\"$(address "$label")\""
            echo "TEST_${label^^}_TK=\"$(host "$label" cat /var/lib/x0x/api-token)\""
        done >"$BED/tokens.env"
    )
}
