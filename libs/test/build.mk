# SPDX-License-Identifier: MIT
lib := test
srcs := test.c
host_srcs := test.c host.c
libs := base abi
host := yes
