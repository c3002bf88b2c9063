#!/usr/bin/env bash
# A signed apt repository in a folder that any web server can serve: [VALID=DAYS] repository.sh KEY FOLDER PACKAGE…
# KEY is a secret key of gpg's keyring. What is in the folder's pool already stays: an older release can still be asked for.
# With VALID nobody can pass the lists off as new ones after so many days, and no apt takes them unless they have been signed anew by then.
set -euo pipefail
[ $# -ge 3 ] || { echo "repository.sh KEY FOLDER PACKAGE…; the key's fingerprint is shown by: gpg --list-secret-keys" >&2; exit 64; }
key=$1 folder=$2
valid=${VALID:+$((VALID * 86400))}
umask 022
shift 2
gpg --batch --list-secret-keys "$key" > /dev/null 2>&1 || { echo "gpg has no secret key $key: gpg --list-secret-keys shows those it has" >&2; exit 1; }

mkdir -p "$folder/pool/main"
for package in "$@"; do
    install -m 644 -t "$folder/pool/main" "$package"
done
cd "$folder"
# An apt that asks meanwhile, and whoever the signature fails, still has the lists of before.
new=.dists.new
rm -rf $new
for architecture in amd64 arm64; do
    lists=$new/stable/main/binary-$architecture
    mkdir -p "$lists"
    apt-ftparchive --arch "$architecture" packages pool/main > "$lists/Packages"
    xz -k "$lists/Packages"
done
apt-ftparchive -o APT::FTPArchive::Release::Origin=AutoCore -o APT::FTPArchive::Release::Label=AutoCore -o APT::FTPArchive::Release::Suite=stable -o APT::FTPArchive::Release::Codename=stable \
    -o APT::FTPArchive::Release::Architectures="amd64 arm64" -o APT::FTPArchive::Release::Components=main \
    -o APT::FTPArchive::Release::MD5=false -o APT::FTPArchive::Release::SHA1=false -o APT::FTPArchive::Release::SHA512=false \
    -o APT::FTPArchive::Release::Acquire-By-Hash=yes ${valid:+-o APT::FTPArchive::Release::ValidTime="$valid"} release $new/stable > .Release
mv .Release $new/stable/Release
# By their sums, too, these and those of before: who has read one Release gets the lists that it names while the next is put in place.
for lists in $new/stable/main/binary-*; do
    mkdir -p "$lists/by-hash/SHA256"
    for file in "$lists"/Packages{,.xz} "dists/stable/main/${lists##*/}"/Packages{,.xz}; do
        [ ! -f "$file" ] || cp "$file" "$lists/by-hash/SHA256/$(sha256sum < "$file" | cut -d' ' -f1)"
    done
done
gpg --batch --yes --local-user "$key" --clearsign --output $new/stable/InRelease $new/stable/Release
gpg --batch --yes --local-user "$key" --armor --detach-sign --output $new/stable/Release.gpg $new/stable/Release
gpg --batch --export "$key" > autocore.gpg
rm -rf dists
mv $new dists
echo "$folder"
