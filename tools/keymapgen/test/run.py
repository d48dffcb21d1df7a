#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Layout files with one mistake each, and small ones whose keys must come out right."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import keymapgen  # noqa: E402
import xkb  # noqa: E402

failed = 0


def report(name, problem):
    global failed
    if problem:
        failed += 1
        print(f"# {problem}")
    print(f"{'not ok' if problem else 'ok'} - keymapgen.{name}")


def read(files, name="a"):
    with tempfile.TemporaryDirectory() as folder:
        for file, text in files.items():
            (pathlib.Path(folder) / file).write_text(text, "utf-8")
        return xkb.Layouts(pathlib.Path(folder)).keys(name)


def is_mistake(name, text, sentence):
    try:
        read({"a": text})
        problem = "was accepted"
    except xkb.Mistake as mistake:
        said = str(mistake).rpartition("/")[2]
        problem = said != sentence and f"expected '{sentence}', got '{said}'"
    report(name, problem)


def gives(name, files, expected):
    try:
        found = read(files)
        problem = found != expected and f"expected {expected}, got {found}"
    except xkb.Mistake as mistake:
        problem = str(mistake)
    report(name, problem)


START = 'default xkb_symbols "x" {\n'
is_mistake("an_open_section", START + "key <A> { [ a ] };", "a:2: expected 'more', found 'the end'")
is_mistake("an_unknown_sign", START + "key <A> { [ ? ] };\n};", "a:2: cannot read '?'")
is_mistake("a_list_without_commas", START + "key <A> { [ a b ] };\n};", "a:2: expected ',', found 'b'")
is_mistake("no_section", "// nothing", "a:1: there is no section 'default'")
is_mistake("an_include_of_nothing", START + 'include "zz(y)"\n};', "a:2: there is no file 'zz'")
is_mistake("an_include_of_itself", START + 'include "a"\n};', "a:1: includes go round in a circle")
gives("a_later_key_wins_level_by_level",
      {"a": START + 'include "b(y)"\nkey <A> { [ x, NoSymbol ] };\n};',
       "b": 'xkb_symbols "z" { key <A> { [ q ] }; };\n'
            'xkb_symbols "y" { key <A> { [ a, b, c ] }; key <B> { type[Group1]="T", symbols[Group1]= [ d ] }; };'},
      {"A": ["x", "b", "c"], "B": ["d"]})

NAMES = {"eacute": 0xE9, "EuroSign": 0x20AC, "cuneiform": 0x12000}
for symbol, expected in {"a": 0x61, "eacute": 0xE9, "dead_acute": 0x301, "dead_unknown": 0, "U201C": 0x201C,
                         "0x1001E9E": 0x1E9E, "Eisu_toggle": 0, "cuneiform": 0}.items():
    got = keymapgen.code_point(symbol, NAMES)
    report(f"symbol_{symbol.lower()}", got != expected and f"expected {expected:#x}, got {got:#x}")
sys.exit(1 if failed else 0)
