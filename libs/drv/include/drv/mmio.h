// SPDX-License-Identifier: MIT
/// @file
/// Device registers: accesses of one exact width that the compiler neither splits, merges nor moves.
///
/// Each access is ordered against the other register accesses. Against ordinary memory (DMA buffers) order is
/// made with mmio_write_barrier() before telling a device and mmio_read_barrier() after hearing from it.
#pragma once

#include <base/base.h>

static inline uint8_t mmio_read8(const volatile void *at) {
    return *(const volatile uint8_t *)at;
}

static inline uint16_t mmio_read16(const volatile void *at) {
    return *(const volatile uint16_t *)at;
}

static inline uint32_t mmio_read32(const volatile void *at) {
    return *(const volatile uint32_t *)at;
}

static inline void mmio_write8(volatile void *at, uint8_t value) {
    *(volatile uint8_t *)at = value;
}

static inline void mmio_write16(volatile void *at, uint16_t value) {
    *(volatile uint16_t *)at = value;
}

static inline void mmio_write32(volatile void *at, uint32_t value) {
    *(volatile uint32_t *)at = value;
}

/// All stores before are visible to the device before any store after.
static inline void mmio_write_barrier(void) {
    __atomic_thread_fence(__ATOMIC_RELEASE);
}

/// No load after is done before the loads before.
static inline void mmio_read_barrier(void) {
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
}

/// Stores before and loads after keep their order too.
static inline void mmio_full_barrier(void) {
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}
