# SPDX-License-Identifier: MIT
# Tests. `make test` ends with the line "N passed, N failed". docs/testing.md explains them.

.PHONY: test test-host test-kernel test-system bless
## make test           all tests; T=text picks programs
## make test-host      unit tests on this machine, under ASan and UBSan, and those of the tools
tool_tests := $(sort $(wildcard tools/test/test_*.py tools/*/test/test_*.py tools/*/test/run.py tests/lib/test/test_*.py))
test_programs += $(tool_tests)
chosen_of = $(if $(T),$(foreach t,$1,$(if $(findstring $(subst /,.,$(T)),$(subst /,.,$t)),$t)),$1)
run_tests = $(Q)HESPER_OUT=$(OUT) HESPER_MODE=$(MODE) $(PYTHON) tools/run_tests.py --log $(OUT)/test/$1.log
chosen_tests := $(call chosen_of,$(test_programs))
test-host: $(chosen_tests)
	$(call run_tests,host) $(chosen_tests)

## make test-kernel    the kernel in QEMU: cases in ring 3, panics
kernel_tests := tests/kernel/run.py
kernel_test_needs := $(target_dir)/kernel.elf $(target_dir)/kernel_test.stripped
test-kernel: $(kernel_test_needs)
	$(call run_tests,kernel) --machines $(kernel_tests)

## make test-system    the whole system in QEMU: PVH, BIOS, UEFI, screenshots
system_tests := $(call chosen_of,$(sort $(wildcard tests/system/test_*.py)))
system_test_needs := $(kernel_stripped) $(image_dir)/test.archive $(image_dir)/full.archive $(test_disk) \
    $(OUT)/sdk/README.md
test-system: $(system_test_needs)
	$(call run_tests,system) --machines $(system_tests)

chosen_machines := $(call chosen_of,$(kernel_tests)) $(system_tests)
test: $(chosen_tests) $(if $(chosen_machines),$(kernel_test_needs) $(system_test_needs))
	$(call run_tests,all) $(chosen_tests) --machines $(chosen_machines)

# All that the tests need, nothing run.
.PHONY: test-build
test-build: $(test_programs) $(kernel_test_needs) $(system_test_needs)

## make bless SHOT=... promote new screenshots to goldens: SHOT='desktop/*'
bless:
	$(Q)HESPER_OUT=$(OUT) $(PYTHON) tools/bless.py '$(SHOT)'

## make gallery-page   all screenshots on one page, build/gallery.html
.PHONY: gallery-page
gallery-page:
	$(Q)mkdir -p $(OUT)
	$(Q)$(PYTHON) tests/lib/gallery.py tests/screens $(OUT)/gallery.html
