#!/usr/bin/env python3
"""Sums coverlet's reports (JSON) by feature folder, and names the places that tests reach least: coverage.py REPORT…"""
import json
import os
import sys

WEAKEST = 10
SOURCES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "src") + os.sep


def read(reports):
    """Hits of each line and branch of each file, of all test projects together: what one of them reaches is reached."""
    lines, branches, owners = {}, {}, {}
    for report in reports:
        with open(report, encoding="utf-8-sig") as file:
            modules = json.load(file)
        for documents in modules.values():
            for path, classes in documents.items():
                if not path.startswith(SOURCES) or "/obj/" in path:
                    continue
                place = path[len(SOURCES):]
                for methods in classes.values():
                    for method, found in methods.items():
                        name = method.split("::")[-1].split("(")[0]
                        for line, hits in found["Lines"].items():
                            key = (place, int(line))
                            lines[key] = lines.get(key, 0) + hits
                            owners[key] = name
                        for branch in found["Branches"]:
                            key = (place, branch["Line"], branch["Offset"], branch["Path"], branch["Ordinal"], method)
                            branches[key] = branches.get(key, 0) + branch["Hits"]
    return lines, branches, owners


def feature(place):
    """The feature of a file: the same folder of policies, core and daemon is one; the web program's folders are its own."""
    project, *folders = place.split(os.sep)
    folder = folders[0] if len(folders) > 1 else "(root)"
    return f"Web/{folder}" if project == "AutoCore.Web" else folder


def per(hits, key):
    counts = {}
    for item, times in hits.items():
        reached, all_ = counts.get(key(item), (0, 0))
        counts[key(item)] = (reached + (times > 0), all_ + 1)
    return counts


def share(count):
    reached, all_ = count
    return f"{reached:6} / {all_:6} {100 * reached / all_ if all_ else 100:6.1f}"


def main(reports):
    lines, branches, owners = read(reports)
    if not lines:
        sys.exit("no line of src was measured: were the tests built with Coverage=true?")
    by_lines, by_branches = per(lines, lambda k: feature(k[0])), per(branches, lambda k: feature(k[0]))
    print(f"{'feature':22} {'lines':>15} {'%':>6}  {'branches':>15} {'%':>6}")
    for name in sorted(by_lines):
        print(f"{name:22} {share(by_lines[name])}  {share(by_branches.get(name, (0, 0)))}")
    total = [tuple(map(sum, zip(*counts.values()))) for counts in (by_lines, by_branches)]
    print(f"{'all':22} {share(total[0])}  {share(total[1])}")

    # Of a line with branches that are not taken one counts: the compiler makes dozens of one pattern.
    files, halves = per(lines, lambda k: k[0]), {(k[0], k[1]) for k, times in branches.items() if times == 0 and lines.get(k[:2])}
    missed = {f: a - r + sum(1 for place, _ in halves if place == f) for f, (r, a) in files.items()}
    print(f"\nthe {WEAKEST} places with the most lines that no test reaches, or of which it takes not every way")
    for file in sorted(missed, key=lambda f: (-missed[f], f))[:WEAKEST]:
        methods = {}
        for (place, line), times in lines.items():
            if place == file and times == 0:
                methods.setdefault(owners[(place, line)], []).append(line)
        worst = sorted(methods.items(), key=lambda m: -len(m[1]))[:4]
        print(f"{missed[file]:4}  {file}: {share(files[file]).strip()} % of lines; " + ", ".join(f"{m} {min(l)}-{max(l)}" for m, l in worst))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
