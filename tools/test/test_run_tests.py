#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/run_tests.py counts what it should: a suite that cannot fail proves nothing."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent.parent / "run_tests.py"


class RunTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def program(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def run_tool(self, *arguments):
        done = subprocess.run([sys.executable, TOOL, *arguments], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()

    def test_all_passed(self):
        good = self.program("good.py", "print('ok - a')\nprint('ok - b')\n")
        self.assertEqual(self.run_tool(good), (0, ["2 passed, 0 failed"]))

    def test_failed_case_is_shown(self):
        bad = self.program("bad.py", "print('ok - a')\nprint('# why')\nprint('not ok - b')\nraise SystemExit(1)\n")
        status, lines = self.run_tool(bad)
        self.assertEqual((status, lines[-1]), (1, "1 passed, 1 failed"))
        self.assertIn("# why", lines)
        self.assertNotIn("ok - a", lines)

    def test_no_case_is_a_failure(self):
        status, lines = self.run_tool(self.program("empty.py", ""))
        self.assertEqual((status, lines[-1]), (1, "0 passed, 1 failed"))

    def test_log_ends_with_the_result(self):
        log = os.path.join(self.folder.name, "all.log")
        self.run_tool("--log", log, self.program("good.py", "print('ok - a')\n"))
        with open(log, encoding="utf-8") as file:
            self.assertEqual(file.read().splitlines()[-1], "1 passed, 0 failed")

    def test_no_program_is_a_failure(self):
        self.assertEqual(self.run_tool("--machines"), (1, []))

    def test_death_is_a_failure(self):
        dies = self.program("dies.py", "import os\nprint('ok - a', flush=True)\nos.kill(os.getpid(), 9)\n")
        status, lines = self.run_tool(dies)
        self.assertEqual((status, lines[-1]), (1, "1 passed, 1 failed"))

    def test_hang_is_a_failure(self):
        hangs = self.program("hangs.py", "print('ok - a', flush=True)\nwhile True:\n    pass\n")
        status, lines = self.run_tool(hangs, "--timeout", "1")
        self.assertEqual((status, lines[-1]), (1, "1 passed, 1 failed"))

    def test_machines_count_too(self):
        good = self.program("good.py", "print('ok - a')\n")
        bad = self.program("bad.py", "print('not ok - b')\n")
        log = os.path.join(self.folder.name, "all.log")
        status, lines = self.run_tool("--log", log, good, "--machines", bad, good)
        self.assertEqual((status, lines[-1]), (1, "2 passed, 1 failed"))
        with open(log, encoding="utf-8") as file:
            self.assertEqual(file.read().count("ok - a"), 2)


if __name__ == "__main__":
    unittest.main()
