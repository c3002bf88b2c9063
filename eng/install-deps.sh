#!/usr/bin/env bash
# Installs what is missing of the Debian packages that a target needs; says what it does, and does nothing twice.
set -euo pipefail

farm="libturbojpeg0 mosquitto mosquitto-clients"
case "${1:?run, test, system, bench or native}" in
    run) wanted="$farm" ;;
    test) wanted="$farm libsqlite3-0 libjpeg-turbo-progs procps python3 rclone libjxl-tools" ;;
    system) wanted="$farm iproute2 e2fsprogs procps sqlite3 util-linux python3 faketime systemd-container mmdebstrap postgresql rclone libjxl-tools msmtp python3-aiosmtpd openssh-server $(command -v npm > /dev/null || echo nodejs npm) chromium chromium-driver" ;;
    bench) wanted="$farm libjpeg-turbo-progs jpeginfo aria2 curl python3-requests python3-pil libjxl-tools" ;;
    native) wanted="gcc libc6-dev zlib1g-dev" ;;
    *) echo "unknown set: $1" >&2; exit 64 ;;
esac

missing=()
for package in $wanted; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
echo "installing Debian packages: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
