# SPDX-License-Identifier: MIT
# Generated sources: message stubs from interfaces/*.idl and the node tree from interfaces/ui_tree.def.

idl_names := $(patsubst interfaces/%.idl,%,$(sort $(wildcard interfaces/*.idl)))
idlc_files := $(sort $(wildcard tools/idlc/*.py))
idl_dir := $(gen_dir)/idl

# A stamp per .idl: idlc rewrites an output only when its text changes, so a comment recompiles nothing.
# The stage folder holds this one header, so that `idls :=` decides what <idl/...> can be included.
# `import vm;` in ui.idl: ui is made again when vm.idl changes, and never without vm.
idl_import_lines := $(shell grep -Ho '^import  *[a-z0-9_]*' interfaces/*.idl | sed 's/:import  */:/')
$(foreach i,$(idl_names),$(eval idl_imports.$i := \
    $(patsubst interfaces/$i.idl:%,%,$(filter interfaces/$i.idl:%,$(idl_import_lines)))))
define idl_rules
$(idl_dir)/$1.stamp: interfaces/$1.idl $(idl_imports.$1:%=interfaces/%.idl) $(idlc_files) \
    | $(idl_imports.$1:%=$(idl_dir)/%.stamp)
	$$(call say,IDL,$$<)
	$(Q)mkdir -p $(idl_dir) $(gen_dir)/stage/$1/idl
	$(Q)$(PYTHON) tools/idlc/idlc.py $$< --out $(idl_dir)
	$(Q)test -e $(gen_dir)/stage/$1/idl/$1.h || \
	    echo '#include "../../../idl/$1.h"' >$(gen_dir)/stage/$1/idl/$1.h
	$(Q)touch $$@
$(idl_dir)/$1.h $(idl_dir)/$1.c $(idl_dir)/$1_fuzz.c $(idl_dir)/$1.md $(idl_dir)/$1.abi: \
    $(idl_dir)/$1.stamp ;
endef
$(foreach i,$(idl_names),$(eval $(call idl_rules,$i)))

# `gens := ui_tree` in a build.mk: -I of its folder, and compilation waits for its stamp.
gen_ui_tree_dir := $(gen_dir)/ui_tree
gen_ui_tree_stamp := $(gen_dir)/ui_tree/ui_tree.stamp
$(gen_ui_tree_stamp): interfaces/ui_tree.def $(sort $(wildcard tools/treegen/*.py))
	$(call say,TREE,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(PYTHON) tools/treegen/treegen.py $< --out $(@D)
	$(Q)touch $@
$(gen_dir)/ui_tree/%.h: $(gen_ui_tree_stamp) ;

# `gens := keymaps`: <keymap_tables.h>, keyboard layouts out of xkb-data.
gen_keymaps_dir := $(gen_dir)/keymaps
gen_keymaps_stamp := $(gen_keymaps_dir)/stamp
$(gen_keymaps_stamp): $(sort $(wildcard tools/keymapgen/*.py)) $(port.xkb.host.stamp)
	$(call say,KEYS,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(PYTHON) tools/keymapgen/keymapgen.py --xkb $(port.xkb.host.dir)/xkb --out $(@D)
	$(Q)touch $@
$(gen_keymaps_dir)/%.h: $(gen_keymaps_stamp) ;

# `linux := yes`: the kernel ABI headers of the build machine (virtio structs), nothing else of /usr/include.
linux_dir := $(gen_dir)/linux
$(linux_dir)/stamp:
	$(Q)mkdir -p $(linux_dir)
	$(Q)ln -sfn /usr/include/linux $(linux_dir)/linux
	$(Q)ln -sfn /usr/include/asm-generic $(linux_dir)/asm-generic
	$(Q)ln -sfn /usr/include/x86_64-linux-gnu/asm $(linux_dir)/asm
	$(Q)touch $@

# A component's manifest.toml becomes <manifest.h>: the slots of its start-up capabilities.
manifest_files := $(sort $(wildcard tools/manifest/*.py)) $(idl_names:%=interfaces/%.idl)
manifest_dir = $(gen_dir)/manifest/$1
# manifest_rule: 1 component, 2 its folder
define manifest_rule
$(call manifest_dir,$1)/stamp: $2/manifest.toml $2/build.mk $(manifest_files)
	$$(call say,MANIF,$$<)
	$(Q)mkdir -p $$(@D)
	$(Q)$(PYTHON) tools/manifest/manifest.py header $$< -o $$(@D)/manifest.h
	$(Q)touch $$@
$(call manifest_dir,$1)/manifest.h: $(call manifest_dir,$1)/stamp ;
endef
