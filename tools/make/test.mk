# SPDX-License-Identifier: MIT
# Tests. `make test` ends with the line "N passed, N failed".

.PHONY: test test-host test-kernel
## make test           all tests
## make test-host      unit tests on this machine, under ASan and UBSan; T=text picks programs
tool_tests := $(sort $(wildcard tools/test/test_*.py tools/*/test/test_*.py tools/*/test/run.py))
test_programs += $(tool_tests)
chosen_tests := $(if $(T),$(foreach t,$(test_programs),$(if $(findstring $(subst /,.,$(T)),$(subst /,.,$t)),$t)),$(test_programs))
test-host: $(chosen_tests)
	$(Q)$(PYTHON) tools/run_tests.py --log $(OUT)/test/host.log $(chosen_tests)

## make test-kernel    the kernel in QEMU: cases in ring 3, panics
test-kernel: $(target_dir)/kernel.elf $(target_dir)/kernel_test.stripped
	$(Q)HESPER_OUT=$(OUT) HESPER_MODE=$(MODE) $(PYTHON) tools/run_tests.py --log $(OUT)/test/kernel.log tests/kernel/run.py

test: test-host test-kernel
