# shellcheck shell=bash
# Sourced by the scenario: how its checks drive the coordinator here and the runners on the hosts.

RUNNER=x0xtest-runner@test
# --discover-timeout of the matrix in seconds, and the time that the rest of a run may add.
DISCOVER=30
MARGIN=10

x0xtest() {
    PATH=$BED/bin:$PATH "$X0XTEST" "$@"
}

# Runs a matrix over one ssh to the anchor. Sets CODE, TOOK, and SEEN to both with the verdict.
matrix() {
    local began=$EPOCHREALTIME
    x0xtest matrix --fleet "$BED/fleet.toml" --network test --anchor nyc --quiet \
        --discover-timeout "${DISCOVER}s" "$@" >"$BED/out" 2>"$BED/err"
    CODE=$?
    matrix_said "$began"
}

matrix_said() {
    TOOK=$(bc_minus "$EPOCHREALTIME" "$1")
    cat "$BED/out" "$BED/err"
    SEEN=$(printf 'exit %s, %s; %.1f s' "$CODE" "$(grep -hE '^(PASS|FAIL|INCONCLUSIVE)' "$BED/out" "$BED/err" | head -n 1)" "$TOOK")
}

passes() {
    matrix && [ "$CODE" -eq 0 ] && grep -q '^PASS  6 of 6' "$BED/out"
}

# Prints the ids of the ssh processes that use the bed's configuration: only those of this scenario.
ssh_pids() {
    local pid
    for pid in $(pgrep -x ssh); do
        tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "-F $BED/ssh/config" && echo "$pid"
    done
}

no_ssh() {
    [ -z "$(ssh_pids)" ]
}

some_ssh() {
    [ -n "$(ssh_pids)" ]
}

# Counts our ssh processes until the file $1 is removed, and writes the largest number.
count_ssh() {
    local most=0 now
    while [ -e "$1" ]; do
        now=$(ssh_pids | wc -l)
        [ "$now" -le "$most" ] || most=$now
        echo "$most" >"$BED/ssh-most"
    done
}

unit() {
    host "$1" systemctl show -p "$2" --value "$RUNNER"
}

unit_is() {
    [ "$(unit "$1" "$2")" = "$3" ]
}

status_has() {
    unit "$1" StatusText | grep -qF -- "$2"
}

ready() {
    unit_is "$1" ActiveState active && status_has "$1" 'attached to x0xd'
}

all_ready() {
    local label
    for label in "${HOSTS[@]}"; do
        within 60 "the runner of $label" ready "$label" || return 1
    done
}

write() {
    docker exec -i "$BED_ID-$1" sh -c "umask 022; mkdir -p $(dirname "$2") && cat >$2"
}

# Writes the runner's options on a host. $2 adds lines; $3 adds powers to the coordinator.
configure() {
    write "$1" /etc/x0xtest/runner-test.toml <<EOF
api-base = "http://127.0.0.1:$API_PORT"
node = "$1"
coordinator = ["$ANCHOR_ID${3:-}"]
${2:-}
EOF
}
