#!/usr/bin/env bash
# Packs the daemon as a Debian package: build-deb.sh RID FOLDER [OUTPUT], where FOLDER holds the published program, native or trimmed
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/deb-frame.sh
folder=${2:?the folder of the published program}

program "$folder" autocore usr/lib/autocore
install -D -m 644 -t "$root/usr/lib/systemd/system" deploy/systemd/autocore-{daemon,cleanup,settle}.service deploy/systemd/autocore-cleanup.path
if [[ ${folder##*/} == native* ]]; then
    # What it was linked with on a newer system may ask for more.
    libc=$({ echo GLIBC_2.34; LC_ALL=C grep -saohE 'GLIBC_2\.[0-9]+' "$folder/autocore" "$folder"/*.so || true; } | cut -d_ -f2 | sort -V | tail -n 1)
else
    # Below glibc 2.34 the SQLite that comes along cannot be loaded, and the system's takes its place.
    libc=2.27 runtime="libgcc-s1, libstdc++6, libsqlite3-0, "
    # Its compiler writes code into memory at run time. In the units themselves: they come and go with the release, which a drop-in among the owner's would outlive.
    sed -i 's/^MemoryDenyWriteExecute=yes/MemoryDenyWriteExecute=no/' "$root"/usr/lib/systemd/system/*.service
fi
install -D -m 755 -t "$root/usr/lib/autocore" deploy/autoctl deploy/autoctl-service
install -m 644 -t "$root/usr/lib/autocore" deploy/autoctl-releases
# In everybody's PATH; the other name is the one that units of earlier releases call.
install -d "$root/usr/bin" "$root/usr/sbin"
ln -s ../lib/autocore/autoctl "$root/usr/bin/autoctl"
ln -s ../lib/autocore/autoctl "$root/usr/sbin/autoctl"
install -D -m 644 deploy/completion/autocore "$root/usr/share/bash-completion/completions/autocore"
install -D -m 644 deploy/systemd/autocore.sysusers.conf "$root/usr/lib/sysusers.d/autocore.conf"
install -D -m 644 -t "$root/etc/autocore" appsettings.json
install -D -m 640 deploy/autocore.env.example "$root/etc/autocore/autocore.env"
install -D -m 644 appsettings.schema.json "$root/usr/share/autocore/appsettings.schema.json"
sed -i 's#"\$schema": "appsettings.schema.json"#"$schema": "/usr/share/autocore/appsettings.schema.json"#' "$root/etc/autocore/appsettings.json"
for page in deploy/man/*; do
    [ "$page" = deploy/man/autocore-web.8 ] || man_page "$page"
done
# Without pictures and curves: they are megabytes, for a card that has other things to keep.
for page in README*.md CHANGELOG.md docs/*.md docs/*.json docs/{decisions,benchmarks,pt-BR}/*.md; do
    install -D -m 644 "$page" "$root/usr/share/doc/autocore-daemon/$page"
done

pack autocore-daemon deploy/debian "${3:-artifacts}"
