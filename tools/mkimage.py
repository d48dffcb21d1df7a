#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the disk image: GRUB for BIOS and UEFI, the kernel, the boot archive.

Layout: MBR with GRUB's boot code, core.img in the gap behind it, one FAT32 partition (type 0xEF, the EFI system
partition) at 1 MiB. Nothing is mounted and no privilege is needed; the same inputs give the same bytes."""

import argparse
import os
import struct
import subprocess
import sys
import tempfile

SECTOR_B = 512
PARTITION_SECTOR = 2048
DISK_ID = 0x48535052
VOLUME_ID = "48535052"
BOOT_CODE_B = 440
GRUB_BOOT_IMG = "/usr/lib/grub/i386-pc/boot.img"
MODULES = "normal configfile search search_fs_file fat part_msdos multiboot2 boot all_video test echo".split()

EARLY_CFG = """search.file /boot/kernel.elf root
set prefix=($root)/boot/grub
"""

GRUB_CFG = """set timeout=0
set gfxmode=1280x800x32,auto
multiboot2 /boot/kernel.elf {cmdline}
module2 /boot/archive.img archive
boot
"""


class ImageError(Exception):
    """One sentence for the user."""


def run(command, env=None):
    """Runs a tool; its complaint becomes an ImageError."""
    try:
        subprocess.run(command, check=True, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except FileNotFoundError as error:
        raise ImageError(f"{command[0]} is not installed; run `make setup`") from error
    except subprocess.CalledProcessError as error:
        text = error.stdout.decode("utf-8", "replace").strip()
        raise ImageError(f"{command[0]} failed: {text}") from error


def make_grub(folder):
    """Builds both boot loaders into `folder`; returns (core.img, BOOTX64.EFI)."""
    early = os.path.join(folder, "early.cfg")
    with open(early, "w", encoding="ascii") as file:
        file.write(EARLY_CFG)
    bios, uefi = os.path.join(folder, "core.img"), os.path.join(folder, "BOOTX64.EFI")
    run(["grub-mkimage", "-O", "i386-pc", "-c", early, "-p", "/boot/grub", "-o", bios, *MODULES, "biosdisk"])
    run(["grub-mkimage", "-O", "x86_64-efi", "-c", early, "-p", "/boot/grub", "-o", uefi, *MODULES])
    return bios, uefi


def write_disk(path, size_b, core_path):
    """MBR, partition entry and core.img; the partition stays empty."""
    sectors = size_b // SECTOR_B - PARTITION_SECTOR
    with open(GRUB_BOOT_IMG, "rb") as file:
        mbr = bytearray(file.read()[:BOOT_CODE_B].ljust(SECTOR_B, b"\0"))
    mbr[440:444] = struct.pack("<I", DISK_ID)
    mbr[446:462] = struct.pack("<B3sB3sII", 0x80, b"\xfe\xff\xff", 0xEF, b"\xfe\xff\xff",
                               PARTITION_SECTOR, sectors)
    mbr[510:512] = b"\x55\xaa"
    with open(core_path, "rb") as file:
        core = file.read()
    if len(core) > (PARTITION_SECTOR - 1) * SECTOR_B:
        raise ImageError(f"GRUB's core.img has {len(core)} bytes and does not fit in front of the partition")
    with open(path, "wb") as file:
        file.truncate(size_b)
        file.write(mbr)
        file.write(core)


def fill_partition(path, size_b, files, env):
    """Formats the partition and copies `files`, a list of (target, source)."""
    partition = f"{path}@@{PARTITION_SECTOR * SECTOR_B}"
    sectors = size_b // SECTOR_B - PARTITION_SECTOR
    run(["mformat", "-i", partition, "-F", "-h", "255", "-s", "63", "-T", str(sectors), "-N", VOLUME_ID,
         "-v", "HESPER", "::"], env)
    run(["mmd", "-i", partition, "::/EFI", "::/EFI/BOOT", "::/boot", "::/boot/grub"], env)
    for target, source in files:
        run(["mcopy", "-i", partition, source, f"::{target}"], env)


def make_image(arguments):
    env = dict(os.environ, MTOOLS_SKIP_CHECK="1", SOURCE_DATE_EPOCH="1000000000", TZ="UTC")
    size_b = arguments.size_mib << 20
    payload_b = os.path.getsize(arguments.kernel) + os.path.getsize(arguments.archive)
    if payload_b + (4 << 20) > size_b:
        raise ImageError(f"{payload_b >> 20} MiB of kernel and archive do not fit an image of "
                         f"{arguments.size_mib} MiB; give a larger --size-mib")
    with tempfile.TemporaryDirectory(prefix="mkimage-") as folder:
        bios, uefi = make_grub(folder)
        config = os.path.join(folder, "grub.cfg")
        with open(config, "w", encoding="ascii") as file:
            file.write(GRUB_CFG.format(cmdline=arguments.cmdline))
        for name in (config, uefi):
            os.utime(name, (1000000000, 1000000000))
        write_disk(arguments.out + ".new", size_b, bios)
        fill_partition(arguments.out + ".new", size_b, [
            ("/EFI/BOOT/BOOTX64.EFI", uefi), ("/boot/grub/grub.cfg", config),
            ("/boot/kernel.elf", arguments.kernel), ("/boot/archive.img", arguments.archive)], env)
    os.replace(arguments.out + ".new", arguments.out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kernel", required=True, help="kernel ELF, stripped")
    parser.add_argument("--archive", required=True, help="boot archive")
    parser.add_argument("--cmdline", default="", help="kernel command line")
    parser.add_argument("--size-mib", type=int, default=64)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    try:
        make_image(arguments)
    except (ImageError, OSError) as error:
        print(f"mkimage: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
