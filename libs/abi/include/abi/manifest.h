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
    MANIFEST_TITLE_MAX = 32,      ///< With the final zero.
    MANIFEST_SUMMARY_MAX = 96,    ///< With the final zero.
    MANIFEST_PROVIDER_NONE = 255, ///< A protocol that is wanted and that nobody provides.
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

/// Where an app belongs; what is none of them is no app.
enum manifest_category {
    MANIFEST_NO_APP = 0,
    MANIFEST_SYSTEM = 1,
    MANIFEST_TOOLS = 2,
    MANIFEST_GRAPHICS = 3,
    MANIFEST_GAMES = 4,
    MANIFEST_SAMPLES = 5,
};

/// Authority over hardware; each has slots behind the uses, in this order.
enum manifest_authority {
    MANIFEST_IRQS = 1 << 0,    ///< IrqControl, then an Untyped of RAM for Irq objects.
    MANIFEST_IOPORTS = 1 << 1, ///< IoPort: all ports.
    MANIFEST_DEVICES = 1 << 2, ///< Last: DEVICE Untypeds in the order of boot_info.
};

struct manifest_use {
    uint32_t protocol;
    uint8_t provider; ///< Index of the component in the table, or MANIFEST_PROVIDER_NONE.
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
    uint32_t provides[MANIFEST_PROVIDES_MAX];            ///< Protocol numbers.
    struct manifest_use uses[MANIFEST_USES_MAX];         ///< Those that are only wanted last.
    char match[MANIFEST_MATCH_MAX][MANIFEST_BUS_ID_MAX]; ///< Bus ids, e.g. "virtio:16".
    struct manifest_ports ports[MANIFEST_PORTS_MAX];
    uint32_t irqs[MANIFEST_IRQS_MAX];
    char args[MANIFEST_ARGS_MAX];
    char title[MANIFEST_TITLE_MAX];     ///< What people call it; empty: its name.
    char summary[MANIFEST_SUMMARY_MAX]; ///< One line for people.
    uint32_t colors[2]; ///< Of its icon's ground, 0xRRGGBBAA, upper and lower; 0 = none.
    uint16_t icon;      ///< enum ui_icon; 0 = none.
    uint8_t category;   ///< enum manifest_category.
    uint8_t hidden;     ///< 1: an app that start menus do not show.
    uint32_t pad2;
};
_Static_assert(sizeof(struct manifest_component) == 1168, "written by tools/manifest.py");

struct manifest_header {
    uint64_t magic;
    uint32_t num_components;
    uint32_t component_b; ///< sizeof(struct manifest_component).
    uint32_t crc32;       ///< Of the records.
    uint32_t pad;
};
