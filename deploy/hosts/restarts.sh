# shellcheck shell=bash
# Sourced by the scenario: checks of what systemd hands to the runner's unit, and of what survives its restarts. Each
# returns 0 if it passes, and sets SEEN to what it observed.

STATE=/var/lib/x0xtest-runner/test

# The state directory belongs to the runner alone, and a run leaves its ledger there for a minute.
check_state() {
    local directory files ledger
    passes_with_report || return 1
    directory=$(host sfo stat -c '%a %U' "$STATE")
    files=$(host sfo find "$STATE" -type f -name '*.ledger*' -printf '%m %U\n' | sort | uniq -c)
    ledger=$(ledgers)
    SEEN+="; $STATE $directory; files:${files:- none}; report says $ledger"
    [ "$directory" = "700 x0xtest" ] && [ -n "$files" ] && [ "$ledger" = "disk disk disk" ] &&
        ! host sfo find "$STATE" -type f ! -perm 600 | grep .
}

passes_with_report() {
    matrix --json "$BED/out.json" "$@" && [ "$CODE" -eq 0 ]
}

# Prints where each runner of the last report keeps its runs.
ledgers() {
    python3 -c 'import json, sys
print(*[node["ledger"] for node in json.load(open(sys.argv[1]))["roster"]])' "$BED/out.json"
}

# Without its credential the unit does not start; systemd has a status of its own for that, and tries again.
check_no_credential() {
    host sfo mv /etc/x0xtest/runner-test.token /etc/x0xtest/kept.token || return 1
    restart sfo
    within 30 "the unit fails" says sfo 'status=243/CREDENTIALS'
    local said
    said=$(said_last sfo 'credential|243/CREDENTIALS' | tail -n 2 | paste -sd ';')
    host sfo mv /etc/x0xtest/kept.token /etc/x0xtest/runner-test.token || return 1
    restart sfo
    within 60 "the runner of sfo" ready sfo || return 1
    SEEN="${said:-nothing said}; then attached"
    [[ $said == *243/CREDENTIALS* ]]
}

# With an older Java first in /usr/bin, the unit ends with 3 and says so.
check_old_java() {
    local java said
    java=$(host sfo readlink /usr/bin/java)
    host sfo sh -c 'mkdir -p /opt/old/bin && printf "JAVA_VERSION=\"11.0.2\"\n" >/opt/old/release &&
        printf "#!/bin/sh\nexit 1\n" >/opt/old/bin/java && chmod +x /opt/old/bin/java && ln -sfn /opt/old/bin/java /usr/bin/java'
    restart sfo
    within 30 "the unit says it" says sfo 'Java 17 or newer is needed, not 11'
    local result=$?
    said=$(said_last sfo 'Java 17 or newer')
    host sfo ln -sfn "$java" /usr/bin/java
    restart sfo
    within 60 "the runner of sfo" ready sfo || return 1
    SEEN="${said:-nothing said}; then attached"
    [ "$result" -eq 0 ]
}

# An upgrade of Java under the running unit: it goes on, starts again without class data, and has some of the new Java
# after dpkg has told the package that something changed below /usr/lib/jvm.
check_java_swapped() {
    local home first without new
    home=$(host sfo sh -c 'dirname "$(dirname "$(readlink -f /usr/bin/java)")"')
    first=$(class_data sfo)
    host sfo sh -c "cp -a '$home' '$home.new' && echo UPGRADED=1 >>'$home.new/release' && mv '$home' '$home.old' &&
        mv '$home.new' '$home' && rm -rf '$home.old'" || return 1
    passes || return 1
    started_again sfo || return 1
    without=$(class_data sfo)
    write sfo /root/probe/DEBIAN/control <<EOF
Package: probe
Version: 1
Architecture: all
Maintainer: nobody <nobody@host.invalid>
Description: a file below /usr/lib/jvm
EOF
    host sfo sh -c 'mkdir -p /root/probe/usr/lib/jvm/probe && touch /root/probe/usr/lib/jvm/probe/file &&
        dpkg-deb -b /root/probe /root/probe.deb && dpkg -i /root/probe.deb' || return 1
    started_again sfo || return 1
    new=$(class_data sfo)
    passes || return 1
    SEEN="class data ${first:-none}, after the swap ${without:-none}, after dpkg ${new:-none}; $SEEN"
    [ -n "$first" ] && [ -z "$without" ] && [ -n "$new" ] && [ "$first" != "$new" ] &&
        ! said_last sfo '\[(error|warning)\]|^Error|Exception'
}

started_again() {
    local pid
    pid=$(unit "$1" MainPID)
    restart "$1"
    within 60 "another process" new_process "$1" "$pid"
    within 60 "the runner of $1" ready "$1" && knows_all "$1"
}

# Prints mode, owner and name of the class data that the runner of a host has mapped; empty if it has none.
class_data() {
    host "$1" sh -c "stat -c '%a %U %n' \$(sed -n 's|.* \(/var/cache/x0xtest-runner/.*\)|\1|p' /proc/$(unit "$1" MainPID)/maps |
        head -n 1)" 2>/dev/null | sed 's|/var/cache/x0xtest-runner/||'
}

says() {
    said_last "$1" "$2" >/dev/null
}

# Prints the lines of the unit's journal since the check began that match.
said_last() {
    host "$1" journalctl -q --no-pager -o cat -u "$RUNNER" --since "@$CHECK_BEGAN" | grep -E "$2"
}

# Gives the x0xd of a host another token, and restarts it.
other_token() {
    host "$1" sh -c "head -c 32 /dev/urandom | od -An -vtx1 | tr -d ' \n' >/var/lib/x0x/api-token && systemctl restart $UNIT"
    within 30 "x0xd on $1" api "$1" /health >/dev/null
}

# The credential is a snapshot. A process that is refused with it ends with 75, and the next one gets the new token.
check_token() {
    local pid restarts
    pid=$(unit sfo MainPID)
    restarts=$(unit sfo NRestarts)
    other_token sfo || return 1
    within 90 "another process" new_process sfo "$pid" && within 90 "the runner of sfo" ready sfo && knows_all sfo || return 1
    local status
    status=$(said_last sfo 'status=75' | tail -n 1)
    passes || return 1
    SEEN="${status:-no status 75}; NRestarts $restarts, then $(unit sfo NRestarts); $SEEN"
    [ -n "$status" ]
}

# The same in the middle of a run of half a minute: the ledger carries the run across.
check_token_midrun() {
    local pid
    pid=$(unit sfo MainPID)
    BEGAN=$EPOCHREALTIME
    PATH=$BED/bin:$PATH "$X0XTEST" matrix --fleet "$BED/fleet.toml" --network test --anchor nyc --quiet \
        --samples 100 --rate 5 --json "$BED/out.json" >"$BED/out" 2>"$BED/err" &
    MATRIX=$!
    within 20 "the run is under way" in_ledger sfo || return 1
    sleep 3
    other_token sfo || return 1
    within 60 "another process" new_process sfo "$pid"
    matrix_ended
    local status restored
    status=$(said_last sfo 'status=75' | tail -n 1)
    restored=$(said_last sfo 'restored: ' | tail -n 1)
    SEEN+="; ${status:-no status 75}; ${restored:-no run restored}; ledgers $(ledgers); $(totals)"
    within 60 "the runner of sfo" ready sfo && knows_all sfo
    [ "$CODE" -eq 0 ] && [ -n "$status" ] && [ -n "$restored" ]
}

totals() {
    python3 -c 'import json, sys
totals = json.load(open(sys.argv[1]))["totals"]
print(totals["proven"], "of", totals["pairs"], "proven,", totals["first_attempt_ok"], "at first,", totals["control_dms"], "control messages")' \
        "$BED/out.json"
}

in_ledger() {
    [ -n "$(host "$1" find "$STATE" -type f -size +0 -newermt '-5 seconds')" ]
}
