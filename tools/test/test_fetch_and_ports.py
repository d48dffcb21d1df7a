#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Mistakes in the lock file and in recipes give one sentence with file and line."""
import hashlib
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import fetch
import ports

GOOD = hashlib.sha256(b"good").hexdigest()


class FakeApt:
    """Offers one file with the given bytes, or nothing."""
    trouble = ""

    def __init__(self, data):
        self.data = data

    def uris(self, _package, _version=""):
        return [] if self.data is None else [("http://x/a.tar.gz", "a.tar.gz", "")]

    def download(self, _uri, target, _digest):
        target.write_bytes(self.data)
        return True


class FetchTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.dir = pathlib.Path(folder.name)

    def fetcher(self, data):
        lock = self.dir / "deps.lock"
        lock.write_text(f"# comment\nsrc a 1-1 a.tar.gz {GOOD}\n", "utf-8")
        made = fetch.Fetcher(self.dir)
        self.addCleanup(made.guard.close)
        made.pins = fetch.read_lock(lock)
        made.apt = FakeApt(data)
        return made

    def assert_fails(self, what, text):
        with self.assertRaises((fetch.FetchError, ports.PortError)) as caught:
            what()
        self.assertIn(text, str(caught.exception))
        self.assertNotIn("\n", str(caught.exception))

    def test_good_file_is_fetched_once(self):
        made = self.fetcher(b"good")
        path = made.pinned("a.tar.gz")
        self.assertEqual(path.read_bytes(), b"good")
        made.apt = FakeApt(None)
        self.assertEqual(made.pinned("a.tar.gz"), path)

    def test_wrong_checksum_names_the_line(self):
        made = self.fetcher(b"evil")
        self.assert_fails(lambda: made.pinned("a.tar.gz"), "deps.lock:2: a.tar.gz has the wrong")
        self.assertFalse((self.dir / "dl/a.tar.gz").exists())

    def test_damaged_cache_is_fetched_again(self):
        made = self.fetcher(b"good")
        made.pinned("a.tar.gz").write_bytes(b"damaged")
        self.assertEqual(made.pinned("a.tar.gz").read_bytes(), b"good")

    def test_file_that_is_gone_names_the_line(self):
        made = self.fetcher(None)
        self.assert_fails(lambda: made.pinned("a.tar.gz"), "deps.lock:2: a.tar.gz cannot be")

    def test_short_lock_line_is_refused(self):
        lock = self.dir / "deps.lock"
        lock.write_text("src a 1-1 a.tar.gz\n", "utf-8")
        self.assert_fails(lambda: fetch.read_lock(lock), "deps.lock:1: expected")

    def test_unpatched_sources_are_refused_without_network(self):
        made = self.fetcher(None)
        self.assert_fails(lambda: made.debian_patches("a"), "Debian's security patches of a")


class RecipeTest(unittest.TestCase):
    def test_unknown_port(self):
        with self.assertRaisesRegex(ports.PortError, "there is no port nothing"):
            ports.Port("nothing")

    def test_every_recipe_is_pinned_and_has_a_licence(self):
        for port in ports.all_ports():
            self.assertRegex(port.hash, "^[0-9a-f]{16}$")
            self.assertTrue(port.recipe["licence"])

    def test_libraries_come_before_what_they_need(self):
        self.assertEqual(ports.closure("cairo"), ["cairo", "pixman", "freetype"])


if __name__ == "__main__":
    unittest.main()
