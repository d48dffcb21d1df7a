// SPDX-License-Identifier: MIT
/// @file
/// PCI configuration space through the ports 0xcf8 and 0xcfc (PCI Local Bus 3.0, 3.2.2.3.2).
#pragma once

#include "pci.h"

/// Access through `ports`, an IoPort capability that holds 0xcf8..0xcff. Kept for the life of dm.
struct pci_config config_ports_open(handle_t ports);
