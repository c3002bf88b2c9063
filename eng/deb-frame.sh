# shellcheck shell=bash
# What the Debian packages have in common; sourced by the scripts that build them, in the repository's root. The first argument is the RID.

case ${1:?the RID, as in linux-arm64} in
    linux-x64) architecture=amd64 ;;
    linux-arm64) architecture=arm64 ;;
    *) echo "no packages are made for $1: linux-x64 or linux-arm64" >&2; exit 64 ;;
esac
version=${VERSION:-$(eng/version.sh)}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(eng/version.sh epoch)}
umask 022
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

# program FOLDER NAME WHERE: the program of a folder and the native libraries beside it, which it looks for where it lies itself
program() {
    local file
    [ -f "$1/$2" ] || { echo "there is no $1/$2 to pack: make deb builds it" >&2; exit 1; }
    for file in "$1/$2" "$1"/*.so; do
        [ ! -e "$file" ] || install -D -m "$([ "$file" = "$1/$2" ] && echo 755 || echo 644)" -t "$root/$3" "$file"
    done
    install -d "$root/usr/bin"
    ln -s "../${3#usr/}/$2" "$root/usr/bin/$2"
}

# man_page FILE...
man_page() {
    local file section
    for file; do
        section=$root/usr/share/man/man${file##*.}
        install -d "$section"
        gzip -9n < "$file" > "$section/${file##*/}.gz"
    done
}

# pack NAME FOLDER OUTPUT: what lies in $root, with the control files of FOLDER, in place of older ones of this architecture; prints the package's path
pack() {
    local package=$3/$1_${version}_$architecture.deb
    install -D -m 644 LICENSE "$root/usr/share/doc/$1/copyright"
    install -d "$root/DEBIAN"
    install -m 755 -t "$root/DEBIAN" "$2"/{preinst,postinst,prerm,postrm}
    [ ! -e "$2/conffiles" ] || install -m 644 -t "$root/DEBIAN" "$2/conffiles"
    sed -e "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@LIBC@/${libc:-}/; s/@RUNTIME@/${runtime:-}/" \
        -e "s/@SIZE@/$(find "$root" -path "$root/DEBIAN" -prune -o -type f -printf '%s\n' | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')/" "$2/control" > "$root/DEBIAN/control"
    # The same bytes whenever and by whomever it is built.
    find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
    rm -f "$3/$1"_*_"$architecture".deb
    dpkg-deb --root-owner-group -Zxz --build "$root" "$package" > /dev/null
    echo "$package"
}
