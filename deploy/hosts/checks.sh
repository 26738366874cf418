# shellcheck shell=bash
# Sourced by the scenario: its checks. Each returns 0 if it passes, and sets SEEN to what it observed.

check_install() {
    local label
    for label in "${HOSTS[@]}"; do
        docker cp -q "$DEB" "$BED_ID-$label:/root/runner.deb" || return 1
        host "$label" dpkg -i /root/runner.deb || return 1
        unit_is "$label" ActiveState inactive || return 1
        configure "$label"
        host "$label" ln -sf /var/lib/x0x/api-token /etc/x0xtest/runner-test.token
        host "$label" systemctl enable -q "$RUNNER"
        host "$label" systemctl start --no-block "$RUNNER"
    done
    all_ready || return 1
    SEEN="nyc: $(unit nyc ActiveState), $(unit nyc StatusText), memory $(($(unit nyc MemoryCurrent) / 1048576)) MiB"
}

check_hardening() {
    local score
    score=$(host nyc systemd-analyze security --no-pager "$RUNNER" | tee /dev/stderr |
        sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p')
    host nyc systemd-analyze verify "$RUNNER.service" >"$BED/verify" 2>&1
    local code=$?
    cat "$BED/verify"
    SEEN="security $score; verify exit $code, $(wc -l <"$BED/verify") lines"
    [ "$code" -eq 0 ] && [ ! -s "$BED/verify" ] && awk -v score="$score" 'BEGIN { exit !(score != "" && score <= 2.0) }'
}

check_import() {
    x0xtest fleet import --tokens-file "$BED/tokens.env" --anchor nyc --out "$BED/fleet.toml"
    local code=$? pinned private
    cat "$BED/fleet.toml"
    pinned=$(grep -cE 'agent = "[0-9a-f]{64}"' "$BED/fleet.toml")
    private=$(find "$BED/tokens" -type f -perm 600 | wc -l)
    SEEN="exit $code, $pinned agents pinned, $private token files of mode 600"
    [ "$code" -eq 0 ] && [ "$pinned" -eq 3 ] && [ "$private" -eq 3 ]
}

check_fleet() {
    x0xtest fleet check --fleet "$BED/fleet.toml" --network test >"$BED/out" 2>"$BED/err"
    local code=$?
    cat "$BED/out" "$BED/err"
    SEEN="exit $code, $(tail -n 1 "$BED/out")"
    [ "$code" -eq 0 ]
}

check_matrix() {
    touch "$BED/counting"
    count_ssh "$BED/counting" &
    local counter=$! most
    passes
    local result=$?
    rm -f "$BED/counting"
    wait "$counter"
    most=$(cat "$BED/ssh-most")
    SEEN+="; ssh during it $most, after it $(ssh_pids | wc -l)"
    [ "$result" -eq 0 ] && [ "$most" -eq 1 ] && no_ssh
}

# Pauses the runner of one host, so that the run still waits for it when its ssh dies.
check_ssh_killed() {
    host sfo systemctl kill -s STOP "$RUNNER"
    matrix_in_background
    within 15 "ssh of the run" some_ssh || return 1
    local first=
    first=$(ssh_pids)
    sleep 2
    echo "killing ssh $first"
    # shellcheck disable=SC2086
    kill -9 $first
    within 15 "another ssh" other_ssh "$first"
    local again=$?
    host sfo systemctl kill -s CONT "$RUNNER"
    matrix_ended
    SEEN+="; ssh $first killed, $([ $again -eq 0 ] && echo "made again" || echo "not made again")"
    [ "$again" -eq 0 ] && [ "$CODE" -eq 0 ]
}

other_ssh() {
    local now
    now=$(ssh_pids)
    [ -n "$now" ] && [ "$now" != "$1" ]
}

matrix_in_background() {
    BEGAN=$EPOCHREALTIME
    PATH=$BED/bin:$PATH "$X0XTEST" matrix --fleet "$BED/fleet.toml" --network test --anchor nyc --quiet \
        --discover-timeout "${DISCOVER}s" >"$BED/out" 2>"$BED/err" &
    MATRIX=$!
}

matrix_ended() {
    wait "$MATRIX"
    CODE=$?
    matrix_said "$BEGAN"
}

check_host_stopped() {
    docker stop -t 20 "$BED_ID-helsinki"
    matrix
    local named
    named=$(grep -hF helsinki "$BED/out" | grep -m 1 -iE 'cannot be reached|answer|absent|discover|no runner|silent')
    SEEN+="; named: ${named:-no}"
    [ "$CODE" -eq 4 ] && [ -n "$named" ] &&
        awk -v took="$TOOK" -v limit=$((DISCOVER + MARGIN)) 'BEGIN { exit !(took <= limit) }'
}

# The run waits for the host that is down, which leaves time to kill its coordinator.
check_kill_9() {
    matrix_in_background
    within 15 "ssh of the run" some_ssh || return 1
    sleep 2
    local during
    during=$(ssh_pids | wc -l)
    kill -9 "$MATRIX"
    wait "$MATRIX"
    within 10 "the end of ssh" no_ssh
    SEEN="ssh during it $during, after kill -9 $(ssh_pids | wc -l)"
    [ "$during" -eq 1 ] && no_ssh
}

check_host_back() {
    docker start "$BED_ID-helsinki"
    host_back helsinki
}

# After a host has restarted: its runner starts by itself, then a whole run passes.
host_back() {
    within 60 "$1 is up" host_is_up "$1" && within 60 "the runner of $1" ready "$1" &&
        knows_all "$1" && passes
}

check_wrong_key() {
    local other
    other=$(host sfo cat /etc/ssh/ssh_host_ed25519_key.pub)
    cp "$BED/ssh/known_hosts" "$BED/known"
    echo "$(address nyc) $other" >"$BED/ssh/known_hosts"
    matrix
    cp "$BED/known" "$BED/ssh/known_hosts"
    SEEN="exit $CODE: $(grep -h -m 1 'Host key verification failed' "$BED/err" "$BED/out")"
    [ "$CODE" -eq 3 ] && grep -q 'Host key verification failed' "$BED/err"
}

check_reboot() {
    local before after
    before=$(docker inspect -f '{{.State.StartedAt}}' "$BED_ID-sfo")
    host sfo systemctl reboot
    within 30 "sfo goes down" rebooted sfo "$before" || return 1
    host_back sfo || return 1
    after=$(unit sfo ActiveEnterTimestamp)
    SEEN="runner back by itself ($after); $SEEN"
}

rebooted() {
    [ "$(docker inspect -f '{{.State.StartedAt}}' "$BED_ID-$1")" != "$2" ]
}

check_daemon_stopped() {
    local pid said
    pid=$(unit sfo MainPID)
    host sfo systemctl stop "$UNIT"
    within 30 "STATUS says that x0xd is away" status_has sfo 'waiting for x0xd' || return 1
    said=$(unit sfo StatusText)
    unit_is sfo ActiveState active && unit_is sfo MainPID "$pid" || return 1
    host sfo systemctl start "$UNIT"
    within 60 "STATUS says attached" ready sfo && knows_all sfo || return 1
    unit_is sfo MainPID "$pid" && passes || return 1
    SEEN="same process, STATUS '$said'; then $SEEN"
}

# A test hook of the runner blocks one thread after it has attached: the event loop on one host, a worker on another.
check_watchdog() {
    local pid_loop pid_worker
    block sfo loop && block helsinki worker || return 1
    pid_loop=$(unit sfo MainPID)
    pid_worker=$(unit helsinki MainPID)
    within 60 "the watchdog of sfo" restarted_by_watchdog sfo || return 1
    local after=$SECONDS
    # The worker has been blocked for longer than the watchdog's timeout. Wait a little more to be sure.
    sleep 5
    SEEN="loop: killed by the watchdog, process $pid_loop gone, NRestarts $(unit sfo NRestarts); \
worker: $(unit helsinki ActiveState), same process $([ "$(unit helsinki MainPID)" = "$pid_worker" ] && echo yes || echo no), \
NRestarts $(unit helsinki NRestarts)"
    echo "after $after s"
    unit_is helsinki MainPID "$pid_worker" && unit_is helsinki NRestarts 0
    local result=$?
    unblock sfo
    unblock helsinki
    all_ready && [ "$result" -eq 0 ]
}

block() {
    write "$1" "/etc/systemd/system/$RUNNER.service.d/block.conf" <<EOF
[Service]
UnsetEnvironment=
Environment=JAVA_TOOL_OPTIONS=-Dx0xtest.block=$2
EOF
    restart "$1"
    within 30 "the runner of $1 says that it blocks" host "$1" sh -c \
        "journalctl -q --no-pager _SYSTEMD_INVOCATION_ID=\$(systemctl show -p InvocationID --value $RUNNER) | grep -q x0xtest.block=$2:"
}

unblock() {
    host "$1" rm -r "/etc/systemd/system/$RUNNER.service.d"
    restart "$1"
}

restart() {
    host "$1" sh -c "systemctl daemon-reload; systemctl reset-failed; systemctl restart --no-block $RUNNER"
}

restarted_by_watchdog() {
    host "$1" journalctl -q --no-pager -u "$RUNNER" | grep -q "Failed with result 'watchdog'" &&
        [ "$(unit "$1" NRestarts)" -ge 1 ]
}

# Upgrades to a later version of the package, built from the same files.
check_upgrade() {
    local pid
    pid=$(unit sfo MainPID)
    dpkg-deb -R "$DEB" "$BED/later" && sed -i 's/^Version: .*/Version: 99.0/' "$BED/later/DEBIAN/control" &&
        sed -i '1i# a line that the later version added' "$BED/later/etc/x0xtest/runner-test.toml" &&
        dpkg-deb -b "$BED/later" "$BED/later.deb" && docker cp -q "$BED/later.deb" "$BED_ID-sfo:/root/later.deb" || return 1
    host sfo sh -c 'cksum /etc/x0xtest/runner-test.toml; dpkg --force-confdef --force-confold -i /root/later.deb </dev/null
        cksum /etc/x0xtest/runner-test.toml' | tee "$BED/upgrade"
    [ "$(grep -c runner-test.toml$ "$BED/upgrade")" -eq 2 ] || return 1
    [ "$(grep runner-test.toml$ "$BED/upgrade" | sort -u | wc -l)" -eq 1 ] || return 1
    within 60 "another process" new_process sfo "$pid" && within 60 "the runner of sfo" ready sfo && passes || return 1
    SEEN="version $(host sfo dpkg-query -W -f "\${Version}" x0xtest-runner), conffile kept, restarted; $SEEN"
}

new_process() {
    local pid
    pid=$(unit "$1" MainPID)
    [ "$pid" != 0 ] && [ "$pid" != "$2" ]
}

# A receiver that blocks a sender gives false acknowledgements: the sender's x0xd reports raw_quic_acked, and nothing
# arrives.
check_false_ack() {
    trust helsinki sfo blocked || return 1
    matrix --json "$BED/out.json"
    local result=$CODE cell
    trust helsinki sfo trusted
    cell=$(python3 - "$BED/out.json" <<'EOF'
import json, sys
cells = {c["src"] + "->" + c["dst"]: c for c in json.load(open(sys.argv[1]))["cells"]}
print(cells["sfo->helsinki"]["outcome"], [name for name, c in cells.items() if c["outcome"] != "PROVEN"])
EOF
    )
    SEEN+="; $cell"
    [ "$result" -eq 1 ] && [[ $cell == MISSING* ]]
}

# trust AT OF LEVEL
trust() {
    host "$1" sh -c "curl -sf -m 10 -X POST -H \"Authorization: Bearer \$(cat /var/lib/x0x/api-token)\" \
        -H 'Content-Type: application/json' -d '{\"agent_id\":\"$(agent_id "$2")\",\"trust_level\":\"$3\"}' \
        http://127.0.0.1:$API_PORT/contacts"
}

# Grants all powers: upstream's harness needs them.
every_power() {
    local label
    for label in "${HOSTS[@]}"; do
        configure "$label" 'insecure-unsigned-powers = true' '=measure,pairwise,contacts,groups'
        restart "$label"
    done
    all_ready
}

check_upstream_mesh() {
    every_power || return 1
    upstream_harness e2e_vps_mesh.py >"$BED/mesh" 2>&1
    local code=$?
    cat "$BED/mesh"
    SEEN="exit $code; $(sed -n 's/.*INFO *\(Sent\|Received\): */\1 /p' "$BED/mesh" | paste -sd ,)"
    [ "$code" -eq 0 ]
}

# Runs upstream's harness over our runners, then over upstream's on the same hosts. Ours must pass what theirs pass.
check_upstream_groups() {
    every_power || return 1
    upstream_harness e2e_vps_groups.py --report "$BED/groups-ours.json"
    local ours=$? theirs label
    for label in "${HOSTS[@]}"; do
        host "$label" systemctl stop "$RUNNER"
        upstream_runner "$label"
    done
    sleep 5
    upstream_harness e2e_vps_groups.py --report "$BED/groups-theirs.json"
    theirs=$?
    for label in "${HOSTS[@]}"; do
        upstream_runner_gone "$label"
        host "$label" systemctl start --no-block "$RUNNER"
    done
    SEEN=$(compare_groups "$BED/groups-ours.json" "$BED/groups-theirs.json")
    local worse=$?
    SEEN+="; exit codes $ours and $theirs"
    return $worse
}

check_purge() {
    host helsinki dpkg -P x0xtest-runner || return 1
    local left
    left=$(host helsinki sh -c 'ls -d /etc/x0xtest /run/x0xtest /var/lib/x0xtest-runner /usr/share/x0xtest-runner /usr/lib/x0xtest-runner \
        /etc/systemd/system/*/x0xtest-runner* /usr/lib/systemd/system/x0xtest-runner* 2>/dev/null; pgrep -af [d]ev.x0xtest.runner')
    SEEN="left: ${left:-nothing}; $(host helsinki systemctl is-system-running)"
    [ -z "$left" ]
}
