// SPDX-License-Identifier: MIT
/// @file
/// The trusted core: init takes what the kernel gave it, builds vm and hands over memory and addresses.
#pragma once

#include <abi/boot.h>

/// What init keeps for itself.
struct trusted {
    const struct boot_info *boot;
    const struct archive_header *archive; ///< Checked; read-only.
    handle_t endpoint;                    ///< init's own, all rights.
    handle_t vm_process;                  ///< vm's endpoint, for vm.Process.
    handle_t debug;                       ///< Debug.
    handle_t irq_control;
    handle_t ioports;
    /// RAM Untyped from which init carves endpoints; more than 64 KiB are free.
    handle_t objects;
    /// RAM Untyped without children: memory of Irq objects of whoever has authority over interrupts.
    handle_t irq_memory;
};

/// Builds and starts vm. Does not return when that is impossible: without vm there is no system.
void trusted_start(struct trusted *out);
