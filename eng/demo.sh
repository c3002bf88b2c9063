#!/usr/bin/env bash
# Shows the daemon at work, all on loopback: a farm of twelve cameras, a private broker, the daemon with a round every 15 s, the web page.
# Ctrl-C ends all of it. The pictures stay in artifacts/demo until the next run.
set -euo pipefail
cd "$(dirname "$0")/.."

demo=$PWD/artifacts/demo
rm -rf "$demo"
mkdir -p "$demo"
started=()

finish() {
    trap - EXIT INT TERM
    [ -z "${pause:-}" ] || kill "$pause" 2> /dev/null || true
    # The daemon first: its last word to the broker is `offline`.
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do
        kill -TERM "${started[i]}" 2> /dev/null || true
        wait "${started[i]}" 2> /dev/null || true
    done
    echo
    echo "All of it has ended. The pictures are in $demo/data/cameras."
}
trap finish EXIT
trap 'exit 0' INT TERM

free_port() {
    local port
    for _ in $(seq 100); do
        port=$((20000 + RANDOM % 20000))
        (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
    done
}

wait_for() {
    for _ in $(seq 300); do
        [ -s "$1" ] && return
        sleep 0.1
    done
    echo "$1 did not appear; see $demo" >&2
    exit 1
}

# Children leave the terminal's process group: Ctrl-C reaches this script alone, which ends them in order.
start() {
    local log=$1
    shift
    setsid "$@" > "$log" 2>&1 &
    started+=($!)
}

port=$(free_port)
web=$(free_port)
printf 'listener %s 127.0.0.1\nallow_anonymous true\npersistence false\n' "$port" > "$demo/mosquitto.conf"
echo "building the farm of cameras: some thirty seconds"
dotnet build tests/AutoCore.CameraFarm -v quiet -c Release > "$demo/build.log" || { cat "$demo/build.log"; exit 1; }
start "$demo/mosquitto.log" "$(PATH=$PATH:/usr/sbin command -v mosquitto)" -c "$demo/mosquitto.conf"
start "$demo/farm.log" artifacts/bin/AutoCore.CameraFarm/release/camera-farm --cameras 12 --demo --inventory "$demo/cameras.json" --secrets "$demo/secrets.env"
wait_for "$demo/cameras.json"

cat > "$demo/appsettings.json" << JSON
{
  "AutoCore": {
    "Node": "demo",
    "DataDirectory": "$demo/data",
    "SecretsFile": "$demo/secrets.env",
    "Cameras": { "Interval": "00:00:15", "RetryBaseDelay": "00:00:00.500", "DelayBetweenCameras": "00:00:00", "InventoryFile": "$demo/cameras.json" },
    "Telemetry": { "SampleInterval": "00:00:05", "FlushInterval": "00:00:30" },
    "Mqtt": { "Host": "127.0.0.1", "Port": $port, "PublishInterval": "00:00:05", "PerCamera": true },
    "Web": { "Listen": "127.0.0.1:$web" }
  }
}
JSON
start "$demo/daemon.log" artifacts/autocore/autocore run --config "$demo/appsettings.json"
daemon=${started[-1]}
wait_for "$demo/data/run/status.json"
start "$demo/web.log" artifacts/autocore-web/autocore-web --config "$demo/appsettings.json"

cat << TEXT

AutoCore is at work: twelve cameras, a round every 15 s. Ctrl-C ends all of it.

  web page   http://127.0.0.1:$web/
  pictures   $demo/data/cameras
  log        $demo/daemon.log
  topics     mosquitto_sub -h 127.0.0.1 -p $port -t 'autocore/#' -v
  status     artifacts/autocore/autocore status --config artifacts/demo/appsettings.json
TEXT

while kill -0 "$daemon" 2> /dev/null; do
    sleep 15 &
    pause=$!
    wait "$pause" || true
    echo
    artifacts/autocore/autocore status --config "$demo/appsettings.json" || true
    echo
    echo "stored: $(find "$demo/data/cameras" -name '*.jpg' -type f -not -path '*/.incoming/*' 2> /dev/null | wc -l) pictures; refused in the last round:"
    grep -E 'WRN|ERR' "$demo/daemon.log" | grep -E 'P[0-9]' | tail -n 8 || true
done
wait "$daemon"
