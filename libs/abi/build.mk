# SPDX-License-Identifier: MIT
lib := abi
host := yes
