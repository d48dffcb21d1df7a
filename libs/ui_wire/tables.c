// SPDX-License-Identifier: MIT
// The tables generated from interfaces/ui_tree.def, as one object of this library.
#include "ui_tree.c" // NOLINT(bugprone-suspicious-include): generated code
