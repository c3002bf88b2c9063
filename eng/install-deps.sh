#!/usr/bin/env bash
# Installs what is missing of the Debian packages that a target needs; says what it does, and does nothing twice.
set -euo pipefail

farm="libturbojpeg0 mosquitto mosquitto-clients"
case "${1:?run, test, system, fleet, check, bench, native, native-linux-arm64, arm64, pi or release}" in
    run) wanted="$farm" ;;
    test) wanted="$farm libsqlite3-0 libjpeg-turbo-progs procps python3 rclone libjxl-tools ffmpeg curl" ;;
    system) wanted="$farm apt-utils gnupg iproute2 e2fsprogs procps sqlite3 util-linux python3 faketime systemd-container mmdebstrap postgresql locales rclone libjxl-tools msmtp python3-aiosmtpd apprise nginx haproxy caddy openssh-server prometheus prometheus-node-exporter $(command -v npm > /dev/null || echo nodejs npm) chromium chromium-driver ffmpeg python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly glib-networking" ;;
    fleet) wanted="redis-server rabbitmq-server haproxy" ;;
    check) wanted="shellcheck" ;;
    bench) wanted="$farm libjpeg-turbo-progs jpeginfo aria2 curl python3-requests python3-pil libjxl-tools" ;;
    native) wanted="clang libc6-dev" ;;
    native-linux-arm64) wanted="clang llvm binutils-aarch64-linux-gnu libc6-dev-arm64-cross libgcc-12-dev-arm64-cross" ;;
    arm64) wanted="$farm binutils python3 qemu-user-static" ;;
    pi) wanted="$farm qemu-system-arm qemu-user-static mmdebstrap arch-test cpio e2fsprogs kmod python3" ;;
    release) wanted="apt-utils gnupg xz-utils" ;;
    native-*) echo "native code for ${1#native-} is not made here: a machine makes its own, x86-64 linux-arm64, too" >&2; exit 64 ;;
    *) echo "unknown set: $1" >&2; exit 64 ;;
esac

missing=()
for package in $wanted; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    # Where nobody can be asked for a password, nothing waits for one.
    if ! command -v sudo > /dev/null || { ! [ -t 0 ] && ! sudo -n true 2> /dev/null; }; then
        echo "these Debian packages are missing, and installing them takes root: apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi
echo "installing Debian packages: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
# A server that only tests start has no place among the machine's services.
for service in redis-server rabbitmq-server; do
    if [[ " ${missing[*]} " == *" $service "* ]] && [ -d /run/systemd/system ]; then
        "${as_root[@]}" systemctl disable --quiet --now "$service"
    fi
done
