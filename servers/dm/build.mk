# SPDX-License-Identifier: MIT
component := dm
srcs := bars.c config_ports.c irqs.c main.c pci.c screen.c
libs := drv ipc hsys base abi
idls := dm init log vm
linux := yes
host := yes
host_srcs := pci.c screen.c
