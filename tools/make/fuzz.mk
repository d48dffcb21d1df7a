# SPDX-License-Identifier: MIT
# Fuzzing of the decoders that idlc generates. libFuzzer starts from one valid message per method.

.PHONY: fuzz $(idl_names:%=fuzz-%)
FUZZ_S ?= 60
## make fuzz           look for mistakes in the decoders, FUZZ_S=60 seconds for each interface (or fuzz-ui)
fuzz: $(idl_names:%=fuzz-%)

fuzz_sources := $(sort $(wildcard tools/idlc/fuzz/*.c libs/base/*.c)) \
    $(addprefix libs/ipc/,wire.c events.c cap_check.c)
define fuzz_rules
$(OUT)/fuzz/$1_fuzz: $(idl_dir)/$1.stamp $(idl_names:%=$(idl_dir)/%.stamp) $(fuzz_sources) \
    $(sort $(wildcard tools/idlc/fuzz/*.h libs/ipc/include/ipc/*.h libs/base/include/base/*.h))
	$$(call say,FUZZ,$1)
	$(Q)mkdir -p $$(@D)
	$(Q)$(CC) $(host_flags) -fsanitize=fuzzer -iquote tools/idlc/fuzz -I$(idl_dir) $(idl_cflags) \
	    $(idl_dir)/$1_fuzz.c $(idl_names:%=$(idl_dir)/%.c) $(fuzz_sources) -o $$@
fuzz-$1: $(OUT)/fuzz/$1_fuzz
	$(Q)mkdir -p $(OUT)/fuzz/$1
	$(Q)$$< --write-seeds=$(OUT)/fuzz/$1
	$(Q)$$< --check-seeds >$(OUT)/fuzz/$1.log 2>&1 || { cat $(OUT)/fuzz/$1.log; exit 1; }
	$(Q)$$< -timeout=1 -len_control=0 -max_total_time=$(FUZZ_S) -artifact_prefix=$(OUT)/fuzz/$1. \
	    $(OUT)/fuzz/$1 >$(OUT)/fuzz/$1.log 2>&1 || { tail -n 40 $(OUT)/fuzz/$1.log; exit 1; }
	@echo "fuzz: $1: $$$$(grep -m1 -o 'Done.*' $(OUT)/fuzz/$1.log)"
endef
ifneq ($(filter fuzz%,$(MAKECMDGOALS)),)
$(foreach i,$(idl_names),$(eval $(call fuzz_rules,$i)))
endif

# The region of a Cells node, which an app may fill with anything.
.PHONY: fuzz-cells
fuzz: fuzz-cells
fuzz_cells_c := libs/ui_wire/fuzz/cells.c libs/ui_wire/cells.c
$(OUT)/fuzz/cells: $(fuzz_cells_c) $(wildcard libs/ui_wire/include/ui_wire/*.h)
	$(call say,FUZZ,cells)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(host_flags) -fsanitize=fuzzer -Ilibs/ui_wire/include -Ilibs/ui_wire -Ilibs/base/include \
	    -Ilibs/abi/include -I$(OUT)/gen/ui_tree $(fuzz_cells_c) -o $@
fuzz-cells: $(OUT)/fuzz/cells
	$(Q)mkdir -p $(OUT)/fuzz/cells.corpus
	$(Q)python3 -c 'import struct,sys; head=struct.pack("<Q8I",2,0x4c4c4543,8,2,1,1,1,3,1); one=head.ljust(8192,b"\0")+b"a\0\0\0\1\1\0\1"*16; sys.stdout.buffer.write(one+one.replace(b"\2",b"\4",1))' >$(OUT)/fuzz/cells.corpus/two
	$(Q)$< -timeout=1 -max_len=17408 -len_control=0 -max_total_time=$(FUZZ_S) -artifact_prefix=$(OUT)/fuzz/cells. \
	    $(OUT)/fuzz/cells.corpus >$(OUT)/fuzz/cells.log 2>&1 || { tail -n 40 $(OUT)/fuzz/cells.log; exit 1; }
	@echo "fuzz: cells: $$(grep -m1 -o 'Done.*' $(OUT)/fuzz/cells.log)"

# Acts on a document of a text area.
.PHONY: fuzz-edit
fuzz: fuzz-edit
fuzz_edit_c := gui/server/fuzz/edit.c $(wildcard gui/server/edit/*.c) libs/base/utf8.c
$(OUT)/fuzz/edit: $(fuzz_edit_c) $(wildcard gui/server/edit/*.h)
	$(call say,FUZZ,edit)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(host_flags) -fsanitize=fuzzer -Igui/server/edit -Ilibs/base/include -Ilibs/abi/include \
	    $(fuzz_edit_c) -o $@
fuzz-edit: $(OUT)/fuzz/edit
	$(Q)mkdir -p $(OUT)/fuzz/edit.corpus
	$(Q)$< -timeout=1 -max_len=1024 -len_control=0 -max_total_time=$(FUZZ_S) \
	    -artifact_prefix=$(OUT)/fuzz/edit. $(OUT)/fuzz/edit.corpus >$(OUT)/fuzz/edit.log 2>&1 || \
	    { tail -n 40 $(OUT)/fuzz/edit.log; exit 1; }
	@echo "fuzz: edit: $$(grep -m1 -o 'Done.*' $(OUT)/fuzz/edit.log)"

# Trees, rings of events, fonts, saved state: what apps, files and a dead server leave. The sources under
# test are compiled for libFuzzer; what stands around them comes from the host's libraries.
# 1: name, 2: sources, 3: more flags for the compiler, 4: options of libFuzzer
fuzz_gui_flags = $(comp.gui.test.cflags) -iquote gui/server/test
fuzz_gui_libs = $(call host_archive,comp.gui) \
    $(foreach l,$(call lib_closure,$(comp.gui.libs) base abi),$(if $(call has_host,lib.$l),$(call host_archive,lib.$l)))
define fuzz_gui_rules
.PHONY: fuzz-$1
fuzz: fuzz-$1
$(OUT)/fuzz/$1: $2 gui/server/fuzz/stop.c $(fuzz_gui_libs) $(OUT)/test/gui.server.test_state
	$$(call say,FUZZ,$1)
	$(Q)mkdir -p $$(@D)
	$(Q)$(CC) $$(fuzz_gui_flags) -fsanitize=fuzzer -fuse-ld=lld $3 $2 gui/server/fuzz/stop.c gui/server/test/fake_log.c -Wl,--start-group $$(fuzz_gui_libs) \
	    $(foreach i,$(comp.gui.idls),$(obj_host)/idl/$i.c.o) -Wl,--end-group \
	    $$(call port_libs,$$(call all_ports,comp.gui),host) $(host_ldlibs) -o $$@
fuzz-$1: $(OUT)/fuzz/$1
	$(Q)mkdir -p $(OUT)/fuzz/$1.corpus
	$(if $(filter seeds,$4),$(Q)$$< --write-seeds=$(OUT)/fuzz/$1.corpus)
	$(Q)$$< $(filter -%,$4) -max_total_time=$(FUZZ_S) -artifact_prefix=$(OUT)/fuzz/$1. \
	    $(OUT)/fuzz/$1.corpus >$(OUT)/fuzz/$1.log 2>&1 || { tail -n 40 $(OUT)/fuzz/$1.log; exit 1; }
	@echo "fuzz: $1: $$$$(grep -m1 -o 'Done.*' $(OUT)/fuzz/$1.log)"
endef
$(eval $(call fuzz_gui_rules,tree,libs/ui_wire/test/fuzz_tree.c gui/server/fuzz/tree_seeds.c \
    gui/server/test/tree_text.c libs/ui_wire/tree.c libs/ui_wire/validate.c,,seeds -timeout=5 -max_len=16384))
$(eval $(call fuzz_gui_rules,events,gui/server/fuzz/events.c libs/ui_wire/events.c,,-timeout=5 -max_len=40000))
$(eval $(call fuzz_gui_rules,fonts,gui/server/fuzz/fonts.c $(wildcard gui/server/text/text*.c),,\
    seeds -timeout=20 -max_len=64))
$(eval $(call fuzz_gui_rules,state,gui/server/fuzz/state.c gui/server/test/rig.c gui/server/test/tree_text.c \
    $(wildcard gui/server/core/state_*.c) gui/server/scene/scene_state.c,-Dstate_sum=state_any_sum,-timeout=20 -max_len=120))
