# SPDX-License-Identifier: MIT
# Static checks of the source. Fuzzing, tests and budgets are elsewhere.

.PHONY: check check-format check-layers check-abi check-docs check-tidy fmt
## make check          formatting, layers, interface promises, documents, clang-tidy
## make fmt            format all C source in place
check: check-layers check-format check-abi check-docs check-tidy

own_c = find kernel libs libui servers drivers gui apps tools tests -name '*.[ch]' \
    -not -path 'libs/ports/*' 2>/dev/null
check-format:
	$(Q)$(own_c) | xargs clang-format --dry-run --Werror

fmt:
	$(Q)$(own_c) | xargs clang-format -i

check-layers:
	$(Q)$(PYTHON) tools/check_layers.py

# interfaces/abi/X.abi holds what was promised: it may gain lines, not lose or change any.
## make bless-abi      record new promises of interfaces/*.idl in interfaces/abi
.PHONY: bless-abi
check-abi:
	$(Q)$(PYTHON) tools/idlc/idlc.py --check-abi interfaces/abi

bless-abi:
	$(Q)$(PYTHON) tools/idlc/idlc.py --update-abi interfaces/abi

# Links and paths lead somewhere; code in documents is that of the files it names.
check-docs:
	$(Q)$(PYTHON) tools/docs/check_links.py
	$(Q)$(PYTHON) tools/docs/check_code.py README.md docs/*.md

# Cases may be long lists, and macros nest deep in them.
tidy_test := --checks=-readability-function-size,-bugprone-suspicious-memory-comparison,-cert-err34-c

# One stamp per source; analysed again when its object is newer. A file gets at most two minutes.
define tidy_rule
$(OUT)/tidy/$1.ok: $(tidy_object.$1) .clang-tidy
	$$(call say,TIDY,$1)
	$(Q)mkdir -p $$(@D)
	$(Q)timeout 120 clang-tidy --quiet $(if $(findstring test/,$1),$(tidy_test)) $1 -- $$(filter-out -Werror,$$($(tidy.$1))) 2>$$@.log || \
	    { cat $$@.log; exit 1; }
	$(Q)touch $$@
endef
ifneq ($(filter check check-tidy %.ok compile_commands.json,$(MAKECMDGOALS)),)
$(foreach s,$(tidy_sources),$(eval $(call tidy_rule,$s)))
endif
check-tidy: $(tidy_sources:%=$(OUT)/tidy/%.ok)

# For editors: make compile_commands.json
define json_entry
{"directory": "$(CURDIR)", "file": "$1", "command": "clang $(subst ",\",$($(tidy.$1))) -c $1"}$(comma)

endef
compile_commands.json: $(build_files)
	$(file >$@,[)
	$(foreach s,$(tidy_sources),$(file >>$@,$(call json_entry,$s)))
	$(file >>$@,{}])
