#!/bin/sh
# Installs the x0xd that x0xtest is tested with into a per-user cache and prints its path as the last line of stdout.
# Everything else goes to stderr. Does nothing if it is already installed. Safe to interrupt: builds in a temporary
# directory and moves the result into place when it is complete.
set -eu

VERSION=0.48.1
PROGRAM=install.sh
# shellcheck source=deploy/jvm/launch.sh
. "$(dirname "$0")/../jvm/launch.sh"
CACHE=$(cache_home)
[ -n "$CACHE" ] || fail "no place for x0xd: HOME is not set, and this user has no home directory; set XDG_CACHE_HOME"
CACHE=$CACHE/x0xtest
ROOT=$CACHE/x0xd-$VERSION
BINARY=$ROOT/bin/x0xd

say() {
    echo "$*" >&2
}

answers() {
    [ -x "$1" ] && "$1" --version 2>/dev/null | grep -qwF "$VERSION"
}

if answers "$BINARY"; then
    say "x0xd $VERSION is installed already"
    echo "$BINARY"
    exit 0
fi

if ! command -v cargo >/dev/null 2>&1; then
    fail "cargo is missing: install Rust from https://rustup.rs, then run this again"
fi

mkdir -p "$CACHE"
BUILD=$(mktemp -d "$CACHE/.x0xd-$VERSION.XXXXXX")
clean_up() {
    code=$?
    rm -rf "$BUILD" || :
    [ "$code" -ne 1 ] || exit 3
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

say "building x0xd $VERSION with cargo: about 16 minutes on 2 cores"
CARGO_TARGET_DIR=$BUILD/target cargo install x0x --version "$VERSION" --locked --bin x0xd --root "$BUILD/root" >&2 ||
    fail "cargo could not build x0xd $VERSION; its own words are above"

if ! answers "$BUILD/root/bin/x0xd"; then
    fail "the x0xd that cargo built does not answer with version $VERSION"
fi

# Keep a working install that another process finished meanwhile; replace a broken one.
if ! answers "$BINARY"; then
    rm -rf "$ROOT"
    mv "$BUILD/root" "$ROOT"
fi
echo "$BINARY"
