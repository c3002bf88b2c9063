# shellcheck shell=bash
# What eng/test-pi.sh asks of the emulated Pi: sourced in there before each of its lines.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
unit=autocore-daemon.service
packages=/mnt
data=/var/lib/autocore

# within SECONDS COMMAND…: until it succeeds
within() {
    local left=$1
    shift
    until "$@" > /dev/null 2>&1; do
        [ "$left" -gt 0 ] || { echo "not in time: $*"; systemctl status --no-pager "$unit"; journalctl --no-pager -u "$unit" -n 15; return 1; }
        left=$((left - 1))
        sleep 1
    done
}

show() { systemctl show -p "$1" --value "${2:-$unit}"; }
is_active() { [ "$(systemctl is-active "${1:-$unit}")" = active ]; }
is_another() { is_active && [ "$(show MainPID)" != "$1" ]; }
is_gone() { [ ! -e "/proc/$1" ]; }
install() { apt-get install -y -q --no-install-recommends --allow-downgrades -o Dpkg::Options::=--force-confold "$@"; }
version_is() { [ "$(dpkg-query -W -f '${Version}' autocore-daemon)" = "$1" ]; }

# comes_back SECONDS COMMAND…: the command, given the daemon's process, ends it; the last line is how long it took until another one was ready
comes_back() {
    local limit=$1 before began
    shift
    before=$(show MainPID)
    read -r began _ < /proc/uptime
    "$@" "$before" && within "$limit" is_another "$before" && awk -v began="$began" '{ printf "%.0f\n", $1 - began }' /proc/uptime
}
# No memory for it until it is dead.
starve() {
    systemctl set-property --runtime $unit MemoryMax=4M && within 120 is_gone "$1"
    local ended=$?
    systemctl set-property --runtime $unit MemoryMax=160M
    return $ended
}

# An interrupted round is gone on with: it counts what it had still to ask.
had_rounds() { [ "$(journalctl -b -o cat --no-pager _PID="$(show MainPID)" | grep -c 'Round finished: .*, 0 failed')" -ge "$1" ]; }
is_in_a_round() { find $data/cameras -path '*/.incoming/*' -type f | grep -q .; }
pictures() { find $data/cameras -name '*.jpg' -type f -not -path '*/.incoming/*'; }
are_whole() { [ "$(pictures | wc -l)" -gt 0 ] && pictures | autocore jpeg - > /tmp/verdicts || { grep -v ': ok' /tmp/verdicts | head; return 1; }; }
as_owner() { (cd / && setpriv --reuid autocore --regid autocore --init-groups autocore "$@" --config /etc/autocore/appsettings.json); }
backup_is_whole() { as_owner backup && as_owner backup verify "$(find $data/backups -maxdepth 1 -name 'autocore-*.db.gz' | sort | tail -n 1)"; }

# figures UNIT: MB resident, private (on no disk), proportional, charged to the unit; seconds of processor time
figures() {
    awk -v current="$(cat "/sys/fs/cgroup$(show ControlGroup "$1")/memory.current")" -v cpu="$(show CPUUsageNSec "$1")" '
        { kb[$1] = $2 } END { printf "%.1f %.1f %.1f %.1f %.1f\n", kb["Rss:"] / 1024, kb["Private_Dirty:"] / 1024, kb["Pss:"] / 1024, current / 1048576, cpu / 1e9 }' "/proc/$(show MainPID "$1")/smaps_rollup"
}
# The median of five starts, in ms until systemd was told that it is ready.
ready_ms() {
    local start
    for start in 1 2 3 4 5; do
        systemctl restart $unit && echo $((($(show ActiveEnterTimestampMonotonic) - $(show ExecMainStartTimestampMonotonic)) / 1000)) || return 1
    done | sort -n | sed -n 3p
}

# status_of PATH: the first line of the page's answer
status_of() {
    exec 9<> /dev/tcp/127.0.0.1/8090 && printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:8090\r\nConnection: close\r\n\r\n' "$1" >&9 && timeout 180 head -n 1 <&9
}
answers() { [[ $(status_of "$1") == "HTTP/1.1 200 "* ]] || { status_of "$1"; return 1; }; }
