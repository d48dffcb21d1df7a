# SPDX-License-Identifier: MIT
# Builds musl from $SRC into $OUT, in the current folder.
#
# Every system call becomes __os_syscall(number, six arguments) in libs/posix, which runs before
# thread-local storage exists. The numbers are those of aarch64 on every CPU. libs/posix also
# supplies __clone, __unmapself, __set_thread_area and __syscall_cp_asm (with the labels
# __cp_begin, __cp_end, __cp_cancel), if a program needs them.
set -eu
arch=x86_64
farm=$SRC

cp "$PORT/syscall_arch.h" "$farm/arch/$arch/syscall_arch.h"
cp "$farm/arch/aarch64/bits/syscall.h.in" "$farm/arch/$arch/bits/syscall.h.in"
rm -f "$farm/src/thread/$arch/clone.s" "$farm/src/thread/clone.c" \
    "$farm/src/thread/$arch/__unmapself.s" "$farm/src/thread/__unmapself.c" \
    "$farm/src/thread/$arch/syscall_cp.s" "$farm/src/signal/$arch/restore.s" \
    "$farm/src/process/$arch/vfork.s" \
    "$farm/src/thread/$arch/__set_thread_area.s" "$farm/src/thread/__set_thread_area.c"

prefix_map=$(echo "$FLAGS" | tr ' ' '\n' | grep -e '^-ffile-prefix-map=')
CC="clang --target=$arch-linux-musl" AR=llvm-ar RANLIB=llvm-ranlib LIBCC=" " \
    CFLAGS="-fPIE -O2 -gline-tables-only -w -fno-stack-protector -fno-omit-frame-pointer \
        -ffunction-sections -fdata-sections \
        -fno-unwind-tables -fno-asynchronous-unwind-tables $prefix_map" \
    LDFLAGS="-fuse-ld=lld" "$farm/configure" --target=$arch-linux-musl --prefix="$OUT" \
    --syslibdir="$OUT/lib" --disable-shared --enable-static --with-malloc=oldmalloc \
    --enable-optimize=internal,malloc,string
make -j"$JOBS"
make install

if llvm-objdump -d --no-show-raw-insn "$OUT/lib/libc.a" "$OUT/lib/rcrt1.o" |
    grep -qE '[[:space:]](syscall|sysenter|int[[:space:]]+\$128)([[:space:]]|$)'; then
    echo "musl still traps to the kernel by itself"
    exit 1
fi
