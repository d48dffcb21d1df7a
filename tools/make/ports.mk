# SPDX-License-Identifier: MIT
# Third-party code: fetched, built outside the checkout, kept in HESPER_CACHE by the hash of its recipe.

port_files := $(sort $(wildcard libs/ports/*.lock libs/ports/*.py libs/ports/*/*) tools/ports.py)

# build/ports.mk holds port.<name>, port.<name>.<host|target>.{stamp,cflags,libs} and a rule for each stamp.
ifneq ($(heavy),)
-include $(OUT)/ports.mk
endif
