# shellcheck shell=bash
# Sourced by the test beds: installs Docker from this machine's packages, starts its daemon and stops it again.

# Installs the packages whose command is missing: need COMMAND PACKAGE [COMMAND PACKAGE]...
need() {
    local missing=()
    while [ $# -gt 0 ]; do
        command -v "$1" >/dev/null || missing+=("$2")
        shift 2
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "missing: ${missing[*]}; install them and run this again" >&2
        exit 3
    fi
    echo "installing ${missing[*]}" >&2
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"; } \
        >&2 || exit 3
}

need_docker() {
    need dockerd docker.io docker docker.io docker-compose docker-compose debootstrap debootstrap iptables iptables
}

# Starts a Docker daemon if none answers; its log goes to $1. stop_docker stops only the daemon that this started.
start_docker() {
    DOCKERD_PID=
    docker version >/dev/null 2>&1 && return 0
    need_docker
    docker version >/dev/null 2>&1 && return 0
    dockerd >"$1" 2>&1 &
    DOCKERD_PID=$!
    local _
    for _ in $(seq 60); do
        docker version >/dev/null 2>&1 && return 0
        kill -0 "$DOCKERD_PID" 2>/dev/null || break
        sleep 0.5
    done
    tail -n 5 "$1" >&2
    echo "dockerd does not start" >&2
    stop_docker
    exit 3
}

stop_docker() {
    [ -n "${DOCKERD_PID:-}" ] || return 0
    kill "$DOCKERD_PID" 2>/dev/null
    wait "$DOCKERD_PID" 2>/dev/null
    DOCKERD_PID=
}
