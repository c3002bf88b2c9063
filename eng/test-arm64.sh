#!/usr/bin/env bash
# What can be known of the arm64 packages without a Pi: their architecture, the oldest C library that they run on, and the native daemon at work under
# qemu-user, beside the x86-64 one. Evidence about code, structures and libraries; none about speed, memory or barriers that x86 forgives.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

native=artifacts/native-linux-arm64
work=$(mktemp -d)
passed=0 failed=0 started=()
finish() {
    kill -KILL "${started[@]}" 2> /dev/null
    wait 2> /dev/null
    rm -rf "$work"
}
trap finish EXIT

check() {
    local name=$1
    shift
    if "$@" > "$work/output" 2>&1; then
        passed=$((passed + 1))
        echo "passed: $name"
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
        tail -n 20 "$work/output"
    fi
}

wait_for() {
    for _ in $(seq 600); do
        ! "$@" > /dev/null 2>&1 || return 0
        sleep 0.2
    done
    return 1
}

is_arm64() { readelf -h "$1" | grep -q 'Machine: *AArch64'; }
glibc_of() { readelf -V "$1" | grep -oE 'GLIBC_[0-9.]+' | sort -V | tail -n 1; }
at_most() { [ "$(printf '%s\n%s\n' "$(glibc_of "$2")" "GLIBC_$1" | sort -V | tail -n 1)" = "GLIBC_$1" ] || { glibc_of "$2"; false; }; }
needs_only_libc() { [ -z "$(readelf -d "$1" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | grep -vE '^(libc|libm|libdl|libpthread|ld-linux-aarch64)\.so' | tee /dev/stderr)" ]; }
package_is_arm64() { [ "$(dpkg-deb -f "$1" Architecture)" = arm64 ]; }

for package in artifacts/autocore-daemon_*_arm64.deb artifacts/autocore-web_*_arm64.deb; do
    name=$(basename "$package" | cut -d_ -f1)
    check "$name's package is for arm64" package_is_arm64 "$package"
    dpkg-deb -x "$package" "$work/package"
    while read -r file; do
        check "$name: ${file##*/} is for arm64" is_arm64 "$file"
        check "$name: ${file##*/} runs with glibc 2.34" at_most 2.34 "$file"
    done < <(find "$work/package" -type f -exec sh -c 'head -c 4 "$1" | grep -q ELF' _ {} \; -print)
    rm -rf "$work/package"
done
check "the native daemon needs the C library alone" needs_only_libc $native/autocore

# Debian's libraries for arm64, by an apt of our own: the machine's is left alone.
libraries=artifacts/arm64-libraries
wanted="libc6 libgcc-s1 libssl3"
if [ "$(cat $libraries/.wanted 2> /dev/null)" != "$wanted" ]; then
    rm -rf $libraries
    mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/debs" $libraries
    : > "$work/apt/status"
    apt=(apt-get -qq -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State="$work/apt" -o Dir::State::status="$work/apt/status"
        -o Dir::Cache="$work/apt/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none)
    "${apt[@]}" update && (cd "$work/debs" && "${apt[@]}" download $wanted) || { echo "0 passed, 1 failed"; exit 1; }
    for package in "$work"/debs/*.deb; do dpkg-deb -x "$package" $libraries; done
    echo "$wanted" > $libraries/.wanted
fi
emulated() { qemu-aarch64-static -cpu cortex-a53 -L "$libraries" $native/autocore "$@"; }

check "says its version" [ "$(emulated --version)" = "$VERSION" ]

python3 - "$work/pictures" tests/AutoCore.Policies.Tests/Cameras/Jpeg/Pictures/*.jpg << 'PYTHON'
import os, sys
os.mkdir(sys.argv[1])
for number, path in enumerate(sys.argv[2:]):
    whole = open(path, "rb").read()
    middle = len(whole) // 2
    for name, data in {"whole": whole, "half": whole[:middle], "no-end": whole[:-2], "hole": whole[:middle] + bytes(4096) + whole[middle + 4096:],
                       "noise": whole[:middle] + bytes((i * 37 + 11) % 256 for i in range(512)) + whole[middle:], "text": b"HTTP/1.0 200 OK\r\n\r\n" + whole}.items():
        open(f"{sys.argv[1]}/{number:02}-{name}.jpg", "wb").write(data)
PYTHON
emulated jpeg "$work"/pictures/*.jpg > "$work/arm64" 2>&1
echo "exit code $?" >> "$work/arm64"
artifacts/native/autocore jpeg "$work"/pictures/*.jpg > "$work/x64" 2>&1
echo "exit code $?" >> "$work/x64"
check "judges $(ls "$work/pictures" | wc -l) pictures as x86-64 does" diff "$work/x64" "$work/arm64"
check "refuses some and takes some of them" [ "$(sed 's/.*: //' "$work/x64" | sort -u | wc -l)" -gt 3 ]

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf 'listener %s 127.0.0.1\nallow_anonymous true\npersistence false\n' "$port" > "$work/mosquitto.conf"
PATH=$PATH:/usr/sbin mosquitto -c "$work/mosquitto.conf" > "$work/mosquitto.log" 2>&1 &
started+=($!)
dotnet build tests/AutoCore.CameraFarm -v quiet -c Release > "$work/build.log" || cat "$work/build.log"
artifacts/bin/AutoCore.CameraFarm/release/camera-farm --cameras 12 --demo --inventory "$work/cameras.json" --secrets "$work/secrets.env" > "$work/farm.log" 2>&1 &
started+=($!)
wait_for test -s "$work/cameras.json"
cat > "$work/appsettings.json" << JSON
{ "AutoCore": { "Node": "pi", "DataDirectory": "$work/data", "SecretsFile": "$work/secrets.env", "SdCard": { "Size": 16 },
  "Cameras": { "Interval": "01:00:00", "RetryBaseDelay": "00:00:00.500", "DelayBetweenCameras": "00:00:00", "InventoryFile": "$work/cameras.json" },
  "Mqtt": { "Host": "127.0.0.1", "Port": $port } } }
JSON
qemu-aarch64-static -cpu cortex-a53 -L "$libraries" $native/autocore run --config "$work/appsettings.json" > "$work/daemon.log" 2>&1 &
daemon=$!
started+=("$daemon")
retained() { [ "$(timeout 10 mosquitto_sub -h 127.0.0.1 -p "$port" -t autocore/pi/status -C 1)" = "$1" ]; }
round_is_over() { grep -q 'Round finished' "$work/daemon.log"; }
pictures() { find "$work/data/cameras" -name '*.jpg' -not -path '*/.incoming/*' | sort; }
# Of the farm's twelve cameras of the demonstration, four are broken.
eight_stored() { grep -q 'Round finished: 8 of 12 stored' "$work/daemon.log"; }
stored_are_whole() { pictures | artifacts/native/autocore jpeg -; }
log_of() { "$@" || { cat "$work/daemon.log"; false; }; }

check "comes online at the broker" log_of wait_for retained online
check "ends a round" log_of wait_for round_is_over
check "stores what the eight sound cameras send" log_of eight_stored
check "stores whole pictures" stored_are_whole
check "makes a backup beside the running daemon" emulated backup --config "$work/appsettings.json"
kill -TERM "$daemon"
check "ends with exit code 0" wait "$daemon"
check "is offline at the broker then" retained offline
backup=$(find "$work/data/backups" -maxdepth 1 -name 'autocore-*.db.gz' | sort | tail -n 1)
check "verifies the backup" emulated backup verify "$backup" --config "$work/appsettings.json"
rm -f "$work"/data/autocore.db*
check "restores it" emulated restore "$backup" --config "$work/appsettings.json"
check "has its database again" test -s "$work/data/autocore.db"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
