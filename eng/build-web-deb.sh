#!/usr/bin/env bash
# Packs the self-contained web program as a Debian package of its own: build-web-deb.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:?the program to pack}
. eng/deb-frame.sh

install -D -m 755 "$program" "$root/usr/bin/autocore-web"
install -D -m 644 -t "$root/usr/lib/systemd/system" deploy/systemd/autocore-web.socket deploy/systemd/autocore-web.service
man_page deploy/man/autocore-web.8

pack autocore-web deploy/debian-web
