# SPDX-License-Identifier: MIT
# Benchmarks against their budgets: build/bench.json.

.PHONY: bench
bench: components
