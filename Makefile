# SPDX-License-Identifier: MIT
# The one build graph of Hesper. `make help` explains the targets, docs/build.md the build.mk format.
#
# Options, on the command line or in an ignored local.mk:
#   MODE=release|debug   how the system's own code is compiled
#   OUT=build            where everything that is made goes
#   V=1                  show the commands
#   T=text               only host test programs whose path contains the text (make test-host)
#   HESPER_CACHE=dir     downloads and built third-party code, shared by all checkouts

MAKEFLAGS += --no-builtin-rules --no-builtin-variables --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

-include local.mk

# As many jobs as there are CPUs, unless the command line says otherwise.
ifeq ($(filter -j%,$(MAKEFLAGS)),)
cpus := $(words $(filter processor,$(file </proc/cpuinfo)))
MAKEFLAGS += -j$(cpus)
endif

MODE ?= release
OUT ?= build
HESPER_CACHE ?= $(HOME)/.cache/hesper
Q := $(if $(V),,@)
say = $(if $(V),,@echo "  $1	$2")

ifeq ($(filter $(MODE),release debug),)
$(error MODE is "$(MODE)"; it must be release or debug)
endif

# These need no tool and no third-party code, so they must not fetch any.
light_goals := help clean doctor setup new-app
heavy := $(if $(MAKECMDGOALS),$(filter-out $(light_goals),$(MAKECMDGOALS)),yes)

include tools/make/flags.mk
include tools/make/ports.mk
include tools/make/gen.mk
include tools/make/rules.mk
include tools/make/image.mk
include tools/make/test.mk
include tools/make/bench.mk
include tools/make/check.mk
include tools/make/fuzz.mk
include tools/make/sdk.mk

.PHONY: all help doctor setup clean components host

all: image

components: $(component_files) ;

host: $(host_files) ;

# Installs missing Debian packages before anything is built: make remakes an included file first.
$(OUT)/setup.mk: tools/setup.sh
	$(Q)mkdir -p $(@D)
	$(Q)tools/setup.sh
	$(Q)echo "# packages of $< are installed" >$@
ifneq ($(heavy),)
include $(OUT)/setup.mk
endif

# Packages that went away afterwards: say it in one sentence, instead of once for each file.
needs := clang ld.lld llvm-ar llvm-objcopy python3 \
    $(if $(filter run shot debug test% bench,$(heavy)),qemu-system-x86_64) \
    $(if $(filter check%,$(heavy)),clang-tidy clang-format) $(if $(filter gdb,$(heavy)),gdb)
ifneq ($(heavy),)
ifneq ($(wildcard $(OUT)/setup.mk),)
$(foreach t,$(needs),$(if $(wildcard $(addsuffix /$t,$(subst :, ,$(PATH)))),,\
    $(error $t is not installed or not in PATH; run `make setup`)))
endif
endif

setup:
	$(Q)tools/setup.sh
	@echo "setup: all packages are installed"

doctor:
	$(Q)tools/doctor.sh

clean:
	$(Q)rm -rf $(OUT)

help:
	@sed -n 's/^## //p' $(firstword $(MAKEFILE_LIST)) $(sort $(wildcard tools/make/*.mk))

## make                build the disk image build/hesper-pc.img
## make components     build every component of the system, no image
## make host           build every host library, program and test
## make doctor         print every tool that is needed, its version, OK or MISSING
## make setup          install missing Debian packages (done by itself when needed)
## make clean          remove build/ (the cache of third-party code stays)
## options: MODE=release|debug  OUT=build  V=1  T=libs/base  HESPER_CACHE=dir
