# SPDX-License-Identifier: MIT
# The tools and the flags of every kind of code.

CC := clang
AR := llvm-ar
STRIP := llvm-strip
PYTHON := python3

target_dir := $(OUT)/x86_64-$(MODE)
host_dir := $(OUT)/host
gen_dir := $(OUT)/gen

WERROR ?= 1
warnings := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
    -Wpointer-arith -Wcast-qual -Wundef -Wvla -Walloca -Wwrite-strings \
    -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum -Wconversion -Wsign-conversion \
    -Wenum-conversion -Wdate-time -Wredundant-decls \
    $(if $(filter 1,$(WERROR)),-Werror)

common_flags := -std=c2x -D_GNU_SOURCE -g -fno-common -fno-strict-aliasing -fno-omit-frame-pointer \
    -ffile-prefix-map=$(CURDIR)=. $(warnings)

# Host: what the unit tests run. Aborts at the first sanitizer report.
sanitizers := -fsanitize=address,undefined -fno-sanitize-recover=all
host_flags := $(common_flags) -O1 -DHESPER_HOST=1 $(sanitizers)
host_ldflags := $(sanitizers) -fuse-ld=lld
host_ldlibs := -lm -lpthread

# Target: all code of the system.
mode_flags_release := -O2 -DNDEBUG=1
mode_flags_debug := -Og -DDEBUG=1
target_flags := --target=x86_64-linux-musl $(common_flags) $(mode_flags_$(MODE)) -nostdlibinc \
    -ffunction-sections -fdata-sections -fno-stack-protector \
    -fno-unwind-tables -fno-asynchronous-unwind-tables
freestanding_flags := $(target_flags) -ffreestanding -fPIE -mgeneral-regs-only
musl_flags := $(target_flags) -fPIE
# kernel/build.mk may set kernel_flags (code model and the like); libs linked into the kernel get them too.
kernel_flags ?=
kernel_all_flags = $(target_flags) -ffreestanding -fno-pic -mgeneral-regs-only -mno-red-zone \
    -DHESPER_KERNEL=1 $(kernel_flags)

# Segments are page aligned in the file, none is writable and executable; no relro, no unwind tables.
target_ldflags := --target=x86_64-linux-musl -nostdlib -fuse-ld=lld -Wl,--gc-sections \
    -Wl,-z,max-page-size=4096 -Wl,-z,separate-loadable-segments -Wl,-z,norelro \
    -Wl,-z,noexecstack -Wl,--build-id=none
program_ldflags := $(target_ldflags) -static-pie -Wl,-e,_start -Wl,-u,_start
kernel_ldflags := $(target_ldflags) -static

# Every object depends on a file with its flags that changes only when they do.
define flag_file
$(if $(wildcard $1),,$(shell mkdir -p $(dir $1)))$(if $(filter-out $(file <$1),$2)$(filter-out $2,$(file <$1)),$(file >$1,$2))
endef
