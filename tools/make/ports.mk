# SPDX-License-Identifier: MIT
# Third-party code: fetched, built outside the checkout, kept in HESPER_CACHE by the hash of its recipe.

port_files := $(sort $(wildcard libs/ports/*.lock libs/ports/*.py libs/ports/*/*) tools/ports.py)

# build/ports.mk holds port.<name>, port.<name>.<host|target>.{stamp,cflags,libs} and a rule for each stamp.
ifneq ($(heavy),)
include $(OUT)/ports.mk
endif

# Recipes are hashed here, once after one of them changed; nothing is fetched or built yet.
$(OUT)/ports.mk: $(port_files) $(OUT)/setup.mk
	$(Q)mkdir -p $(@D)
	$(Q)HESPER_CACHE=$(HESPER_CACHE) $(PYTHON) tools/ports.py mk >$@

.PHONY: ports ports-host
## make ports          fetch and build all third-party code (into HESPER_CACHE)
ports: $(port_stamps_all)
ports-host: $(foreach p,$(ports_all),$(port.$p.host.stamp))

# musl programs: start-up object, C library, the arithmetic clang calls.
port.musl.target.crt = $(addprefix $(port.musl.target.dir)/lib/,rcrt1.o libc.a) \
    $(port.builtins.target.libs)
