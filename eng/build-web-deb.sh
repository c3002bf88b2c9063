#!/usr/bin/env bash
# Packs the web program as a Debian package of its own: build-web-deb.sh RID FOLDER [OUTPUT], where FOLDER holds the published program
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/deb-frame.sh
folder=${2:?the folder of the published program}

libc=2.27
program "$folder" autocore-web usr/lib/autocore-web
install -D -m 644 -t "$root/usr/lib/systemd/system" deploy/systemd/autocore-web.socket deploy/systemd/autocore-web.service
man_page deploy/man/autocore-web.8

pack autocore-web deploy/debian-web "${3:-artifacts}"
