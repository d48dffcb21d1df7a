#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A page of all goldens, `make gallery-page`: one self-contained file, to look at everything at once and to show around."""

import base64
import html
import os
import re
import sys

from picture import read_size

NAME = re.compile(r"(?P<name>.+)\.(?P<theme>[a-z]+)@(?P<scale>[0-9.]+)\.png$")

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Hesper: gallery</title>
<style>
body {{ font: 14px/1.5 system-ui, sans-serif; margin: 24px; background: #fbfbfd; color: #1b1f27 }}
h2 {{ margin: 40px 0 8px }} h3 {{ font-size: 14px; margin: 16px 0 4px }}
figure {{ display: inline-block; margin: 0 16px 16px 0; vertical-align: top }} figcaption {{ color: #5c6573 }}
img {{ max-width: 620px; border: 1px solid #d8dbe2; border-radius: 8px; display: block }} a {{ margin-right: 12px }}
body[data-theme=light] figure:not(.light), body[data-theme=dark] figure:not(.dark) {{ display: none }}
</style><body><h1>Gallery</h1>
<p>{count} pictures. <button data-theme="">all</button> <button data-theme="light">light</button>
<button data-theme="dark">dark</button></p><nav>{links}</nav>
{suites}
<script>
for (const b of document.querySelectorAll("button"))
  b.onclick = () => {{ document.body.dataset.theme = b.dataset.theme; }};
</script></body></html>
"""

FIGURE = """<figure class="{theme}"><figcaption>{theme}, {scale}x, {w} x {h}</figcaption>
<img loading="lazy" alt="{alt}" src="data:image/png;base64,{data}"></figure>"""


def pictures(folder):
    """(suite, name, theme, scale, path) of every golden below `folder`, in the order of the page."""
    found = []
    for suite in sorted(os.listdir(folder)):
        below = os.path.join(folder, suite)
        for file in sorted(os.listdir(below)) if os.path.isdir(below) else ():
            match = NAME.fullmatch(file)
            if match:
                found.append((suite, match["name"], match["theme"], match["scale"], os.path.join(below, file)))
    return sorted(found, key=lambda p: (p[0], p[1], p[2] != "light", p[2], float(p[3])))


def page(folder):
    """The whole page as text."""
    parts, suites, last = [], [], (None, None)
    everything = pictures(folder)
    for suite, name, theme, scale, path in everything:
        if suite != last[0]:
            suites.append(suite)
            parts.append(f'<h2 id="{html.escape(suite)}">{html.escape(suite)}</h2>')
        if (suite, name) != last:
            parts.append(f"<h3>{html.escape(name)}</h3>")
        last = suite, name
        with open(path, "rb") as file:
            data = file.read()
        w, h = read_size(data)
        parts.append(FIGURE.format(theme=html.escape(theme), scale=html.escape(scale), w=w, h=h,
                                   alt=html.escape(f"{suite}/{name}, {theme}"), data=base64.b64encode(data).decode("ascii")))
    links = "".join(f'<a href="#{html.escape(s)}">{html.escape(s)}</a>' for s in suites)
    return PAGE.format(count=len(everything), links=links, suites="\n".join(parts))


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: gallery.py FOLDER PAGE")
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write(page(sys.argv[1]))
    print(f"{len(pictures(sys.argv[1]))} pictures: {sys.argv[2]}")


if __name__ == "__main__":
    main()
