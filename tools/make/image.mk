# SPDX-License-Identifier: MIT
# Boot archives, the disk image, QEMU.

.PHONY: image run shot debug gdb

image_dir := $(OUT)/image
image_names := $(patsubst image/lists/%.txt,%,$(sort $(wildcard image/lists/*.txt)))
kernel_elf := $(target_dir)/kernel.elf
kernel_stripped := $(target_dir)/kernel.stripped
manifest_tools := $(sort $(wildcard tools/manifest/*.py))

# Components of an image list: it names their folders, one a line.
dirs_of_components := $(foreach c,$(components_all),$(comp.$c.dir))
component_of = $(foreach c,$(components_all),$(if $(filter $1,$(comp.$c.dir)),$c))
list_components = $(foreach d,$(filter $(dirs_of_components),$(file <image/lists/$1.txt)),$(call component_of,$d))

$(target_dir)/%.sym: $(target_dir)/%.elf tools/ksyms.py
	$(call say,SYM,$@)
	$(Q)$(PYTHON) tools/ksyms.py $< -o $@

# archive_rule_of: 1 image name, 2 its components, 3 its list
define archive_rule_of
# The stamps: what is wrong in one manifest is said once, by the rule for its header.
$(image_dir)/$1.manifests: $3 $(foreach c,$2,$(comp.$c.dir)/manifest.toml) $(manifest_tools) \
    $(sort $(wildcard interfaces/*.idl)) $(foreach c,$2,$(call manifest_dir,$c)/stamp)
	$$(call say,TABLE,$$@)
	$(Q)mkdir -p $$(@D)
	$(Q)$(PYTHON) tools/manifest/manifest.py table $$< -o $$@
	$(Q)touch $$@
$(image_dir)/$1.archive: $(image_dir)/$1.manifests $(foreach c,$2,$(target_dir)/$c.stripped $(target_dir)/$c.sym) \
    tools/mkarchive.py $3 tools/make/image.mk
	$$(call say,PACK,$$@)
	$(Q)$(PYTHON) tools/mkarchive.py $$@ manifests=$(image_dir)/$1.manifests \
	    $(foreach c,$2,bin/$c=$(target_dir)/$c.stripped sym/$c=$(target_dir)/$c.sym)
endef
$(foreach n,$(image_names),$(eval $(call archive_rule_of,$n,$(call list_components,$n),image/lists/$n.txt)))

# What users boot, and the daemon that says when the desktop is at rest and does what tests ask.
$(image_dir)/full.txt: image/lists/desktop.txt
	$(Q)mkdir -p $(@D)
	$(Q)(cat $<; echo tests/testd) >$@
$(eval $(call archive_rule_of,full,$(call list_components,desktop) testd,$(image_dir)/full.txt))

# disk_rule: 1 file, 2 image name, 3 kernel command line
define disk_rule
$1: $(kernel_stripped) $(image_dir)/$2.archive tools/mkimage.py
	$$(call say,DISK,$$@)
	$(Q)$(PYTHON) tools/mkimage.py --kernel $(kernel_stripped) --archive $(image_dir)/$2.archive \
	    --cmdline "$3" --out $$@
endef
disk_image := $(OUT)/hesper-pc.img
test_disk := $(image_dir)/test.img
$(eval $(call disk_rule,$(disk_image),desktop,))
$(eval $(call disk_rule,$(test_disk),test,test))

## make image          build the disk image (BIOS and UEFI)
image: $(disk_image)
## make run            boot the desktop in QEMU; IMAGE=file boots a disk image, ACCEL=kvm uses the host's CPU
## make shot           boot the desktop without a window, write a screenshot to build/shot.png
## make debug          as `make run`, waiting for `make gdb` in another terminal
## make gdb            debug the system started by `make debug`
run_options = --kernel $(kernel_stripped) $(if $(IMAGE),--image $(IMAGE)) $(if $(ACCEL),--accel $(ACCEL)) \
    $(if $(MEMORY),--memory $(MEMORY))
run: $(kernel_stripped) $(image_dir)/desktop.archive
	$(Q)$(PYTHON) tools/run.py run $(run_options) --archive $(image_dir)/desktop.archive
shot: $(kernel_stripped) $(image_dir)/full.archive
	$(Q)HESPER_OUT=$(OUT) $(PYTHON) tools/run.py shot $(run_options) --archive $(image_dir)/full.archive --out $(OUT)/shot.png
debug: $(kernel_stripped) $(image_dir)/desktop.archive
	$(Q)$(PYTHON) tools/run.py debug $(run_options) --archive $(image_dir)/desktop.archive
gdb: $(kernel_elf)
	$(Q)gdb -q -x tools/gdb/hesper.gdb $(kernel_elf)
