#!/usr/bin/env bash
# The arm64 packages in an emulated Pi: 512 MB, four Cortex-A53, a kernel and a systemd of its own, and no clock that outlives the power. Cameras and broker are
# the host's, on loopback. What it shows: what is installed, started, killed, starved, stopped, cut off, exchanged and taken back there, and how much memory it
# takes. What it cannot show is speed: every instruction is translated, so times are good for nothing but ratios.
#
#   test-pi.sh      needs root, 1 GB of disk in $AUTOCORE_TEST_CACHE (/var/cache/autocore-tests) and half an hour; `make test-pi` builds what it tests
#
# Leaves the table of docs/benchmarks/pi.md in artifacts/pi.md.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
umask 022
export PATH=$PATH:/usr/sbin:/sbin LC_ALL=C.UTF-8

version=${VERSION:-$(eng/version.sh)}
older=0.0.1 newer=9.0 broken=9.1
cameras=345 rounds=4
image=${AUTOCORE_TEST_CACHE:-/var/cache/autocore-tests}/pi
work= passed=0 failed=0 started=() emulator=
declare -A took figure ready

fail() { echo "test-pi: $*" >&2; echo "$passed passed, $((failed + 1)) failed"; exit 1; }
finish() {
    [ -z "$emulator" ] || cut_power
    [ ${#started[@]} -eq 0 ] || kill -KILL "${started[@]}" 2> /dev/null
    wait 2> /dev/null
    rm -rf "$work"
}

[ "$(id -u)" -eq 0 ] || fail "this needs root"
for package in autocore-daemon autocore-web trimmed/autocore-daemon; do
    folder=artifacts/
    [ "$package" != trimmed/autocore-daemon ] || folder=artifacts/trimmed-linux-arm64/
    [ -e "$folder${package#*/}_${version}_arm64.deb" ] || fail "there is no $folder${package#*/}_${version}_arm64.deb: make deb deb-trimmed RID=linux-arm64"
done
eng/pi-image.sh "$image" || fail "the emulated Pi's disk could not be built"
mkdir -p "$image"
work=$(mktemp -d "$image/run.XXXXXX")
trap finish EXIT
trap 'exit 130' INT TERM

# check NAME COMMAND…
check() {
    local name=$1 began=$SECONDS
    shift
    if "$@" > "$work/output" 2>&1; then
        passed=$((passed + 1))
        echo "passed: $name ($((SECONDS - began)) s)"
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
        tail -n 30 "$work/output"
        return 1
    fi
}
last_line() { tail -n 1 "$work/output"; }

boot() {
    rm -f "$work"/port.{in,out} "$work/qemu.pid"
    mkfifo "$work"/port.{in,out}
    # Opened for both directions: neither end waits for the other one, and nothing is lost while nobody reads.
    exec 6<> "$work/port.in" 7<> "$work/port.out"
    (
        qemu-system-aarch64 -pidfile "$work/qemu.pid" -M virt,gic-version=3 -cpu cortex-a53 -m 512M -smp 4 -accel tcg,thread=multi -nodefaults -no-user-config -display none -no-reboot \
        -kernel "$image/vmlinuz" -initrd "$image/initrd" -append "console=ttyAMA0 quiet panic=-1 systemd.show_status=0" -serial "file:$work/console.log" \
        -rtc base=1970-01-01T00:01:00,clock=vm \
        -drive "id=root,file=$work/root.img,format=raw,if=none" -device virtio-blk-pci,drive=root \
        -drive "id=packages,file=$work/packages.img,format=raw,if=none,readonly=on" -device virtio-blk-pci,drive=packages \
        -netdev user,id=net -device virtio-net-pci,netdev=net,romfile= \
        -chardev "pipe,id=port,path=$work/port" -device virtio-serial-pci -device virtserialport,chardev=port > "$work/qemu.log" 2>&1 < /dev/null
        # Whoever waits for an answer waits no longer.
        echo "255 $(echo "the emulator has ended" | base64)" >&7
    ) &
    emulator=$!
    pi 'within 300 systemctl is-active multi-user.target'
}

cut_power() {
    kill -KILL "$(cat "$work/qemu.pid")" 2> /dev/null
    wait "$emulator" 2> /dev/null
    emulator=
}

# pi LINE: a line of bash as root in there; what it writes, and its exit code
pi() {
    local code= output=
    [ ! -e "$work/silent" ] || { echo "the Pi no longer answers"; return 255; }
    printf '. /mnt/test-pi-guest.sh\n%s\n' "$1" | base64 -w 0 >&6
    echo >&6
    IFS=' ' read -r -t 600 -u 7 code output || { touch "$work/silent"; cat "$work/qemu.log" "$work/console.log"; return 255; }
    base64 -d <<< "$output"
    return "$code"
}

# again FILE VERSION CHANGE: the same package as another release
again() {
    local name=${1##*/}
    name=${name%%_*}
    rm -rf "$work/tree"
    dpkg-deb -R "$1" "$work/tree"
    sed -i "s/^Version: .*/Version: $2/; s/autocore-daemon (>= [^)]*)/autocore-daemon (>= $2)/" "$work/tree/DEBIAN/control"
    (cd "$work/tree" && eval "${3:-true}")
    dpkg-deb -Znone --root-owner-group --build "$work/tree" "$work/packages/${name}_$2.deb" > /dev/null
}

mkdir "$work/packages"
cp eng/test-pi-guest.sh "$work/packages"
cp "artifacts/autocore-daemon_${version}_arm64.deb" "$work/packages/daemon.deb"
cp "artifacts/autocore-web_${version}_arm64.deb" "$work/packages/web.deb"
cp "artifacts/trimmed-linux-arm64/autocore-daemon_${version}_arm64.deb" "$work/packages/trimmed.deb"
# OLDER=FILE: a package that really is an older one.
again "${OLDER:-artifacts/autocore-daemon_${version}_arm64.deb}" $older
again "artifacts/autocore-daemon_${version}_arm64.deb" $newer
again "artifacts/autocore-daemon_${version}_arm64.deb" $broken 'printf "#!/bin/sh\ntest \"\$1\" = --version\n" > usr/lib/autocore/autocore'

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf 'listener %s 127.0.0.1\nallow_anonymous true\npersistence false\n' "$port" > "$work/mosquitto.conf"
mosquitto -c "$work/mosquitto.conf" > "$work/mosquitto.log" 2>&1 &
started+=($!)
artifacts/bin/AutoCore.CameraFarm/release/camera-farm --cameras $cameras --size 1280x720 --inventory "$work/cameras.json" --secrets "$work/secrets.env" > "$work/farm.log" 2>&1 &
started+=($!)
for _ in $(seq 600); do
    ! grep -q '^ready' "$work/farm.log" || break
    sleep 0.2
done
grep -q '^ready' "$work/farm.log" || fail "the cameras did not start: $(cat "$work/farm.log")"
# What the Pi calls 10.0.2.2 is the host's loopback.
sed 's/127\.0\.0\.1/10.0.2.2/' "$work/cameras.json" > "$work/packages/cameras.json"
cat > "$work/packages/appsettings.json" << JSON
{ "AutoCore": { "Node": "pi", "SdCard": { "Size": 16 }, "Mqtt": { "Host": "10.0.2.2", "Port": $port },
  "Cameras": { "Interval": "00:01:30", "DelayBetweenCameras": "00:00:00", "InventoryFile": "/etc/autocore/cameras.json" } } }
JSON
mke2fs -q -t ext4 -d "$work/packages" "$work/packages.img" "$(($(du -sm "$work/packages" | cut -f1) * 12 / 10 + 16))M" > /dev/null
cp --sparse=always "$image/root.img" "$work/root.img"

retained() {
    for _ in $(seq 120); do
        [ "$(timeout 5 mosquitto_sub -h 127.0.0.1 -p "$port" -t autocore/pi/status -C 1)" != "$1" ] || return 0
        sleep 1
    done
    mosquitto_sub -h 127.0.0.1 -p "$port" -t 'autocore/#' -v -W 2
    return 1
}
at_most() { awk -v value="$2" -v limit="$3" 'BEGIN { exit !(value > 0 && value <= limit) }' || { echo "$1: $2 MB"; return 1; }; }
# keep FORM: what was just measured, said at once, too
keep() {
    figure[$1]=$(last_line)
    echo "        resident, private, PSS, memory.current in MB, and processor time in s: ${figure[$1]}"
}
field() { cut -d' ' -f"$2" <<< "${figure[$1]}"; }
# A start, and a line a round: none may take longer than a line does.
has_rounds() {
    local round
    pi 'systemctl restart $unit' || return
    for round in $(seq $rounds); do pi "within 500 had_rounds $round"|| return; done
}
# measure FORM: rounds of all cameras, then figures, then starts
measure() {
    check "$1: $rounds rounds, every picture stored" has_rounds || return 0
    # The line is written at the round's end; what the round used is given back right after.
    sleep 5
    check "$1: is measured" pi 'figures $unit' && keep "$1"
    check "$1: starts again and again" pi ready_ms && ready[$1]=$(last_line)
}

echo "testing $version in an emulated Pi"
check "the Pi boots" boot || fail "no Pi, no test"
check "apt installs an older version" pi "install \$packages/autocore-daemon_$older.deb && version_is $older"
check "the daemon runs, and will after a start" pi 'within 60 is_active && systemctl is-enabled $unit autocore-cleanup.path autocore-settle.service'
check "it takes its settings and cameras" pi 'cp $packages/{appsettings,cameras}.json /etc/autocore && systemctl restart $unit'
check "it comes online at the broker" retained online
check "a round stores every picture" pi "within 500 had_rounds 1 && [ \$(pictures | wc -l) -ge $cameras ]"
check "the stored pictures are whole" pi are_whole
check "apt upgrades it" pi "pictures | sort > /root/before; old=\$(show MainPID); install \$packages/daemon.deb && version_is $version && within 120 is_another \$old"
check "the upgrade keeps settings and pictures" pi 'cmp $packages/appsettings.json /etc/autocore/appsettings.json && [ -z "$(pictures | sort | comm -13 - /root/before)" ]'
check "the program says its version" pi "[ \"\$(autocore --version)\" = '$version' ]"
measure native
check "native: resident ≤ 30 MB" at_most resident "$(field native 1)" 30
check "native: private ≤ 13 MB" at_most private "$(field native 2)" 13
check "native: memory.current ≤ 14 MB" at_most memory.current "$(field native 4)" 14
check "no memory is both written and executed" pi '[ "$(show MemoryDenyWriteExecute)" = yes ]'

check "it comes back when it is killed" pi 'comes_back 200 kill -KILL' && took[killed]=$(last_line)
check "it comes back when it is out of memory" pi 'comes_back 200 starve' && took[starved]=$(last_line)
check "that was the kernel's doing" pi 'journalctl --no-pager -u $unit | grep "by the OOM killer"'
check "it comes back when it hangs" pi 'comes_back 300 kill -STOP' && took[hung]=$(last_line)
check "it is online again" retained online

check "apt installs the page" pi 'install $packages/web.deb && is_active autocore-web.socket && ! is_active autocore-web.service'
check "the page comes by its socket" pi 'answers / && is_active autocore-web.service'
check "the page has the health" pi 'answers /api/v1/health'
check "web: is measured" pi 'figures autocore-web.service' && keep web

check "a round has begun" pi 'within 400 is_in_a_round'
cut_power
check "it boots after a power cut" boot
check "the daemon runs by itself" pi 'within 300 is_active && echo $(($(show ActiveEnterTimestampMonotonic) / 1000000))' && took[cut]=$(last_line)
check "the pictures are whole" pi are_whole
check "a backup of the database is made, and verified" pi backup_is_whole
check "the page comes by its socket then, too" pi 'answers /'
check "it stores every picture again" pi 'within 500 had_rounds 1'

check "the trimmed form takes the native one's place" pi 'old=$(show MainPID); dpkg --force-confold -i $packages/trimmed.deb && within 200 is_another $old && [ "$(show MemoryDenyWriteExecute)" = no ]'
measure trimmed

check "apt goes back to the older version" pi "apt-get remove -y -q autocore-web && install \$packages/autocore-daemon_$older.deb && version_is $older && within 120 is_active"
check "going back keeps settings and pictures" pi 'cmp $packages/appsettings.json /etc/autocore/appsettings.json && [ -z "$(pictures | sort | comm -13 - /root/before)" ]'
check "autoctl installs the release in the package's place" pi 'apt-get remove -y -q autocore-daemon && dpkg-deb -x $packages/daemon.deb /root/release && /root/release/usr/lib/autocore/autoctl install $packages/daemon.deb'
# What the emulator makes slow (the database at its start) is rated worse for a while.
check "autoctl upgrades" pi "AUTOCTL_HEALTHY_WITHIN=400 autoctl upgrade \$packages/autocore-daemon_$newer.deb && is_active && [ \$(basename \$(readlink -f /opt/autocore/current)) = $newer ]"
check "autoctl takes a release back that does not start" pi "! autoctl upgrade \$packages/autocore-daemon_$broken.deb && is_active && [ \$(basename \$(readlink -f /opt/autocore/current)) = $newer ]"
check "autoctl rolls back" pi "AUTOCTL_HEALTHY_WITHIN=400 autoctl rollback && is_active && [ \$(basename \$(readlink -f /opt/autocore/current)) = '$version' ]"
check "it stops in time" pi 'systemctl stop $unit && [ "$(show Result)" = success ]'
check "it is offline at the broker then" retained offline

row() {
    local form=$1 required=${2:-|} current=${3:-}
    [ -n "${figure[$form]:-}" ] || return 0
    echo "| $form | $(field "$form" 1) | ${required%|*} | $(field "$form" 2) | ${required#*|} | $(field "$form" 3) | $(field "$form" 4) | $current | ${ready[$form]:-} |"
}
{
    cat << TEXT
## An emulated Pi

\`make test-pi\`: $(qemu-system-aarch64 --version | sed -n 's/QEMU emulator version \([0-9.]*\).*/QEMU \1/p'), four Cortex-A53, 512 MB, Debian 12 for arm64 with a kernel and a systemd of its own, the packages of version $version, the
16 GB profile, a broker and $cameras cameras. **Emulated**: memory is counted by the kernel as on a Pi; times contain the translation of every instruction, and only ratios of two forms mean
anything. Memory of the daemon after $rounds rounds of $cameras pictures of 1280×720; of the page after its first answers; ready is the median of five starts. One run.

| form | resident MB | required | private MB | required | PSS MB | memory.current MB | required | ready ms |
|---|---:|---:|---:|---:|---:|---:|---:|---:|
$(row native "30|13" 14; row trimmed; row web)
TEXT
    if [ -n "${figure[native]:-}" ] && [ -n "${figure[trimmed]:-}" ]; then
        awk '{ printf "| native ÷ trimmed | %.2f | | %.2f | | %.2f | %.2f | | %.2f |\n", $1 / $7, $2 / $8, $3 / $9, $4 / $10, $6 / $12 }' \
            <<< "${figure[native]} ${ready[native]:-0} ${figure[trimmed]} ${ready[trimmed]:-1}"
    fi
    cat << TEXT

| the native daemon | ready again after, s |
|---|---:|
| killed (\`kill -9\`) | ${took[killed]:-} |
| out of memory | ${took[starved]:-} |
| hanging (\`kill -STOP\`), its watchdog being set to 60 s | ${took[hung]:-} |
| power cut, from the kernel's start | ${took[cut]:-} |
TEXT
} > artifacts/pi.md
cat artifacts/pi.md
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
