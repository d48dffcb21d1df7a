# SPDX-License-Identifier: MIT
"""The HTML report of screenshot differences: one self-contained file."""

import base64
import html
import json
import os

PAGE = """<!doctype html><meta charset="utf-8"><title>Screenshot differences</title>
<style>
body {{ font: 14px/1.5 system-ui, sans-serif; margin: 24px; background: #fbfbfd; color: #1b1f27 }}
section {{ margin: 0 0 40px }} figure {{ display: inline-block; margin: 0 16px 16px 0; vertical-align: top }}
figcaption {{ color: #5c6573 }} img {{ max-width: 620px; border: 1px solid #d8dbe2; display: block }}
.pair {{ position: relative; display: inline-block }}
.pair img + img {{ position: absolute; left: 0; top: 0; clip-path: inset(0 0 0 var(--cut, 50%)) }}
.blink img + img {{ clip-path: none; animation: blink 1s steps(1) infinite }} @keyframes blink {{ 50% {{ opacity: 0 }} }}
</style><h1>Screenshot differences</h1>
{sections}
<script>
for (const s of document.querySelectorAll("input[type=range]"))
  s.oninput = () => s.nextElementSibling.style.setProperty("--cut", s.value + "%");
for (const b of document.querySelectorAll("button"))
  b.onclick = () => b.parentElement.querySelector(".pair").classList.toggle("blink");
</script>
"""

SECTION = """<section><h2>{name}</h2>
<p>{count} pixels differ, by up to {largest} of 255, in x {x}, y {y}, {w} x {h}. {nodes}</p>
<figure><figcaption>expected</figcaption><img src="{expected}"></figure>
<figure><figcaption>actual</figcaption><img src="{actual}"></figure>
<figure><figcaption>difference x 8</figcaption><img src="{difference}"></figure>
<figure><figcaption>expected | actual <button>blink</button></figcaption>
<input type="range" min="0" max="100" value="50"><div class="pair"><img src="{expected}"><img src="{actual}"></div></figure>
</section>"""


def _inline(picture):
    return "data:image/png;base64," + base64.b64encode(picture.png()).decode("ascii")


def add(folder, entry, expected, actual, difference):
    """Adds one difference and writes the page anew. Returns its path.

    `entry`: name, count, largest, box (x, y, w, h) and the texts of the nodes that were hit."""
    x, y, w, h = entry["box"]
    nodes = "Nodes: " + html.escape(", ".join(entry["nodes"])) if entry["nodes"] else ""
    section = SECTION.format(name=html.escape(entry["name"]), count=entry["count"], largest=entry["largest"],
                             x=x, y=y, w=w, h=h, nodes=nodes, expected=_inline(expected),
                             actual=_inline(actual), difference=_inline(difference))
    part = os.path.join(folder, entry["name"].replace("/", "__") + ".section.json")
    with open(part, "w", encoding="utf-8") as file:
        json.dump(section, file)
    return write(folder)


def write(folder):
    """One page out of all sections in `folder`."""
    sections = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".section.json"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                sections.append(json.load(file))
    path = os.path.join(folder, "report.html")
    with open(path, "w", encoding="utf-8") as file:
        file.write(PAGE.format(sections="\n".join(sections)))
    return path
