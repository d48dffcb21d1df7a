# SPDX-License-Identifier: MIT
"""Golden screenshots: exact comparison, `.new.png` beside the build on a difference, a report in HTML.

A golden is tests/screens/<suite>/<name>.png. Nothing but `make bless` writes one."""

import glob
import json
import os
import re

import case
import report
from picture import compare, difference, read_png

SCREENS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "screens")


def golden_path(name):
    return os.path.join(SCREENS, name + ".png")


def new_folder():
    folder = os.path.join(case.out_dir(), "test", "screens")
    os.makedirs(folder, exist_ok=True)
    return folder


def new_path(name):
    return os.path.join(new_folder(), name.replace("/", "__") + ".new.png")


def expect(name, picture, nodes=()):
    """Fails unless `picture` equals the golden `name` ("desktop/boot.light@1") in every pixel.

    `nodes` are (x, y, w, h, text) rectangles that the report names where they were hit."""
    fresh = new_path(name)
    if os.path.exists(fresh):
        os.unlink(fresh)
    if not os.path.exists(golden_path(name)):
        _write(fresh, picture.png())
        raise case.Failure(f"there is no golden {name}; look at {fresh}, then `make bless SHOT='{name}'`")
    golden = read_png(golden_path(name))
    count, largest, box = compare(golden, picture)
    if count == 0:
        return
    _write(fresh, picture.png())
    hit = [text for x, y, w, h, text in nodes if _overlap((x, y, w, h), box)]
    entry = {"name": name, "count": count, "largest": largest, "box": box, "nodes": hit}
    page = report.add(new_folder(), entry, golden, picture, difference(golden, picture))
    raise case.Failure(f"{name}: {count} pixels differ by up to {largest} in {box}"
                       f"{' at ' + ', '.join(hit[:4]) if hit else ''}; see {page}")


def _overlap(a, b):
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def _write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def bless(pattern):
    """Promotes new pictures whose name matches the glob `pattern`; returns the names."""
    expression = re.compile(glob_to_regex(pattern))
    done = []
    for path in sorted(glob.glob(os.path.join(new_folder(), "*.new.png"))):
        name = os.path.basename(path)[:-len(".new.png")].replace("__", "/")
        if not expression.fullmatch(name):
            continue
        target = golden_path(name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        picture = read_png(path)
        os.replace(path, target)
        with open(target[:-4] + ".json", "w", encoding="ascii") as file:
            json.dump({"width": picture.width, "height": picture.height, "rgb_sha256": picture.sha256()}, file)
            file.write("\n")
        done.append(name)
    return done


def glob_to_regex(pattern):
    """`*` matches any text, slashes too; everything else stands for itself."""
    return ".*".join(re.escape(part) for part in pattern.split("*"))
