#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each kind of mistake that tools/check_layers.py looks for is found, and a clean tree is clean."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import check_layers

SPDX = "// SPDX-License-Identifier: MIT\n"
CLEAN = {
    "libs/abi/build.mk": "lib := abi\n",
    "libs/base/build.mk": "lib := base\nsrcs := base.c\nlibs := abi\n",
    "libs/base/include/base/base.h": SPDX,
    "libs/base/base.c": SPDX + "#include <base/base.h>\n",
    "libs/hsys/build.mk": "lib := hsys\nlibs := base abi\n",
    "libs/hsys/include/hsys/trap.h": SPDX + "#include <base/base.h>\n",
    "apps/hello/build.mk": "component := hello\nlibs := base\n",
    "apps/hello/main.c": SPDX + "#include <base/base.h>\n",
}


class LayersTest(unittest.TestCase):
    def findings(self, **changes):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder).resolve()
            for name, text in {**CLEAN, **changes}.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
            old, check_layers.ROOT = check_layers.ROOT, root
            try:
                return check_layers.Checker().run()
            finally:
                check_layers.ROOT = old

    def assert_found(self, text, changes):
        found = self.findings(**changes)
        self.assertTrue(any(text in line for line in found), found)

    def test_clean_tree(self):
        self.assertEqual(self.findings(), [])

    def test_app_includes_trap_library(self):
        self.assert_found("apps/hello/main.c:2: <hsys/trap.h>: code here may not include hsys",
                          {"apps/hello/main.c": SPDX + "#include <hsys/trap.h>\n"})

    def test_library_uses_a_higher_one(self):
        self.assert_found("libs/base/build.mk:2: libs/base may not use hsys",
                          {"libs/base/build.mk": "lib := base\nlibs := abi hsys\n"})

    def test_libui_uses_the_driver_library(self):
        self.assert_found("libui/build.mk:2: libui may not use drv",
                          {"libs/drv/build.mk": "lib := drv\nlibs := base\n",
                           "libui/build.mk": "lib := libui\nlibs := drv\n"})

    def test_included_but_not_listed(self):
        self.assert_found("base is not in libs of apps/hello/build.mk",
                          {"apps/hello/build.mk": "component := hello\n"})

    def test_name_that_does_not_exist(self):
        self.assert_found("apps/hello/build.mk:2: there is no library bsae",
                          {"apps/hello/build.mk": "component := hello\nlibs := base bsae\n"})

    def test_header_of_another_component(self):
        self.assert_found('"../../drivers/a/a.h" belongs to drivers/a',
                          {"drivers/a/build.mk": "component := a\n", "drivers/a/a.h": SPDX,
                           "apps/hello/main.c": SPDX + '#include "../../drivers/a/a.h"\n'})

    def test_core_includes_a_cpu(self):
        self.assert_found("kernel/core may not include kernel/arch/x86_64/mmu.h",
                          {"kernel/build.mk": "component := kernel\n",
                           "kernel/arch/x86_64/mmu.h": SPDX,
                           "kernel/core/cap.c": SPDX + '#include "../arch/x86_64/mmu.h"\n'})

    def test_cpu_includes_another_cpu(self):
        self.assert_found("kernel/arch/x86_64/mmu.h is private to kernel/arch/x86_64",
                          {"kernel/build.mk": "component := kernel\n",
                           "kernel/arch/x86_64/mmu.h": SPDX,
                           "kernel/arch/aarch64/a.c": SPDX + '#include "../x86_64/mmu.h"\n'})

    def test_headers_in_a_circle(self):
        self.assert_found("headers include each other",
                          {"apps/hello/a.h": SPDX + '#include "b.h"\n',
                           "apps/hello/b.h": SPDX + '#include "a.h"\n'})

    def test_long_file(self):
        self.assert_found("longer than 800 lines", {"apps/hello/a.c": SPDX + "\n" * 801})

    def test_no_licence(self):
        self.assert_found("apps/hello/a.c:1: no line SPDX", {"apps/hello/a.c": "int a;\n"})


if __name__ == "__main__":
    unittest.main()
