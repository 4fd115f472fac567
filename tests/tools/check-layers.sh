#!/bin/sh
# Proves the arrows between the rooms and the one owner of each outside library, by the #include lines. Speaks TAP.
cd "${TWINLINE_SOURCE:-.}" || exit 1

# room: what it may include. An arrow goes down only; ui, cli, sync and portal never know each other.
rooms='
base: base
text: base text
db: base db
schema: base text db schema
records: base text db schema records
jmap: base schema jmap
sync: base text db schema records jmap sync
portal: base text db schema records jmap portal
cli: base text db schema records cli
ui: base text db schema records ui
twinline.c: base text db schema records ui cli
twinline-sync.c: base text db schema records sync
twinline-portal.c: base text db schema records portal
'
# library: the start of its header names (a regular expression), and the file that owns it; the one of each program, where two use it
owners='
curses: (n?curses|term[.]h|form|menu|panel|unctrl) src/ui/terminal.c src/ui/terminal_codes.c src/ui/terminal_entry.c src/ui/terminal_modes.c
curl: curl/ src/sync/http_parts.h src/portal/smtp.c
cJSON: (cjson/|cJSON) src/base/json.c
microhttpd: microhttpd src/portal/http_parts.h
OpenSSL: openssl/ src/portal/tls.c src/sync/session.c
SQLite: sqlite3 src/db/sqlite.h
libsodium: sodium src/base/crypto.c
zstd: (zstd|zdict) src/base/compress.c
zlib: zlib src/base/deflate.c
FriBidi: fribidi src/text/bidi.c
libunistring: uni(str|width|norm|case|ctype|gbrk|wbrk|lbrk|name|types|conv|stdio) src/text/unicode.c
iconv: iconv src/text/charset.c
libintl: libintl src/base/i18n.c
'
number=0
# verdict WHAT FINDINGS: ok if there are none
verdict() {
	number=$((number + 1))
	if [ -z "$2" ]; then echo "ok $number - $1"; else
		echo "not ok $number - $1"
		echo "$2" | sed 's/^/# /'
	fi
}
count() { echo "$1" | grep -c :; }
echo "1..$(($(count "$rooms") + $(count "$owners") + 1))"

while IFS=': ' read -r room may; do
	[ -n "$room" ] || continue
	case $room in *.c) where=src/$room ;; *) where="src/$room include/twinline/$room" ;; esac
	allowed=$(echo "$may" | tr ' ' '|')
	# shellcheck disable=SC2086
	verdict "$room includes only: $may" "$(grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]+["<]twinline/' $where 2>/dev/null |
		grep -vE "include[[:space:]]+\"twinline/($allowed)/")"
done <<END
$rooms
END
while IFS=': ' read -r library header owner; do
	[ -n "$library" ] || continue
	verdict "$library belongs to $owner" "$(grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]+<$header" src include |
		grep -vE "^($(echo "$owner" | tr ' ' '|')):")"
done <<END
$owners
END
# A header of another room is reached through include/twinline, never by a way around.
verdict 'no include climbs out of its room' "$(grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]+"(\.\./|src/)' src include |
	grep -vE '^src/[^/]+/[^/]+/[^/:]+:[0-9]+:.*"\.\./[^.]')"
