# SPDX-License-Identifier: MIT
# Benchmarks against their budgets: build/bench.json.

.PHONY: bench profile
insncount := $(OUT)/test/insncount.so
$(insncount): tests/bench/insncount.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -O2 -shared -fPIC -Wall -Wextra -Werror -o $@ $<

bench_needs := $(insncount) $(kernel_elf) $(kernel_stripped) $(image_dir)/test.archive $(test_disk)
## make bench          measure in guest instructions, compare with the budgets, write build/bench.json
bench: $(bench_needs) $(image_dir)/desktop.archive $(target_dir)/kernel_test.stripped
	$(Q)HESPER_OUT=$(OUT) $(PYTHON) tests/bench/bench.py --plugin $(insncount) --kernel-runner tests/kernel/run.py \
	    --out $(OUT)/bench.json

## make profile        where instructions go, by task and function: A=boot|button|idle|key|move|pointer|repaint
A ?= button
profile: $(bench_needs)
	$(Q)HESPER_OUT=$(OUT) $(PYTHON) tests/bench/profile.py --plugin $(insncount) $(A)
