# shellcheck shell=bash
# Sourced by the scenario: upstream's harness and runners, run from the crate's sources in Cargo's registry.

# Prints the folder of upstream's tests, for the version of x0xd on the hosts.
upstream_tests() {
    local version
    version=$(host nyc x0xd --version | awk '{ print $NF }')
    find "${CARGO_HOME:-$HOME/.cargo}"/registry/src -maxdepth 3 -type d -path "*/x0x-$version/tests" 2>/dev/null | head -n 1
}

# Runs one of upstream's programs over the hosts. It opens its own ssh tunnels.
upstream_harness() {
    local program=$1 tests
    shift
    tests=$(upstream_tests)
    [ -n "$tests" ] || {
        echo "the sources of the crate x0x are not in Cargo's registry" >&2
        return 3
    }
    PYTHONDONTWRITEBYTECODE=1 PATH=$BED/bin:$PATH timeout 600 python3 "$tests/$program" --network test \
        --tokens-file "$BED/tokens.env" --anchor nyc --nodes "${HOSTS[@]}" "$@"
}

# Starts upstream's runner as a unit on a host.
upstream_runner() {
    local label=$1 tests
    tests=$(upstream_tests)
    host "$label" mkdir -p /usr/local/lib/upstream-runner
    docker cp -q "$tests/runners/x0x_test_runner.py" "$BED_ID-$label:/usr/local/lib/upstream-runner/" &&
        docker cp -q "$tests/result_framing.py" "$BED_ID-$label:/usr/local/lib/upstream-runner/" || return 1
    host "$label" systemd-run -q --unit upstream-runner \
        --setenv=NODE_NAME="$label" --setenv=X0X_API_BASE="http://127.0.0.1:$API_PORT" \
        --setenv=X0X_API_TOKEN="$(host "$label" cat /var/lib/x0x/api-token)" \
        --setenv=X0X_RUNNER_LIB_DIR=/usr/local/lib/upstream-runner \
        python3 -B /usr/local/lib/upstream-runner/x0x_test_runner.py
}

upstream_runner_gone() {
    host "$1" sh -c 'systemctl stop upstream-runner; rm -r /usr/local/lib/upstream-runner'
}

# Compares two reports of the groups harness. Fails if something passed in the second but not in the first.
compare_groups() {
    python3 - "$1" "$2" <<'EOF'
import json, re, sys

def read(path):
    with open(path) as file:
        report = json.load(file)
    # Mask what changes from run to run: ids, times and runner names.
    changing = r"\b(%s)\b|[0-9a-f]{8,}|\d+(\.\d+)?" % "|".join(report["runners"])
    return report, {re.sub(changing, "#", line) for line in report["passes"]}

(ours, ours_passed), (theirs, theirs_passed) = read(sys.argv[1]), read(sys.argv[2])
lacking = sorted(theirs_passed - ours_passed)
print("over ours pass=%d fail=%d, over upstream's pass=%d fail=%d; passed only over upstream's: %s" % (
    len(ours["passes"]), len(ours["failures"]), len(theirs["passes"]), len(theirs["failures"]), lacking or "none"))
sys.exit(1 if lacking else 0)
EOF
}
