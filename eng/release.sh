#!/usr/bin/env bash
# Gathers what `make release` has built in artifacts/release/VERSION: packages, portable forms, the list of what is in them (CycloneDX), and SHA256SUMS.
set -euo pipefail
cd "$(dirname "$0")/.."

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(eng/version.sh epoch)}
release=artifacts/release/${VERSION:=$(eng/version.sh)}
rm -rf "$release"
mkdir -p "$release"
cp artifacts/autocore-{daemon,web}_"$VERSION"_{amd64,arm64}.deb "$release"

# archive FOLDER NAME: the same bytes for the same files
archive() {
    tar -C "$1" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --exclude='*.pdb' --transform "s:^\.:$2-$VERSION:" -cf - . \
        | gzip -9n > "$release/$2-$VERSION-portable.tar.gz"
}
archive artifacts/portable autocore
archive artifacts/portable-web autocore-web

# bill PROJECT NAME
bill() {
    dotnet dotnet-CycloneDX "src/$1/$1.csproj" --recursive --exclude-dev --no-serial-number --output-format Json --set-name "$2" --set-version "$VERSION" \
        --output "$release" --filename "$2-$VERSION.cdx.json" > /dev/null
    sed -i -E "0,/\"timestamp\"/s/(\"timestamp\": \")[^\"]*/\1$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)/" "$release/$2-$VERSION.cdx.json"
}
dotnet tool restore > /dev/null
bill AutoCore.Daemon autocore
bill AutoCore.Web autocore-web

(cd "$release" && sha256sum -- * > SHA256SUMS)
# `autoctl` compares a package with the sum beside it.
for package in "$release"/*.deb; do
    (cd "$release" && sha256sum -- "${package##*/}" > "${package##*/}.sha256")
done
echo "$release"
