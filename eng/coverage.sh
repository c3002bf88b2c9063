#!/usr/bin/env bash
# Builds the fast tests with coverlet, runs them, and prints what they reach by feature, with the ten weakest places.
# The programs that tests start are measured, too, as far as they end by themselves: what is killed has told nothing, and one that has become another user
# cannot tell it, so that a few tests of root's commands fail here.
set -euo pipefail
cd "$(dirname "$0")/.."

place="$PWD/artifacts/coverage"
bin="$place/bin"
# The links of an earlier run would lead the build's programs into the tests' folders.
rm -rf "$bin/AutoCore.Daemon/debug" "$bin/AutoCore.Web/debug" "$place/results"
for project in Policies Daemon Web; do
    echo "building AutoCore.$project.Tests"
    dotnet build "tests/AutoCore.$project.Tests" -v quiet -p:Coverage=true -p:ArtifactsPath="$place"
done
# coverlet changes what lies beside the tests: the programs that they start are taken from there.
for program in Daemon Web; do
    rm -rf "$bin/AutoCore.$program/debug"
    ln -s "../AutoCore.$program.Tests/debug" "$bin/AutoCore.$program/debug"
done
for project in Policies Daemon Web; do
    echo "running AutoCore.$project.Tests"
    "$bin/AutoCore.$project.Tests/debug/AutoCore.$project.Tests" --progress off --ansi off --results-directory "$place/results" \
        --coverlet --coverlet-single-hit --coverlet-output-format json --coverlet-file-prefix "$project" --coverlet-include '[autocore*]*' \
        --coverlet-include '[AutoCore.Core]*' --coverlet-include '[AutoCore.Policies]*' > "$place/$project.log" 2>&1 \
        || echo "not all tests of $project passed: $place/$project.log"
done
exec eng/coverage.py "$place"/results/*.json
