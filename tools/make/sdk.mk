# SPDX-License-Identifier: MIT
# The SDK: apps without the source tree.

.PHONY: sdk new-app
## make sdk            build/sdk: headers, libraries, hesper-cc and a desktop to run apps on
sdk_components := $(call list_components,desktop) testd
sdk_libs := $(call existing_libs,$(call lib_closure,libui posix))
sdk_objects := $(foreach i,$(call all_idls,lib.libui),$(obj_freestanding)/idl/$i.c.o)
sdk: $(OUT)/sdk/README.md
$(OUT)/sdk/README.md: $(foreach c,$(sdk_components),$(target_dir)/$c.stripped $(target_dir)/$c.sym $(comp.$c.dir)/manifest.toml) \
    $(foreach l,$(sdk_libs),$(call target_archive,$l)) $(sdk_objects) $(kernel_stripped) $(gen_ui_tree_stamp) \
    $(sort $(wildcard tools/sdk/*.py tools/sdk/files/* tools/sdk/files/*/* tools/*.py tools/manifest/*.py tests/lib/*.py \
    libui/include/*.h* libui/include/*/*.h docs/apps.md docs/manifests.md)) tools/make/sdk.mk
	$(call say,SDK,$(OUT)/sdk)
	$(Q)$(PYTHON) tools/sdk/mksdk.py --out $(OUT)/sdk --target $(target_dir) --gen $(gen_dir) \
	    --musl $(port.musl.target.dir) --builtins $(port.builtins.target.dir) \
	    --component $(foreach c,$(sdk_components),$c=$(comp.$c.dir)) \
	    --archive $(foreach l,$(sdk_libs),$(call target_archive,$l)) --object $(sdk_objects)
	$(Q)touch $@

## make new-app NAME=x a first app in apps/x, on the desktop with the next `make run`
new-app:
	$(if $(NAME),,$(error say NAME=my_app))$(Q)$(PYTHON) tools/new_app.py $(NAME)
