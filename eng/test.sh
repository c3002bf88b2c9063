#!/usr/bin/env bash
# Runs built test projects one after the other and sums what they counted: test.sh CONFIGURATION PROJECT…
# Ends with the line `N passed, N failed`; exit code 1 if any failed, or any project ran nothing.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

configuration=${1,,}
shift
passed=0 failed=0
mkdir -p artifacts/test-results
for project in "$@"; do
    log="artifacts/test-results/$project.log"
    echo "$project"
    # Minutes without a word look like a hang.
    ( trap 'kill "$!"; exit' TERM; while :; do sleep 30 & wait "$!"; echo "$project: running"; done ) &
    ticker=$!
    "artifacts/bin/$project/$configuration/$project" --progress off --ansi off 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    kill "$ticker"
    wait "$ticker" 2> /dev/null
    count() { sed -n "s/^ *$1: *\([0-9]*\).*/\1/p" "$log" | tail -n 1; }
    succeeded=$(count succeeded) broken=$(count failed)
    passed=$((passed + ${succeeded:-0}))
    failed=$((failed + ${broken:-0}))
    # A runner that died or found no test has counted no failure.
    if [ "$status" -ne 0 ] && [ "${broken:-0}" -eq 0 ]; then
        echo "$project ended with exit code $status" >&2
        failed=$((failed + 1))
    fi
done
# Once more at the end, where whoever reads a long log looks first.
for project in "$@"; do
    sed -n "s/^failed /failed: /p" "artifacts/test-results/$project.log"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
