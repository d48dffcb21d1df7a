# SPDX-License-Identifier: MIT
lib := base
srcs := fmt.c fmt_double.c hash.c ksyms.c log.c ring.c sha256.c status.c string.c utf8.c
libs := abi
exports := abi
host := yes
