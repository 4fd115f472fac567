#!/bin/sh
# Runs the benchmark, or the parts of it that are named, in a fresh home. usage: bench.sh BUILD [PART...]
# What other programs take over slow lines, and what they send to a terminal, is measured before, with the harness in BENCH_PEERS, where that and they are there.
programs=$(cd "$1" && pwd) || exit 1
shift
home=$(mktemp -d /tmp/tw.XXXXXX) || exit 1
trap 'rm -rf "$home"' EXIT
harness=${BENCH_PEERS:-../shared/bench}
# wanted PART: it is named, or nothing is
wanted() { [ -z "$parts" ] || case " $parts " in *" $1 "*) true ;; *) false ;; esac }
parts=$*
if wanted lines || wanted bytes; then
	if [ ! -x "$harness/wirebench.py" ]; then
		echo "peers: there is no harness in $harness (BENCH_PEERS): our figures stand alone" >&2
	elif ! command -v python3 >/dev/null; then
		echo "peers: their harness wants python3: our figures stand alone" >&2
	else
		if wanted lines; then python3 tests/bench/peers.py "$harness" tests/data/first-sync.json tests/data/letter.txt; fi >"$home/peers"
		if wanted bytes; then python3 tests/bench/peers_keys.py "$harness"; fi >>"$home/peers"
	fi
fi
zcat -f /usr/share/man/man1/bash.1.gz >"$home/manual" 2>/dev/null # where one is installed
env -i PATH="$programs:$PATH" HOME="$home" TMPDIR="$home" LC_ALL=C.UTF-8 LANGUAGE= TZ=UTC TERM=xterm-256color \
	TWINLINE_PROGRAMS="$programs" TWINLINE_DATA="$programs" TWINLINE_PEERS="$home/peers" \
	TWINLINE_MANUAL="$home/manual" "$programs/tests/bench/bench" "$@"
