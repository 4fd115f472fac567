#!/bin/sh
# Our own rules that grep can see, and the catalogues of the languages. Speaks TAP.
cd "${TWINLINE_SOURCE:-.}" || exit 1
sources=$(find src include tests -name '*.[ch]' -o -name '*.def' | sort)
number=0
verdict() {
	number=$((number + 1))
	if [ -z "$2" ]; then echo "ok $number - $1"; else
		echo "not ok $number - $1"
		echo "$2" | head -n 20 | sed 's/^/# /'
	fi
}
# search PATTERN: matches outside comments and texts, roughly; the sources are ours
search() { echo "$sources" | xargs -r grep -nE "$1" /dev/null; }

echo 1..9
verdict 'no banned function: strcpy strcat sprintf vsprintf strtok atoi atol gets' \
	"$(search '(^|[^_[:alnum:]"])(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|gets|alloca)[[:space:]]*\(')"
verdict 'memory comes from base/mem.h' \
	"$(search '(^|[^_[:alnum:]"])(malloc|calloc|realloc|strdup|strndup|asprintf|vasprintf)[[:space:]]*\(' |
		grep -v -e '^src/base/mem\.c:' -e '^include/twinline/base/attr.h:' -e '^tests/' -e ':[[:space:]]*\*' -e ':[[:space:]]*/\*')"
verdict 'no shell: system, popen' "$(search '(^|[^_[:alnum:]"])(system|popen)\(')"
# Rows of data may be as long as what they say.
verdict 'no line of code over 140 characters' \
	"$(echo "$sources" | grep '\.c$' | grep -vE '/(demo|vocabularies)/' | LC_ALL=C xargs -r awk '{ line = $0; gsub(/[\200-\277]/, "", line) } length(line) > 140 && line !~ /^\t+\{.*\},?$/ { print FILENAME ":" FNR ": " length(line) }')"
verdict 'no blank at the end of a line' "$(search '[[:blank:]]$')"
verdict 'no work left as a mark' "$(search '(TODO|FIXME)')"
verdict 'no typedef of a struct' "$(search '^[[:space:]]*typedef[[:space:]]+struct')"
verdict 'each source opens with a comment' \
	"$(for file in $sources; do head -n 1 "$file" | grep -q '^/\*' || echo "$file"; done)"
verdict 'catalogues have every text of the sources, soundly' \
	"$(make --no-print-directory po-check BUILD="${TWINLINE_PROGRAMS:-build}" 2>&1)"
