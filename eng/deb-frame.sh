# What the Debian packages have in common; sourced by the scripts that build them, in the repository's root.

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
architecture=$(dpkg --print-architecture)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

# man_page FILE
man_page() {
    install -d "$root/usr/share/man/man8"
    gzip -9n < "$1" > "$root/usr/share/man/man8/${1##*/}.gz"
}

# pack NAME FOLDER: what lies in $root, with the control files of FOLDER; prints the package's path
pack() {
    local package=artifacts/$1_${version}_$architecture.deb
    install -D -m 644 LICENSE "$root/usr/share/doc/$1/copyright"
    install -d "$root/DEBIAN"
    install -m 755 -t "$root/DEBIAN" "$2"/{postinst,prerm,postrm}
    [ ! -e "$2/conffiles" ] || install -m 644 -t "$root/DEBIAN" "$2/conffiles"
    sed -e "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$(du -sk --exclude=DEBIAN "$root" | cut -f 1)/" "$2/control" > "$root/DEBIAN/control"
    dpkg-deb --root-owner-group --build "$root" "$package" > /dev/null
    echo "$package"
}
