#!/bin/sh
# Runs the benchmark, or the parts of it that are named, in a fresh home. usage: bench.sh BUILD [PART...]
programs=$(cd "$1" && pwd) || exit 1
shift
home=$(mktemp -d /tmp/tw.XXXXXX) || exit 1
trap 'rm -rf "$home"' EXIT
env -i PATH="$programs:$PATH" HOME="$home" TMPDIR="$home" LC_ALL=C.UTF-8 LANGUAGE= TZ=UTC TERM=xterm-256color \
	TWINLINE_PROGRAMS="$programs" TWINLINE_DATA="$programs" "$programs/tests/bench/bench" "$@"
