#!/usr/bin/env bash
# A Debian that boots a systemd of its own in a container, for the system tests. It shares nothing with the host but the kernel,
# has control groups of its own (v1 or v2, whichever the host has), and is up in a second.
#
#   test-machine.sh build                 the root file system that every machine starts from: once, then kept
#   test-machine.sh start NAME [OPTION…]  boots; a machine that was cut or stopped boots from its own disk again. OPTIONs are systemd-nspawn's
#   test-machine.sh exec NAME COMMAND…    runs a command inside as root; its exit code is passed on
#   test-machine.sh cut NAME              a power cut as far as processes see it: all of them are killed at once, the disk stays
#   test-machine.sh remove NAME           cuts it and forgets its disk
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

cache=${AUTOCORE_TEST_CACHE:-/var/cache/autocore-tests}
suite=bookworm
packages=systemd,systemd-sysv,dbus,libsqlite3-0,libssl3,libstdc++6,libgcc-s1,ca-certificates,tzdata,procps,iproute2,man-db,python3,python3-venv,python3-pip,libjxl-tools,ffmpeg
# Nothing that acts by itself, and nobody logs in: a quiet machine boots fast and alike each time.
masked="apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer systemd-logind.service
    getty.target console-getty.service systemd-update-utmp.service systemd-update-utmp-runlevel.service systemd-user-sessions.service"

fail() { echo "test-machine: $*" >&2; exit 1; }

build() {
    local key root=$cache/rootfs new=$cache/rootfs.new unit
    mkdir -p "$cache"
    exec 8> "$cache/.lock"
    flock 8
    key=$(sha256sum < "$0")
    [ "$(cat "$cache/rootfs.key" 2> /dev/null)" != "$key" ] || return 0
    ! grep -q "lowerdir=$root," /proc/self/mounts || fail "a machine still uses $root: remove it first"
    echo "building the test machine's root file system in $root" >&2
    rm -rf "$root" "$new"
    mmdebstrap --quiet --variant=minbase --include="$packages" --aptopt='Acquire::Languages "none"' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' "$suite" "$new" "$(apt_sources)" > /dev/null
    for unit in $masked; do
        ln -sf /dev/null "$new/etc/systemd/system/$unit"
    done
    echo autocore-test > "$new/etc/hostname"
    echo "127.0.0.1 localhost autocore-test" > "$new/etc/hosts"
    # Empty and not absent: a fresh identity at each boot, without systemd's first-boot presets.
    : > "$new/etc/machine-id"
    # Control groups are mounted read-only by systemd-nspawn; the machine's own part must be its systemd's to divide.
    cat > "$new/usr/sbin/test-init" << 'INIT'
#!/bin/sh
for hierarchy in /sys/fs/cgroup/*/; do
    mountpoint -q "$hierarchy" && mount -o remount,bind,rw "$hierarchy" 2> /dev/null
done
exec /lib/systemd/systemd systemd.show_status=0 systemd.log_target=journal
INIT
    chmod 755 "$new/usr/sbin/test-init"
    mv "$new" "$root"
    echo "$key" > "$cache/rootfs.key"
}

# The machine gets Debian from where the host does.
apt_sources() {
    local file
    for file in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list; do
        [ ! -s "$file" ] || { echo "$file"; return; }
    done
    fail "no Debian sources in /etc/apt"
}

# "controllers folder" of this machine's part of every hierarchy.
cgroups() {
    local controllers path mount
    while IFS=: read -r _ controllers path; do
        if [ -z "$controllers" ]; then
            mount=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/self/mounts)
            # Directly below the root: a group that holds processes cannot hand out controllers.
            path=
        else
            mount=$(awk -v name="${controllers#name=}" '$3 == "cgroup" && $2 ~ "/" name "$" { print $2; exit }' /proc/self/mounts)
        fi
        [ -z "$mount" ] || echo "${controllers:-v2} $mount${path%/}/autocore-test-$name"
    done < /proc/self/cgroup
}

make_cgroups() {
    local controllers folder controller
    while read -r controllers folder; do
        if [ "$controllers" = v2 ]; then
            for controller in cpu memory io pids; do
                echo "+$controller" > "${folder%/*}/cgroup.subtree_control" || true
            done
        fi
        mkdir -p "$folder"
        if [ "$controllers" = cpuset ]; then
            cat "${folder%/*}/cpuset.cpus" > "$folder/cpuset.cpus"
            cat "${folder%/*}/cpuset.mems" > "$folder/cpuset.mems"
        fi
        echo "$1" > "$folder/cgroup.procs"
    done < <(cgroups) 2> /dev/null
}

remove_cgroups() {
    local folder
    while read -r _ folder; do
        for _ in 1 2 3 4 5 6 7 8 9 10; do
            [ -d "$folder" ] || break
            find "$folder" -depth -type d -exec rmdir {} \; 2> /dev/null || true
            sleep 0.05
        done
    done < <(cgroups)
}

# The machine's process 1, seen from the host.
leader() {
    local nspawn
    nspawn=$(cat "$machine/nspawn.pid" 2> /dev/null) || return 0
    ps -o pid=,stat=,comm= --ppid "$nspawn" | awk '$2 !~ /Z/ && $3 == "systemd" { print $1; exit }'
}

inside() {
    local pid
    pid=$(leader)
    [ -n "$pid" ] || fail "$name is not running"
    nsenter -t "$pid" -m -u -i -n -p -C -r -w -- /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LC_ALL=C.UTF-8 "$@"
}

is_up() {
    local state
    [ -n "$(leader)" ] || return 1
    state=$(inside systemctl is-system-running 2> /dev/null) || true
    [ "$state" = running ] || [ "$state" = degraded ]
}

start() {
    build
    [ -z "$(leader)" ] || fail "$name runs already"
    mkdir -p "$machine/root" "$machine/upper" "$machine/work"
    mountpoint -q "$machine/root" \
        || mount -t overlay "autocore-test-$name" -o "lowerdir=$cache/rootfs,upperdir=$machine/upper,workdir=$machine/work" "$machine/root"
    (
        make_cgroups "$BASHPID"
        exec setsid systemd-nspawn -D "$machine/root" -M "autocore-test-$name" --register=no --keep-unit --kill-signal=SIGRTMIN+3 --console=read-only \
            --resolv-conf=off --timezone=off --link-journal=no --hostname=autocore-test --private-network "$@" /usr/sbin/test-init > "$machine/console.log" 2>&1 < /dev/null
    ) 8>&- &
    echo $! > "$machine/nspawn.pid"
    for _ in $(seq 400); do
        ! is_up || return 0
        kill -0 "$(cat "$machine/nspawn.pid")" 2> /dev/null || break
        sleep 0.05
    done
    tail -n 20 "$machine/console.log" >&2
    cut_power
    fail "$name did not boot"
}

cut_power() {
    local nspawn pid
    nspawn=$(cat "$machine/nspawn.pid" 2> /dev/null) || return 0
    pid=$(leader)
    [ -z "$pid" ] || kill -KILL "$pid" 2> /dev/null || true
    for _ in $(seq 100); do
        kill -0 "$nspawn" 2> /dev/null || break
        sleep 0.05
    done
    kill -KILL "$nspawn" 2> /dev/null || true
    rm -f "$machine/nspawn.pid"
    remove_cgroups
}

remove() {
    cut_power
    ! mountpoint -q "$machine/root" || umount "$machine/root" || umount -l "$machine/root"
    rm -rf --one-file-system "$machine"
}

[ "$(id -u)" -eq 0 ] || fail "this needs root"
verb=${1:-} name=${2:-} machine=$cache/machines/${2:-}
[ "$verb" = build ] || [[ $name =~ ^[a-z][a-z0-9-]*$ ]] || fail "which machine? a name of lower-case letters and digits"
shift $(($# < 2 ? $# : 2))
case $verb in
    build) build ;;
    start) start "$@" ;;
    exec) inside "$@" ;;
    cut) cut_power ;;
    remove) remove ;;
    *) fail "build, start, exec, cut or remove" ;;
esac
