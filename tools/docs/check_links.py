#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Finds links and paths in documents that lead nowhere.

usage: check_links.py [DOCUMENT...]      default: README.md and docs/**/*.md

A link `[text](target)` is relative to its document. A word that begins with a folder of the checkout, like libs/base, is
a path from there. What the build makes (build/...) is not looked at; `*`, `<name>`, `NAME` and `{a,b}` stand for any
text. One line for each finding: file:line: sentence.
"""
import glob
import os
import re
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(r"(?<![\w/.*<>{}@-])(\w+)/[\w.*<>{},@+/-]*")
PLACEHOLDER = re.compile(r"<[^>]*>|\{[^}]*\}|(?<![A-Za-z_])[A-Z]+(?![A-Za-z_])")
HEADING = re.compile(r"^#+ +(.*)$", re.M)
# What an example in a document makes.
EXAMPLES = ("apps/dice",)


def tops(root):
    """Names at the top of the checkout: what begins with one of them is meant as a path."""
    return {name for name in os.listdir(root) if os.path.isdir(os.path.join(root, name))} - {"build", ".git"}


def anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def exists(root, path):
    """Whether `path`, or something that its placeholders may stand for, is there."""
    return any(glob.glob(os.path.join(root, pattern)) for pattern in (path, PLACEHOLDER.sub("*", path)))


def check_link(document, text, target):
    """What is wrong with the target of a link, or ""."""
    if re.match(r"[a-z]+:", target):
        return ""
    path, _, fragment = target.partition("#")
    file = os.path.join(os.path.dirname(document), path) if path else document
    if not os.path.exists(file):
        return f"the link leads to {target}, which is not there"
    if fragment and file.endswith(".md"):
        if file != document:
            with open(file, encoding="utf-8") as source:
                text = source.read()
        if fragment not in map(anchor, HEADING.findall(text)):
            return f'{path or "this document"} has no heading "{fragment}"'
    return ""


def check(document, root=ROOT):
    """Findings of one document, one sentence each."""
    with open(document, encoding="utf-8") as file:
        text = file.read()
    known = tops(root)
    findings = []
    for found in LINK.finditer(text):
        if wrong := check_link(document, text, found[1]):
            findings.append((found.start(), wrong))
    for found in PATH.finditer(text):
        path = found[0].rstrip(".,-")
        if found[1] in known and not path.startswith(EXAMPLES) and not exists(root, path):
            findings.append((found.start(), f"there is no {path}"))
    name = os.path.relpath(document, root)
    return [f"{name}:{text.count(chr(10), 0, start) + 1}: {wrong}" for start, wrong in sorted(findings)]


def main(argv):
    documents = argv[1:] or [os.path.join(ROOT, "README.md")] + \
        sorted(glob.glob(os.path.join(ROOT, "docs", "**", "*.md"), recursive=True))
    findings = [finding for document in documents for finding in check(document)]
    print("\n".join(findings), file=sys.stderr, end="\n" if findings else "")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
