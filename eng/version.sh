#!/usr/bin/env bash
# The version of what is built here, one that dpkg takes for newer with every commit:
#   version.sh          the tag vX.Y.Z below this commit and what came after it (0.2.0, 0.2.0+5.gHASH); without a tag 0.1.0+COUNT.gHASH. What is not
#                       committed adds .dirty and when it was last changed.
#   version.sh epoch    the moment in seconds that stands for the build, so that two builds of a commit have the same bytes
set -euo pipefail
# Where it really lies, as git tells it: a clone may be reached by a link.
cd -P "$(dirname "$0")/.."

untagged=0.1.0
# In an archive made by git this is its commit.
archived='$Format:%h %ct$'

say() { echo "version: $*" >&2; }

if ! git rev-parse --verify --quiet HEAD > /dev/null 2>&1 || [ "$(git rev-parse --show-toplevel)" != "$PWD" ]; then
    read -r hash time <<< "$archived"
    [[ $hash =~ ^[0-9a-f]+$ ]] || hash= time=$(stat -c %Y CHANGELOG.md)
    if [ "${1:-}" = epoch ]; then
        echo "$time"
    else
        why="git finds no repository here"
        [ ! -e .git ] || why="git does not read the repository here (git status says why)"
        say "$why, so there is nothing to count: what is built in a clone is newer than this (make deb VERSION=… says another)"
        echo "$untagged+0${hash:+.g$hash}"
    fi
    exit
fi

# When what is not committed was changed last; nothing in a clean tree.
changed() {
    local file newest=0 time any=
    while IFS= read -r -d '' file; do
        any=1
        # What was deleted has changed the folder that it was in.
        until time=$(stat -c %Y -- "$file" 2> /dev/null); do file=$(dirname -- "$file"); done
        [ "$time" -le "$newest" ] || newest=$time
    done < <(git diff --name-only -z HEAD; git ls-files -z --others --exclude-standard)
    [ -z "$any" ] || echo "$newest"
}

newest=$(changed)
if [ "${1:-}" = epoch ]; then
    [ "${newest:-0}" -gt 0 ] && echo "$newest" || git log -1 --format=%ct
    exit
fi

# The highest one that leads here and not the nearest: what is merged never makes a version smaller.
tag=$(git tag --merged HEAD --list 'v[0-9]*' --sort=-version:refname | grep -xE -m 1 'v[0-9]+\.[0-9]+\.[0-9]+' || true)
version=${tag#v}
if [ -n "$tag" ] && [ "$(printf '%s\n' "$version" "$untagged" | sort -V | tail -n 1)" = "$untagged" ]; then
    say "$tag is not above $untagged, which is what is built without a tag: tag a higher one"
    exit 1
fi
if [ -z "$tag" ] || [ -n "$newest" ] || [ "$(git rev-parse "$tag^{commit}")" != "$(git rev-parse HEAD)" ]; then
    count=$(git rev-list --count HEAD ${tag:+"^$tag"})
    if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
        say "a shallow clone cannot count its commits, so this version is older than every counted one: git fetch --unshallow --tags"
        count=0
    fi
    version=${version:-$untagged}+$count.g$(git rev-parse --short=10 HEAD)
fi
echo "$version${newest:+.dirty.$newest}"
