#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs the Debian 12 packages that the build, the tests and `make run` need.
#
#   tools/setup.sh            install what is missing, as root or through sudo
#   tools/setup.sh --list     print "package<TAB>reason" for every package, install nothing
#   tools/setup.sh --missing  print the missing packages, one per line, install nothing
#
# `make` calls this by itself when the table below has changed since the last time.
set -eu

# One package a line: name, then what it is for.
packages() {
    cat <<'TABLE'
clang            C compiler for the system, the tools and the ports
g++              make test: ui.hpp with a second compiler
lld              linker
llvm             llvm-ar, llvm-objcopy, llvm-symbolizer
clang-format     make check: layout of the source
clang-tidy       make check: static analysis
libclang-rt-14-dev  AddressSanitizer and UBSan runtimes for the host tests
libc6-dev        C library headers for the host programs
libc++-14-dev    C++ headers to compile HarfBuzz (its runtime is not linked)
linux-libc-dev   linux/virtio_*.h
python3          idlc, image and test tools (standard library only)
qemu-system-x86  make run, make test
qemu-utils       converting disk images
ovmf             UEFI firmware for QEMU
grub-common      grub-mkimage
grub-pc-bin      boot loader for BIOS
grub-efi-amd64-bin  boot loader for UEFI
mtools           writing the FAT partition of the disk image
dosfstools       making the FAT partition of the disk image
bzip2            unpacking sources
xz-utils         unpacking sources
patch            applying Debian's security patches to sources
gdb              make gdb
TABLE
}

die() {
    echo "setup: $*" >&2
    exit 1
}

if [ "${1:-}" = --list ]; then
    packages | sed 's/  */\t/'
    exit 0
fi

command -v dpkg-query >/dev/null ||
    die "this is not a Debian system; install these or their equivalents yourself:" \
        $(packages | cut -d' ' -f1)

installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | sed -n 's/ installed$//p')
missing=
for p in $(packages | cut -d' ' -f1); do
    printf '%s\n' "$installed" | grep -Fqx "$p" || missing="$missing $p"
done

if [ "${1:-}" = --missing ]; then
    printf '%s\n' $missing
    exit 0
fi
[ -n "$missing" ] || exit 0

echo "setup: installing these Debian packages:"
for p in $missing; do
    packages | sed -n "s/^$p  */    $p: /p" | grep -F "    $p: "
done

as_root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
        die "no root rights and no sudo here; run as root: apt-get install -y$missing"
    as_root=sudo
    echo "setup: sudo may ask for your password"
fi

export DEBIAN_FRONTEND=noninteractive
apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=2 "$@"
}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
why() {
    sed -n 's/^[EW]: //p' "$log" | head -n 1
}
apt update -o APT::Update::Error-Mode=any >"$log" 2>&1 ||
    apt update >"$log" 2>&1 || die "apt-get update failed (no network or no rights?): $(why)"
apt install -y --no-install-recommends $missing >"$log" 2>&1 ||
    die "apt-get could not install$missing (no network or no rights?): $(why)"
echo "setup: done"
