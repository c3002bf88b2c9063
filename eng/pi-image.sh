#!/usr/bin/env bash
# What an emulated Pi starts from: kernel, initrd and root file system of Debian for arm64, built in a folder once and then kept.
#   pi-image.sh FOLDER    needs root; leaves FOLDER/{vmlinuz,initrd,root.img}. Some minutes: its packages are configured by emulated programs
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

folder=${1:?the folder to build in}
suite=bookworm
# What the packages of this project depend on; nothing else is fetched inside.
packages=systemd,systemd-sysv,dbus,libssl3,libgcc-s1,libstdc++6,libsqlite3-0,procps
modules="virtio_pci virtio_blk ext4 virtio_console virtio_net"
# Nothing that acts by itself, and nobody logs in. Without udev there are no device units to wait for.
masked="apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer systemd-logind.service getty.target
    serial-getty@ttyAMA0.service console-getty.service systemd-binfmt.service proc-sys-fs-binfmt_misc.automount dev-hugepages.mount sys-kernel-debug.mount
    sys-kernel-tracing.mount sys-kernel-config.mount sys-fs-fuse-connections.mount modprobe@configfs.service modprobe@fuse.service modprobe@drm.service"

[ "$(id -u)" -eq 0 ] || { echo "pi-image: this needs root" >&2; exit 1; }
mkdir -p "$folder"
exec 8> "$folder/.lock"
flock 8
key=$(sha256sum < "$0")
[ "$(cat "$folder/key" 2> /dev/null)" != "$key" ] || exit 0
echo "building the emulated Pi's disk in $folder" >&2
work=$folder/new
rm -rf "$work"
mkdir -p "$work/debs"
trap 'rm -rf "$work"' EXIT
rm -f "$folder/key"

# arm64 programs run here: as the machine is set up, or by an interpreter that a namespace of our own knows (Linux 6.7) and nobody else sees.
emulating() {
    if [ -e /proc/sys/fs/binfmt_misc/qemu-aarch64 ]; then
        "$@"
        return
    fi
    local child
    mkfifo "$work/mapped"
    unshare --user --mount --pid --fork --mount-proc bash -c '
        read -r < "$1"
        mount -t binfmt_misc none /proc/sys/fs/binfmt_misc && cat /usr/lib/binfmt.d/qemu-aarch64.conf > /proc/sys/fs/binfmt_misc/register \
            || { echo "pi-image: this kernel does not run arm64 programs, and is too old (before 6.7) to be told in private: apt install binfmt-support qemu-user-static" >&2; exit 1; }
        shift
        exec "$@"' sh "$work/mapped" "$@" 8>&- &
    child=$!
    until [ "$(readlink "/proc/$child/ns/user")" != "$(readlink /proc/self/ns/user)" ]; do sleep 0.1; done
    echo "0 0 65536" > "/proc/$child/uid_map"
    echo "0 0 65536" > "/proc/$child/gid_map"
    echo > "$work/mapped"
    wait "$child"
}

# Debian comes from where the host has it.
for sources in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list; do
    [ ! -s "$sources" ] || break
done
# shellcheck disable=SC2016 # for mmdebstrap's shell
kernel='cd "$1/opt" && export APT_CONFIG="$MMDEBSTRAP_APT_CONFIG" && apt-get -qq -o APT::Sandbox::User=root download busybox-static \
    "$(apt-cache depends linux-image-cloud-arm64 | sed -n "s/.*Depends: //p" | head -n 1)"'
emulating mmdebstrap --quiet --mode=root --architectures=arm64 --variant=minbase --include="$packages" --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --customize-hook="$kernel" "$suite" "$work/root" "$sources" > /dev/null

mv "$work"/root/opt/*.deb "$work/debs"
for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$work/boot"; done
cp "$work"/boot/boot/vmlinuz-* "$folder/vmlinuz"
version=$(basename "$work"/boot/lib/modules/*)
depmod -b "$work/boot" "$version"
mkdir -p "$work"/initrd/{bin,modules,proc,sys,dev,root}
cp "$work/boot/bin/busybox" "$work/initrd/bin"
for module in $modules; do
    modprobe -d "$work/boot" -S "$version" --show-depends "$module" | sed -n 's/^insmod //p'
done | awk '!seen[$1]++ { print $1 }' | while read -r file; do
    cp "$file" "$work/initrd/modules"
    echo "${file##*/}" >> "$work/initrd/modules/order"
done
cat > "$work/initrd/init" << 'INIT'
#!/bin/busybox sh
# The root, the disk with the packages, and the network, before systemd starts.
b=/bin/busybox
$b mount -t proc proc /proc; $b mount -t sysfs sys /sys; $b mount -t devtmpfs dev /dev
while read module; do $b insmod /modules/$module; done < /modules/order
until [ -b /dev/vdb ]; do $b usleep 50000; done
$b mount -t ext4 -o rw,noatime /dev/vda /root || $b poweroff -f
$b mount -t ext4 -o ro /dev/vdb /root/mnt
$b ip addr add 10.0.2.15/24 dev eth0; $b ip link set eth0 up
for folder in dev proc sys; do $b mount --move /$folder /root/$folder; done
exec $b switch_root /root /lib/systemd/systemd
INIT
chmod 755 "$work/initrd/init"
(cd "$work/initrd" && find . | cpio -o -H newc --quiet | gzip -1) > "$folder/initrd"

root=$work/root
for unit in $masked; do ln -sf /dev/null "$root/etc/systemd/system/$unit"; done
echo pi > "$root/etc/hostname"
echo "127.0.0.1 localhost pi" > "$root/etc/hosts"
: > "$root/etc/fstab"
: > "$root/etc/machine-id"
# Whoever holds the other end of the virtual port is root here: a line with a command in base64, a line with its exit code and what it wrote.
cat > "$root/usr/local/sbin/on-port" << 'PORT'
#!/bin/bash
exec 3<> /dev/vport*p1 || exit 1
while IFS= read -r line <&3; do
    output=$(timeout 590 bash -c "$(base64 -d <<< "$line")" 2>&1 < /dev/null 3>&-)
    echo "$? $(base64 -w 0 <<< "$output")" >&3
done
PORT
chmod 755 "$root/usr/local/sbin/on-port"
cat > "$root/etc/systemd/system/on-port.service" << 'UNIT'
[Unit]
Description=Commands from outside
[Service]
ExecStart=/usr/local/sbin/on-port
Restart=always
KillMode=process
OOMScoreAdjust=-1000
UNIT
mkdir -p "$root/etc/systemd/system/multi-user.target.wants"
ln -sf ../on-port.service "$root/etc/systemd/system/multi-user.target.wants/on-port.service"

rm -f "$folder/root.img"
truncate -s 3G "$folder/root.img"
mke2fs -q -t ext4 -E lazy_itable_init=0 -d "$root" "$folder/root.img"
echo "$key" > "$folder/key"
