#!/bin/sh
# Each header compiles alone, whatever was included before it. Speaks TAP.
# CC and CHECK_FLAGS come from the Makefile.
cd "${TWINLINE_SOURCE:-.}" || exit 1
headers=$(find include src tests -name '*.h' | sort)
echo "1..$(echo "$headers" | grep -c .)"
number=0
for header in $headers; do
	number=$((number + 1))
	# -include and an empty translation unit: a lone header has no "unused" of its own.
	if said=$(printf 'extern int check_headers;\n' | ${CC:-gcc} -std=c11 -D_GNU_SOURCE -Iinclude -I"$TWINLINE_PROGRAMS/include" \
		-I"$(dirname "$header")" -Itests -Wall -Wextra -Wpedantic -Werror -fsyntax-only -include "$header" -x c - 2>&1); then
		echo "ok $number - $header"
	else
		echo "not ok $number - $header"
		echo "$said" | sed 's/^/# /'
	fi
done
