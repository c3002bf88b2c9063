#!/usr/bin/env bash
# Packs a self-contained program as a Debian package: build-deb.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:?the program to pack}
. eng/deb-frame.sh

install -D -m 755 "$program" "$root/usr/bin/autocore"
install -D -m 644 -t "$root/usr/lib/autocore" "${program%/*}/libe_sqlite3.so"
install -D -m 644 -t "$root/usr/lib/systemd/system" deploy/systemd/autocore-{daemon,cleanup,settle}.service deploy/systemd/autocore-cleanup.path
install -D -m 755 -t "$root/usr/lib/autocore" deploy/autoctl deploy/autoctl-service
install -m 644 -t "$root/usr/lib/autocore" deploy/autoctl-releases
install -d "$root/usr/sbin"
ln -s ../lib/autocore/autoctl "$root/usr/sbin/autoctl"
install -D -m 644 deploy/completion/autocore "$root/usr/share/bash-completion/completions/autocore"
install -D -m 644 deploy/systemd/autocore.sysusers.conf "$root/usr/lib/sysusers.d/autocore.conf"
install -D -m 644 -t "$root/etc/autocore" appsettings.json
install -D -m 640 deploy/autocore.env.example "$root/etc/autocore/autocore.env"
install -D -m 644 appsettings.schema.json "$root/usr/share/autocore/appsettings.schema.json"
sed -i 's#"\$schema": "appsettings.schema.json"#"$schema": "/usr/share/autocore/appsettings.schema.json"#' "$root/etc/autocore/appsettings.json"
man_page deploy/man/autocore.8

pack autocore-daemon deploy/debian
