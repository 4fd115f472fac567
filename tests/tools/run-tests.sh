#!/bin/sh
# Runs test programs that speak TAP, each in a fresh home, six at a time, and closes with "N passed, N failed".
# usage: run-tests.sh BUILD PROGRAM...   with TEST_JOBS (6) and TEST_SECONDS (240), the bound of one program
# A program that crashes, hangs, ends early or leaves a sanitizer's report counts as failed and shows its output.

# One program, in the directory $scratch/NUMBER: its line to stdout, "PASSED FAILED" to a file.
run_one() {
	number=$1 program=$2
	home=$scratch/$number
	mkdir -p "$home/run" && chmod 700 "$home/run" || exit 1
	case $program in /*) ;; *) program=$PWD/$program ;; esac
	# The sanitizers write where no screen is: an error of any process, however far down, is found. That the leak checker could
	# not look into a process that a test was just killing ("Unable to get registers") is none.
	reports="log_path=$home/sanitizer:print_stacktrace=1"
	(cd "$home" && exec timeout -k 5 "${TEST_SECONDS:-240}" env -i PATH="$programs:$PATH" \
		HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_STATE_HOME="$home/state" \
		XDG_RUNTIME_DIR="$home/run" TMPDIR="$home" LC_ALL=C.UTF-8 LANGUAGE= TZ=UTC TERM=xterm-256color \
		TWINLINE_PROGRAMS="$programs" TWINLINE_DATA="$programs" TWINLINE_SOURCE="$source" UPDATE="$UPDATE" \
		ASAN_OPTIONS="$reports" UBSAN_OPTIONS="$reports" CMOCKA_MESSAGE_OUTPUT=TAP \
		"$program") >"$home/out" 2>"$home/err" </dev/null
	status=$?
	passed=$(grep -c '^ok ' "$home/out")
	failed=$(grep -c '^not ok ' "$home/out")
	planned=$(awk -F'\\.\\.' '/^1\.\.[0-9]+$/ { n += $2 } END { print n + 0 }' "$home/out")
	why=
	if [ "$status" = 124 ] || [ "$status" = 137 ]; then why=" (no end after ${TEST_SECONDS:-240} s)"
	elif [ $((passed + failed)) -lt "$planned" ]; then why=" (ended early, status $status)"
	elif [ "$status" != 0 ] && [ "$failed" = 0 ]; then why=" (status $status)"
	elif [ "$planned" = 0 ]; then why=" (no test ran)"
	elif find "$home" -name 'sanitizer.*' -exec grep -qE 'ERROR: |runtime error: ' {} \; -print | grep -q .; then
		why=" (a sanitizer's report)"
	fi
	[ -n "$why" ] && failed=$((failed + 1))
	{
		printf '%-36s %4d passed' "${2#"$BUILD"/tests/}" "$passed"
		[ "$failed" = 0 ] && echo || {
			echo ", $failed failed$why"
			grep -v '^ok ' "$home/out" | tail -n 60
			tail -n 60 "$home/err"
			find "$home" -name 'sanitizer.*' -exec head -n 40 {} \;
		}
	} >"$home/report"
	cat "$home/report"
	echo "$passed $failed" >"$scratch/$number.sum"
	rm -rf "$home"
}

BUILD=$1 && shift || exit 2
programs=$(cd "$BUILD" && pwd) source=$PWD
if [ -n "$RUN_TESTS_SCRATCH" ]; then
	scratch=$RUN_TESTS_SCRATCH
	run_one "$1" "$2"
	exit 0
fi
# A short path: Unix socket addresses end at 107 bytes.
scratch=$(mktemp -d /tmp/tw.XXXXXX) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
number=0
for program in "$@"; do
	number=$((number + 1))
	echo "$number $program"
done | RUN_TESTS_SCRATCH=$scratch xargs -r -P "${TEST_JOBS:-6}" -L 1 sh "$0" "$BUILD"
# A program whose own run broke down has no sum, and counts as failed.
cat "$scratch"/*.sum 2>/dev/null | awk -v all="$#" '{ passed += $1; failed += $2 }
	END { failed += all - NR; printf "%d passed, %d failed\n", passed, failed; exit failed || !passed }'
