#!/bin/sh
# Installs the Debian packages named that are missing; without root or sudo, prints the line that does.
missing=
for package in "$@"; do
	dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as=sudo; else
	echo "Twinline needs packages that are not here. As root: apt-get update && $install" >&2
	exit 1
fi
echo "Installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$as apt-get update -q >/dev/null && $as env DEBIAN_FRONTEND=noninteractive $install >/dev/null
