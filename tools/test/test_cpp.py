#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ui.h and ui.hpp as C++17 by g++ and clang++: the samples compile without a warning and show what they show in C."""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OUT = pathlib.Path(os.environ.get("HESPER_OUT", "build"))
SAMPLES = {"counter": "apps/counter/main.c", "todo": "docs/samples/todo.c"}
LIBS = ["libui.a", "libs.base.a", "libs.hsys.a", "libs.ipc.a", "libs.test.a", "libs.ui_wire.a"]
IDLS = ["init", "log", "notify", "ui", "vm"]
SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
C = ["clang", "-std=gnu2x", "-g", "-DHESPER_HOST=1", *SANITIZE, "-Wno-missing-field-initializers"]
INCLUDES = [f"-I{folder}" for folder in (
    "libui/include", "libui/private", "libui/test", "libs/abi/include", "libs/base/include", "libs/hsys/include",
    "libs/ipc/include", "libs/test/include", "libs/ui_wire/include", OUT / "gen/ui_tree",
    *(OUT / f"gen/stage/{idl}" for idl in IDLS))]
CXX = ["-std=c++17", "-Wall", "-Wextra", "-Werror", "-Wno-missing-field-initializers", "-fno-exceptions", "-fno-rtti",
       "-nostdinc++", "-Ilibui/include", f"-I{OUT / 'gen/ui_tree'}"]
RETAINED = '''#include <ui.h>
static ui_button_t button;
static void clicked(ui_event_t, ui_button_t b) { ui_button_set_text(b, "Clicked!"); }
static void render() {
    ui_window_t w = ui_window();
    ui_window_set_title(w, "Retained");
    ui_text_t t = ui_text();
    ui_text_set_body(t, "Click");
    button = ui_button();
    ui_button_set_text(button, t);
    ui_on_click(button, clicked);
    ui_draw_button(ui_window_get_canvas(w), button, 10, 60);
}
int main() { return ui_run_once(render); }
'''


def run(*words):
    done = subprocess.run([str(word) for word in words], cwd=ROOT, capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else done.stdout + done.stderr or f"status {done.returncode}"


def report(name, problem):
    if problem:
        print("# " + problem.strip().replace("\n", "\n# "))
    print(f"{'not ok' if problem else 'ok'} - cpp.{name}")
    return bool(problem)


def rename(sample, language):
    return [f"-Dmain={language}_{sample}", "-Dui_run=keep_view"]


def same_in_both(compiler, folder):
    """A sentence, or None when the samples do the same in both languages."""
    objects = []
    for sample, source in SAMPLES.items():
        objects += [folder / f"{sample}.c.o", folder / f"{sample}.cpp.o"]
        if problem := run(*C, *INCLUDES, *rename(sample, "c"), "-c", source, "-o", objects[-2]) or \
                run(compiler, *CXX, *extra(compiler), *rename(sample, "cpp"), "-c", f"docs/samples/{sample}.cpp", "-o", objects[-1]):
            return problem
    for source in ("libui/test/cpp/same.c", "libui/test/fake_server.c"):
        objects.append(folder / (pathlib.Path(source).name + ".o"))
        if problem := run(*C, *INCLUDES, "-c", source, "-o", objects[-1]):
            return problem
    program = folder / "same"
    return run("clang", *SANITIZE, "-fuse-ld=lld", "-o", program, *objects,
               *(OUT / f"host/obj/idl/{idl}.c.o" for idl in IDLS), "-Wl,--start-group",
               *(OUT / "host/lib" / lib for lib in LIBS), "-Wl,--end-group", "-lm", "-lpthread") or run(program)


def extra(compiler):
    return ["-Wno-c++20-designator"] if compiler == "clang++" else []


failed = False
with tempfile.TemporaryDirectory() as name:
    scratch = pathlib.Path(name)
    (scratch / "retained.cpp").write_text(RETAINED, "utf-8")
    for cxx in ("g++", "clang++"):
        failed |= report(f"{cxx}.retained_style", run(cxx, *CXX, *extra(cxx), "-c", scratch / "retained.cpp", "-o",
                                                      scratch / "retained.o"))
        failed |= report(f"{cxx}.the_same_as_in_c", same_in_both(cxx, scratch))
sys.exit(1 if failed else 0)
