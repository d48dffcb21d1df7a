# SPDX-License-Identifier: MIT
# Benchmarks against their budgets: build/bench.json.

.PHONY: bench
insncount := $(OUT)/test/insncount.so
$(insncount): tests/bench/insncount.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -O2 -shared -fPIC -Wall -Wextra -Werror -o $@ $<

## make bench          measure in guest instructions, compare with the budgets, write build/bench.json
bench: $(insncount) $(kernel_elf) $(kernel_stripped) $(target_dir)/hello.stripped $(image_dir)/test.archive
	$(Q)HESPER_OUT=$(OUT) $(PYTHON) tests/bench/bench.py --plugin $(insncount) --kernel-runner tests/kernel/run.py \
	    --out $(OUT)/bench.json
