#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run.py under the name that `make test` looks for."""

import sys

import run

sys.exit(run.main())
