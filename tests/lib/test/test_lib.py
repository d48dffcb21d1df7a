#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The test library itself: pictures, goldens, reports, dumps."""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

import case as case_module  # noqa: E402  (the path must be known first)
import gallery  # noqa: E402
import golden  # noqa: E402
import locator  # noqa: E402
import picture  # noqa: E402
import uitree  # noqa: E402
from case import Failure, case, check, check_equal, main  # noqa: E402


def sample(width=7, height=5, seed=3):
    return picture.Picture(width, height, bytes((i * seed + i // 5) & 255 for i in range(width * height * 3)))


def changed(original, x, y, value):
    rgb = bytearray(original.rgb)
    at = (y * original.width + x) * 3
    rgb[at:at + 3] = bytes(value)
    return picture.Picture(original.width, original.height, rgb)


class Goldens:
    """A folder of goldens and a build folder of their own for one case."""

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory()
        self._before = golden.SCREENS, os.environ.get("HESPER_OUT")
        golden.SCREENS = os.path.join(self._folder.name, "screens")
        os.environ["HESPER_OUT"] = os.path.join(self._folder.name, "build")
        return self

    def __exit__(self, *_):
        golden.SCREENS = self._before[0]
        if self._before[1] is None:
            del os.environ["HESPER_OUT"]
        else:
            os.environ["HESPER_OUT"] = self._before[1]
        self._folder.cleanup()


def failure_of(function, *arguments):
    try:
        function(*arguments)
    except Failure as error:
        return str(error)
    return ""


@case
def png_keeps_every_pixel():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.png")
        original = sample(33, 17)
        with open(path, "wb") as file:
            file.write(original.png())
        check(picture.read_png(path) == original, "the picture read back differs")


@case
def ppm_is_read():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.ppm")
        with open(path, "wb") as file:
            file.write(b"P6\n2 1\n255\n" + bytes(range(6)))
        check_equal(picture.read_ppm(path).pixel(1, 0), (3, 4, 5), "second pixel")


@case
def one_changed_pixel_is_found():
    original = sample()
    x, y = 4, 2
    value = [(c + 9) & 255 for c in original.pixel(x, y)]
    count, largest, box = picture.compare(original, changed(original, x, y, value))
    check_equal((count, box), (1, (x, y, 1, 1)), "pixels and box")
    check(largest >= 9, f"largest difference is {largest}")
    check_equal(picture.compare(original, original), (0, 0, None), "the same picture")


@case
def masks_and_crops():
    original = sample()
    masked = original.masked([(1, 1, 2, 2), (-3, -3, 4, 4)])
    check_equal(masked.pixel(2, 2), (0, 0, 0), "masked pixel")
    check_equal(masked.pixel(3, 2), original.pixel(3, 2), "pixel beside the mask")
    check_equal(original.crop(2, 1, 3, 2).pixel(0, 0), original.pixel(2, 1), "cropped pixel")


@case
def a_missing_golden_fails_until_it_is_blessed():
    with Goldens():
        text = failure_of(golden.expect, "suite/one", sample())
        check("no golden suite/one" in text, f"said {text!r}")
        check_equal(golden.bless("other*"), [], "a pattern that matches nothing")
        check_equal(golden.bless("suite/*"), ["suite/one"], "blessed names")
        check_equal(failure_of(golden.expect, "suite/one", sample()), "", "complaint about the blessed picture")


@case
def a_difference_fails_with_a_report():
    with Goldens():
        failure_of(golden.expect, "suite/one", sample())
        golden.bless("suite/one")
        other = changed(sample(), 4, 2, (1, 2, 3))
        text = failure_of(golden.expect, "suite/one", other, [(4, 2, 1, 1, "Button 'Add'"), (0, 0, 1, 1, "Text 'x'")])
        check("1 pixels differ" in text and "Button 'Add'" in text and "Text" not in text, f"said {text!r}")
        with open(os.path.join(golden.new_folder(), "report.html"), encoding="utf-8") as file:
            page = file.read()
        check("suite/one" in page and "difference" in page and "data:image/png" in page, "the report lacks something")


@case
def dumps_are_parsed_and_searched():
    tree = uitree.parse('Screen { size: 2x2 }\nApp { items: [ Window { title: "A \\"b\\"" bounds: 1,2,30,40 '
                        'content: Row { items: [ Button { text: "x\\n" on: [click, key] } Text { text: "{" } ] } } ] }')
    window = tree.find("Window", 'A "b"')
    check_equal(window.bounds, (1, 2, 30, 40), "bounds")
    check_equal(window.centre, (16, 22), "centre")
    check_equal(tree.find("Button", "x\n").get("on"), "click key", "events")
    check_equal(tree.find("Text").name, "{", "text with a brace")
    try:
        tree.find("Slider")
    except LookupError as error:
        check("Button" in str(error), "the message does not list what is there")
    else:
        check(False, "a missing node was found")


@case
def a_cut_dump_is_an_error():
    try:
        uitree.parse("App { items: [ Window {")
    except ValueError:
        return
    check(False, "a cut dump was accepted")


@case
def failures_are_counted():
    check_equal(failure_of(check, False, "text"), "text", "text of the failure")
    check(case_module.log_dir().endswith("logs"), "folder of the logs")


@case
def the_gallery_holds_every_golden():
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a/one.dark@1", "a/one.light@2", "b/<two>.light@1.5"):
            path = os.path.join(folder, name + ".png")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(sample(33, 17).png())
        with open(os.path.join(folder, "a", "one.dark@1.json"), "w", encoding="ascii") as file:
            file.write("{}")
        names = [f"{suite}/{name}.{theme}@{scale}" for suite, name, theme, scale, _ in gallery.pictures(folder)]
        check_equal(names, ["a/one.light@2", "a/one.dark@1", "b/<two>.light@1.5"], "pictures in their order")
        text = gallery.page(folder)
    check_equal(text.count("<img "), 3, "pictures in the page")
    check_equal(text.count("<h3>"), 2, "names in the page")
    check("&lt;two&gt;" in text and "<two>" not in text, "a name is not escaped")
    check("light, 1.5x, 33 x 17" in text, "theme, scale and size are not there")
    check("http" not in text and 'src="data:image/png;base64,' in text, "the page needs something from elsewhere")


@case
def locators_are_strict():
    tree = uitree.parse('Window { title: "W" bounds: 0,0,100,100 content: Scroll { bounds: 10,10,50,50 items: ['
                        ' Button { text: "Add" bounds: 20,40,20,40 } Button { text: "Far" bounds: 20,90,20,20 }'
                        ' Button { text: "Hidden" } Checkbox { text: "Add" bounds: 12,12,8,8 } ] } }')

    def found(role, name):
        try:
            return locator.Locator(None, role, name).node(tree).kind
        except LookupError as error:
            return str(error).split(";")[0]

    check_equal(found("button", "Add"), "Button", "one by role and name")
    check_equal(found(None, "Add"), "2 nodes are anything 'Add'", "two by name")
    check_equal(found("button", "Hidden"), "0 nodes are button 'Hidden'", "what does not show")
    check_equal(locator.Locator(None, "button", "Add").hit_point(tree), (30, 50), "the centre of what shows")
    check(not locator.Locator(None, "button", "Far").shown(tree), "what was scrolled away counts as visible")


@case
def keys_by_name():
    check_equal(locator.qcodes("Ctrl+Shift+z"), ["ctrl", "shift", "z"], "a chord")
    check_equal(locator.qcodes("Space"), ["spc"], "a key")
    check_equal([key for letter in "A?a " for key in locator.typed(letter)], ["shift", "a", "shift", "slash", "a", "spc"], "text")
    for wrong in ("Hyper+a", "Nokey"):
        try:
            locator.qcodes(wrong)
        except ValueError:
            continue
        check(False, f"{wrong} is a key")


if __name__ == "__main__":
    main("testlib")
