// SPDX-License-Identifier: MIT
/// @file
/// Compiled manifests: the archive entry "manifests", written by tools/manifest.py, read by init.
/// One header, then `num_components` records, providers before who uses them. Little-endian.
/// Component i of the table has the number i + 1.
#pragma once

#include <base/base.h>

#define MANIFEST_MAGIC UINT64_C(0x31494e414d534548) // "HESMANI1"

enum {
    MANIFEST_NAME_MAX = 32,   ///< With the final zero.
    MANIFEST_ARGS_MAX = 256,  ///< With the final zero.
    MANIFEST_BUS_ID_MAX = 48, ///< With the final zero.
    MANIFEST_PROVIDES_MAX = 8,
    MANIFEST_USES_MAX = 32,
    MANIFEST_MATCH_MAX = 8,
    MANIFEST_PORTS_MAX = 4,
    MANIFEST_IRQS_MAX = 4,
    MANIFEST_COMPONENTS_MAX = 64,
};

/// Start-up slots that a manifest gives: START_HANDLE() of these.
enum manifest_slot {
    MANIFEST_SLOT_ENDPOINT = 16, ///< To receive on what the component provides.
    MANIFEST_SLOT_USES = 17,     ///< One for each `uses`, in order; authority stands behind them.
};

/// Which instances are started again, and when.
enum manifest_restart {
    MANIFEST_RESTART_ALWAYS = 0,
    MANIFEST_RESTART_ON_CRASH = 1,
    MANIFEST_RESTART_NEVER = 2,
};

enum manifest_flag {
    MANIFEST_FPU = 1 << 0,
    MANIFEST_DMA = 1 << 1,
    MANIFEST_DMA_MASTER = 1 << 2,
    MANIFEST_DEBUG = 1 << 3,
    MANIFEST_AUTOSTART = 1 << 4,
    MANIFEST_TRUSTED = 1 << 5, ///< init and vm: started another way.
};

/// Authority over hardware; each has slots behind the uses, in this order.
enum manifest_authority {
    MANIFEST_IRQS = 1 << 0,    ///< IrqControl, then an Untyped of RAM for Irq objects.
    MANIFEST_IOPORTS = 1 << 1, ///< IoPort: all ports.
    MANIFEST_DEVICES = 1 << 2, ///< Last: DEVICE Untypeds in the order of boot_info.
};

struct manifest_use {
    uint32_t protocol;
    uint8_t provider; ///< Index of the component in the table.
    uint8_t position; ///< Of the protocol among what the provider provides.
    uint8_t pad[2];
};

struct manifest_ports {
    uint16_t first, count;
};

/// One component.
struct manifest_component {
    char
        name[MANIFEST_NAME_MAX]; ///< NUL-terminated; its program is the archive entry "bin/<name>".
    uint64_t memory_b;           ///< Limit.
    uint64_t reserve_b;          ///< Guarantee.
    uint32_t caps;               ///< Slots of its capability table.
    uint8_t restart;             ///< enum manifest_restart.
    uint8_t priority;            ///< 0..63.
    uint8_t flags;               ///< enum manifest_flag.
    uint8_t authority;           ///< enum manifest_authority.
    uint8_t num_provides, num_uses, num_match, num_ports, num_irqs;
    uint8_t pad[3];
    uint32_t provides[MANIFEST_PROVIDES_MAX]; ///< Protocol numbers.
    struct manifest_use uses[MANIFEST_USES_MAX];
    char match[MANIFEST_MATCH_MAX][MANIFEST_BUS_ID_MAX]; ///< Bus ids, e.g. "virtio:16".
    struct manifest_ports ports[MANIFEST_PORTS_MAX];
    uint32_t irqs[MANIFEST_IRQS_MAX];
    char args[MANIFEST_ARGS_MAX];
};
_Static_assert(sizeof(struct manifest_component) == 1024, "written by tools/manifest.py");

struct manifest_header {
    uint64_t magic;
    uint32_t num_components;
    uint32_t component_b; ///< sizeof(struct manifest_component).
    uint32_t crc32;       ///< Of the records.
    uint32_t pad;
};
