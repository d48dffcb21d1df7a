# SPDX-License-Identifier: MIT
# Static checks of the source.

.PHONY: check
check:
