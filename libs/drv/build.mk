# SPDX-License-Identifier: MIT
lib := drv
srcs := virtqueue.c virtio.c
libs := base abi
linux := yes
host := yes
