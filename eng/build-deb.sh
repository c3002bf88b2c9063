#!/usr/bin/env bash
# Packs a self-contained program as a Debian package: build-deb.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."

program=${1:?the program to pack}
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
architecture=$(dpkg --print-architecture)
package=artifacts/autocore-daemon_${version}_${architecture}.deb
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

install -D -m 755 "$program" "$root/usr/bin/autocore"
install -D -m 644 -t "$root/usr/lib/systemd/system" deploy/systemd/autocore-{daemon,cleanup,settle}.service deploy/systemd/autocore-cleanup.path
install -D -m 755 -t "$root/usr/lib/autocore" deploy/autoctl deploy/autoctl-service
install -m 644 -t "$root/usr/lib/autocore" deploy/autoctl-releases
install -d "$root/usr/sbin"
ln -s ../lib/autocore/autoctl "$root/usr/sbin/autoctl"
install -D -m 644 deploy/completion/autocore "$root/usr/share/bash-completion/completions/autocore"
install -d "$root/usr/share/man/man8"
gzip -9n < deploy/man/autocore.8 > "$root/usr/share/man/man8/autocore.8.gz"
install -D -m 644 deploy/systemd/autocore.sysusers.conf "$root/usr/lib/sysusers.d/autocore.conf"
install -D -m 644 -t "$root/etc/autocore" appsettings.json
install -D -m 640 deploy/autocore.env.example "$root/etc/autocore/autocore.env"
install -D -m 644 appsettings.schema.json "$root/usr/share/autocore/appsettings.schema.json"
install -D -m 644 LICENSE "$root/usr/share/doc/autocore-daemon/copyright"
sed -i 's#"\$schema": "appsettings.schema.json"#"$schema": "/usr/share/autocore/appsettings.schema.json"#' "$root/etc/autocore/appsettings.json"

install -d "$root/DEBIAN"
install -m 755 -t "$root/DEBIAN" deploy/debian/postinst deploy/debian/prerm deploy/debian/postrm
install -m 644 -t "$root/DEBIAN" deploy/debian/conffiles
sed -e "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$(du -sk --exclude=DEBIAN "$root" | cut -f 1)/" deploy/debian/control > "$root/DEBIAN/control"

dpkg-deb --root-owner-group --build "$root" "$package" > /dev/null
echo "$package"
