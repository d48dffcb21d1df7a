# SPDX-License-Identifier: MIT
def generate(lib):
    return ""
