#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of the interface compiler. Prints `ok - idlc.case` lines; run.py TEXT runs some of them.

bad/X.idl      one mistake each; line 2 says what idlc must answer. Files of bad/X/ lie next to it.
good/*.idl     compiled with every warning; loopback.c runs clients against servers under ASan and UBSan.
mutants        a check is taken out of the decoders: the generated fuzz program must notice.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
IDLC = ROOT / "tools" / "idlc" / "idlc.py"
WARNINGS = """-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-align
-Wcast-qual -Wundef -Wvla -Walloca -Wwrite-strings -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum
-Wconversion -Wsign-conversion -Wnull-dereference -Wdouble-promotion -Wredundant-decls -Werror""".split()
INCLUDES = [f"-I{ROOT}/libs/{lib}/include" for lib in ("abi", "base", "ipc", "test")]
HOST = ["clang", "-std=gnu2x", "-g", "-O1", "-fno-sanitize-recover=all", "-DHESPER_HOST=1"]
SANITIZERS = "address,undefined"
FREESTANDING = ["clang", "-std=gnu2x", "-O2", "-ffreestanding", "-nostdlibinc", "-fPIE",
                "-mgeneral-regs-only", "-DNDEBUG=1"]
RUNTIME = [ROOT / "libs" / "ipc" / name for name in ("wire.c", "events.c", "cap_check.c")]
BASE = sorted((ROOT / "libs" / "base").glob("*.c"))
FUZZ_DIR = ROOT / "tools" / "idlc" / "fuzz"


class Failure(Exception):
    """Why a case failed."""


def run(argv, timeout=100):
    done = subprocess.run([str(a) for a in argv], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=timeout, check=False, text=True, errors="replace")
    return done.returncode, done.stdout


def must(argv, **options):
    status, text = run(argv, **options)
    if status != 0:
        raise Failure(f"exit status {status} of {' '.join(str(a) for a in argv)}\n{text}")
    return text


def idlc(*args):
    return run([sys.executable, IDLC, *args])


def generate(folder, files=None):
    must([sys.executable, IDLC, *(files or sorted((HERE / "good").glob("*.idl"))), "--out", folder])


# Mistakes.

def bad_case(path):
    """The answer to one mistake, word for word."""
    expected = path.read_text().split("\n")[1].removeprefix("// expect: ")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(path, folder)
        beside = path.with_suffix("")
        if beside.is_dir():
            for other in beside.iterdir():
                shutil.copy(other, folder)
        status, text = idlc(os.path.join(folder, path.name), "--out", os.path.join(folder, "out"))
        text = text.replace(folder, "DIR").rstrip("\n")
    if status != 1:
        raise Failure(f"exit status {status}, 1 expected")
    if text != expected:
        raise Failure(f"expected: {expected}\nanswered: {text}")


# Generated code.

def compile_freestanding(folder):
    """No warning in any flavour, for both CPUs; the real interfaces too."""
    generate(folder)
    interfaces = sorted((ROOT / "interfaces").glob("*.idl"))
    if interfaces:
        generate(folder, interfaces)
    for path in sorted(pathlib.Path(folder).glob("*.c")):
        if path.name.endswith("_fuzz.c"):
            continue
        for target in ("x86_64-linux-musl", "aarch64-linux-gnu"):
            must([*FREESTANDING, *WARNINGS, f"--target={target}", *INCLUDES, "-I", folder, "-c", path,
                  "-o", os.path.join(folder, "out.o")])
        must([*HOST, *WARNINGS, "-DIPC_TRACING=1", *INCLUDES, "-I", folder, "-c", path, "-o",
              os.path.join(folder, "out.o")])


def loopback(folder):
    """Runs loopback*.c; prints their cases as its own."""
    generate(folder)
    generated = [p for p in sorted(pathlib.Path(folder).glob("*.c")) if "_fuzz" not in p.name]
    program = os.path.join(folder, "loopback")
    must([*HOST, *WARNINGS, f"-fsanitize={SANITIZERS}", *INCLUDES, "-I", folder, "-iquote", HERE,
          *sorted(HERE.glob("loopback*.c")), *generated, *RUNTIME, ROOT / "libs/ipc/hooks_host.c",
          *BASE, ROOT / "libs/test/test.c", ROOT / "libs/test/host.c", "-o", program])
    status, text = run([program])
    print("\n".join(line for line in text.split("\n") if line.startswith(("ok -", "not ok -", "#"))))
    if status != 0:
        raise Failure(f"exit status {status}\n{text[-2000:]}")


def same_text_same_time(folder):
    """Outputs whose text stays the same are not written again."""
    generate(folder)
    before = {p: p.stat().st_mtime_ns for p in pathlib.Path(folder).iterdir()}
    generate(folder)
    after = {p: p.stat().st_mtime_ns for p in pathlib.Path(folder).iterdir()}
    if before != after or len(before) < 10:
        raise Failure("an output was written again")


def abi_promises(folder):
    """Adding is fine; changing and removing are not."""
    source = pathlib.Path(folder, "shop.idl")
    shutil.copy(HERE / "good" / "types.idl", folder)
    original = (HERE / "good" / "shop.idl").read_text()
    abi = pathlib.Path(folder, "abi")
    abi.mkdir()

    def check(text, expected):
        source.write_text(text)
        status, answer = idlc("--check-abi", str(abi))
        if (status == 0) != (expected == "") or expected not in answer:
            raise Failure(f"status {status}, expected '{expected}', answered: {answer}")

    check(original, "no promises of shop are recorded")
    must([sys.executable, IDLC, "--update-abi", str(abi)])
    check(original, "")
    check(original.replace("fails NOT_FOUND, DENIED;", "fails NOT_FOUND, DENIED, IO;"), "")
    check(original.replace("fails NOT_FOUND, DENIED;", "fails NOT_FOUND;"),
          "broken promise 'fails shop.Counter.buy DENIED'")
    check(original.replace("2: send ring", "12: send ring"), "broken promise 'send shop.Counter.ring = 2")
    check(original.replace("EXPRESS = 1", "EXPRESS = 2"), "broken promise 'bits shop.Options.EXPRESS = 1")
    source.write_text(original.replace("2: send ring", "12: send ring"))
    if idlc("--update-abi", str(abi))[0] == 0:
        raise Failure("a broken promise was overwritten")


# Fuzz programs.

def build_fuzz(folder, name, runtime=None, source=None):
    program = os.path.join(folder, f"{name}_fuzz")
    must([*HOST, f"-fsanitize=fuzzer,{SANITIZERS}", *WARNINGS, *INCLUDES, "-I", folder, "-iquote",
          FUZZ_DIR, os.path.join(folder, f"{name}_fuzz.c"),
          source or os.path.join(folder, f"{name}.c"),
          *[p for p in pathlib.Path(folder).glob("types.c") if name != "types"],
          FUZZ_DIR / "fuzz.c", *(runtime or RUNTIME), *BASE, "-o", program])
    return program


def fuzz(folder, program, *options):
    """Exit status and text of a fuzz run that starts from the seeds."""
    corpus = os.path.join(folder, "corpus")
    shutil.rmtree(corpus, ignore_errors=True)
    os.mkdir(corpus)
    must([program, f"--write-seeds={corpus}"])
    return run([program, "-timeout=1", "-len_control=0", "-max_len=2000", "-seed=1",
                f"-artifact_prefix={folder}/", *options, corpus], timeout=100)


def fuzz_finds_nothing(folder):
    """Valid seeds are accepted, and the decoders survive."""
    generate(folder)
    for name in ("types", "shop"):
        program = build_fuzz(folder, name)
        must([program, "--check-seeds"])
        status, text = fuzz(folder, program, "-runs=40000")
        if status != 0:
            raise Failure(text[-2000:])


#: (name, file, text, replacement): what is taken out.
MUTANTS = [
    ("bound", "wire.c", "if (padded_b > in->left_b)", "if (padded_b > 100000)"),
    ("count", "wire.c", "if (count > max) {\n        return ERR_BAD_MESSAGE",
     "if (count > max + 1) {\n        return ERR_BAD_MESSAGE"),
    ("utf8", "wire.c", "if (!utf8_is_valid(items, len))", "if (0)"),
    ("caps", "wire.c", "if (msg->num_caps != count)", "if (msg->num_caps > 99 + count)"),
    ("range", "shop.c", "head.amount > 100u", "head.amount > 110u"),
    ("enum", "shop.c", "!types_colour_is_valid(head.colour)", "head.colour > 100"),
    ("leak", "shop.c", "ipc_drop_rest(req.spare);", ";"),
]


def mutant_is_found(folder, mutant):
    """The guard of the fuzz programs themselves: a missing check must be found within seconds."""
    _, file, text, replacement = mutant
    generate(folder)
    runtime = list(RUNTIME)
    original = pathlib.Path(folder, file) if file == "shop.c" else ROOT / "libs" / "ipc" / file
    code = original.read_text()
    if text not in code:
        raise Failure(f"{file} does not contain: {text}")
    changed = pathlib.Path(folder, "mutant_" + file)
    changed.write_text(code.replace(text, replacement))
    source = None
    if file == "shop.c":
        source = changed
    else:
        runtime[0] = changed
    program = build_fuzz(folder, "shop", runtime, source)
    status, text = fuzz(folder, program, "-max_total_time=20")
    if status == 0:
        raise Failure("not found in 20 s\n" + text[-500:])
    if "broken promise" not in text and "AddressSanitizer" not in text and "runtime error" not in text:
        raise Failure("ended for another reason\n" + text[-2000:])


def cases():
    """name -> function without arguments."""
    result = {}

    def in_folder(function, *args):
        def case():
            with tempfile.TemporaryDirectory() as folder:
                function(folder, *args)
        return case

    for path in sorted((HERE / "bad").glob("*.idl")):
        result[f"bad_{path.stem}"] = lambda path=path: bad_case(path)
    for function in (same_text_same_time, abi_promises, compile_freestanding, loopback,
                     fuzz_finds_nothing):
        result[function.__name__] = in_folder(function)
    for mutant in MUTANTS:
        result[f"mutant_{mutant[0]}_is_found"] = in_folder(mutant_is_found, mutant)
    return result


def main():
    chosen = sys.argv[1] if len(sys.argv) > 1 else ""
    failed = 0
    for name, case in cases().items():
        if chosen not in f"idlc.{name}":
            continue
        try:
            case()
            print(f"ok - idlc.{name}", flush=True)
        except (Failure, subprocess.TimeoutExpired) as failure:
            failed += 1
            for line in str(failure).split("\n"):
                print(f"# {line}")
            print(f"not ok - idlc.{name}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
