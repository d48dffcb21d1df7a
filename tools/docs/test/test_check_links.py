#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is missing is found with its line, what is there or is no path is not, and our own documents are sound."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import check_links  # noqa: E402  (the path must be known first)


class LinksTest(unittest.TestCase):
    def findings(self, text):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in ("docs/b.md", "libs/base/base.c", "tests/test_x.py", "README.md"):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text("# A Title, with `code`\n", "utf-8")
            document = root / "docs/a.md"
            document.write_text("# First\n" + text, "utf-8")
            return check_links.check(str(document), folder)

    def test_what_is_there_is_silent(self):
        for text in ("[b](b.md) [up](../README.md) [web](https://example.org/x.md)", "[b](b.md#a-title-with-code) [here](#first)",
                     "`libs/base`, libs/base/base.c. (libs/base/)"):
            self.assertEqual(self.findings(text), [], text)

    def test_placeholders_stand_for_any_text(self):
        self.assertEqual(self.findings("`libs/<name>/base.c` tests/test_*.py libs/NAME libs/{base,abi} <libs/base/x.h>"), [])

    def test_words_that_are_no_paths(self):
        self.assertEqual(self.findings("and/or build/x86_64/none.elf other/libs/none Sum/libs 1/2"), [])

    def test_missing_link(self):
        self.assertEqual(self.findings("x\n[c](c.md)"), ["docs/a.md:3: the link leads to c.md, which is not there"])

    def test_missing_heading(self):
        self.assertEqual(self.findings("[b](b.md#second)"), ['docs/a.md:2: b.md has no heading "second"'])
        self.assertEqual(self.findings("[a](#second)"), ['docs/a.md:2: this document has no heading "second"'])

    def test_missing_path(self):
        self.assertEqual(self.findings("see `libs/none`,\nthen libs/base/none.c."),
                         ["docs/a.md:2: there is no libs/none", "docs/a.md:3: there is no libs/base/none.c"])

    def test_placeholder_for_nothing(self):
        self.assertEqual(self.findings("tests/none_*.py"), ["docs/a.md:2: there is no tests/none_*.py"])

    def test_our_documents(self):
        done = subprocess.run([sys.executable, HERE.parent / "check_links.py"], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
