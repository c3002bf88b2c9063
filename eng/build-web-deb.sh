#!/usr/bin/env bash
# Packs the self-contained web program as a Debian package of its own: build-web-deb.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."

program=${1:?the program to pack}
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
architecture=$(dpkg --print-architecture)
package=artifacts/autocore-web_${version}_${architecture}.deb
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

install -D -m 755 "$program" "$root/usr/bin/autocore-web"
install -D -m 644 -t "$root/usr/lib/systemd/system" deploy/systemd/autocore-web.socket deploy/systemd/autocore-web.service
install -d "$root/usr/share/man/man8"
gzip -9n < deploy/man/autocore-web.8 > "$root/usr/share/man/man8/autocore-web.8.gz"
install -D -m 644 LICENSE "$root/usr/share/doc/autocore-web/copyright"

install -d "$root/DEBIAN"
install -m 755 -t "$root/DEBIAN" deploy/debian-web/postinst deploy/debian-web/prerm deploy/debian-web/postrm
sed -e "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$(du -sk --exclude=DEBIAN "$root" | cut -f 1)/" deploy/debian-web/control > "$root/DEBIAN/control"

dpkg-deb --root-owner-group --build "$root" "$package" > /dev/null
echo "$package"
