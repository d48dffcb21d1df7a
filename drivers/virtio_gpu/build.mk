# SPDX-License-Identifier: MIT
component := virtio_gpu
srcs := gpu.c gpu_queue.c main.c
libs := drv ipc hsys base abi
idls := display dm init log vm
linux := yes
