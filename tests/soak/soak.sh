#!/bin/sh
# Runs the soak in a fresh home, in memory where that can be had. usage: soak.sh BUILD OPTION...
programs=$(cd "$1" && pwd) || exit 2
shift
base=/dev/shm
[ -w "$base" ] || base=/tmp
home=$(mktemp -d "$base/ts.XXXXXX") || exit 1
trap 'rm -rf "$home"' EXIT
trap 'exit 130' INT TERM
mkdir -m 700 "$home/run"
env -i PATH="$programs:$PATH" HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" \
	XDG_STATE_HOME="$home/state" XDG_RUNTIME_DIR="$home/run" TMPDIR="$home" LC_ALL=C.UTF-8 LANGUAGE= TZ=UTC \
	TWINLINE_PROGRAMS="$programs" TWINLINE_DATA="$programs" "$programs/tests/soak/soak" "$@"
