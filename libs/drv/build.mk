# SPDX-License-Identifier: MIT
lib := drv
srcs := device.c dma.c dma_runs.c input.c virtio.c virtqueue.c
libs := hsys ipc base abi
idls := dm input vm
linux := yes
host := yes
host_srcs := dma_runs.c virtio.c virtqueue.c
