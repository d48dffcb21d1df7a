# SPDX-License-Identifier: MIT
# Disk image and QEMU.

.PHONY: image run shot debug gdb
image: components
