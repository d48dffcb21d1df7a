#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`make new-app` in a copy of the few folders it looks at."""
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
failed = 0


def report(name, problem):
    global failed
    if problem:
        failed += 1
        print(f"# {problem}")
    print(f"{'not ok' if problem else 'ok'} - new_app.{name}")


def run(root, name):
    return subprocess.run([sys.executable, ROOT / "tools/new_app.py", name, "--root", root], capture_output=True,
                          text=True, check=False)


with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    (root / "servers/vm").mkdir(parents=True)
    (root / "servers/vm/manifest.toml").write_text("", "utf-8")
    (root / "image/lists").mkdir(parents=True)
    desktop = root / "image/lists/desktop.txt"
    desktop.write_text("servers/vm\n", "utf-8")

    for name in ("Upper", "9lives", "a-b", "../x", "x" * 32, ""):
        done = run(root, name)
        report(f"refuses_{name or 'nothing'}".replace("/", "_").replace(".", "_"),
               done.returncode != 1 and f"{name!r} was taken")
    done = run(root, "vm")
    report("refuses_a_component", "already a component" not in done.stderr and f"said {done.stderr!r}")
    report("changes_nothing_when_it_refuses",
           ((root / "apps").exists() or desktop.read_text("utf-8") != "servers/vm\n") and "something was written")

    done = run(root, "my_app")
    main = root / "apps/my_app/main.c"
    report("makes_an_app", (done.returncode != 0 or 'Window("My app"' not in main.read_text("utf-8")) and done.stderr)
    report("is_on_the_image", desktop.read_text("utf-8") != "servers/vm\napps/my_app\n" and desktop.read_text("utf-8"))
    report("leaves_no_placeholder", any("@" in file.read_text("utf-8") for file in main.parent.iterdir()) and "an @ is left")
    done = run(root, "my_app")
    report("refuses_what_is_there", done.returncode != 1 and "made twice")
sys.exit(1 if failed else 0)
