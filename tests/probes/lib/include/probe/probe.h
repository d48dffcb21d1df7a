// SPDX-License-Identifier: MIT
/// @file
/// What the probes of test images share. A probe plays one part of a system test: it is launched by
/// testd with the name of a part as its argument, logs a line `ok - name` or `not ok - name: why`
/// for each check, and at its end `done - part`. A probe's manifest begins its `uses` with
/// "log.Sink".
#pragma once

#include <ipc/conn.h>
#include <ipc/ipc.h>

#include <idl/vm.h>

/// Opens the log and tells init that the component is up.
void probe_start(void);

/// Whether the first word of the arguments is `part`.
bool probe_is(const char *part);

/// The number (hexadecimal, without prefix) that is word `index` of the arguments, counted from 0;
/// 0 without one.
uint64_t probe_number(uint32_t index);

/// Logs that `name` holds or not. Returns `good`.
bool probe_check(const char *name, bool good);

/// Logs whether a call ended as it should.
bool probe_status(const char *name, status_t got, status_t want);

/// Logs whether a number is what it should be.
bool probe_equal(const char *name, uint64_t got, uint64_t want);

/// Logs `done - part` and keeps the component alive, until it is killed.
_Noreturn void probe_end(void);

/// Waits for ever: nothing wakes it.
_Noreturn void probe_sleep(void);

/// Bytes that this component holds; UINT64_MAX when vm does not say.
uint64_t probe_used_b(void);

/// A SHARED region of `size_b` bytes, attached with READ and WRITE.
status_t probe_make_region(uint64_t size_b, handle_t *out_region, uint64_t *out_address);

/// Attaches `region` here.
status_t probe_attach(handle_t region, vm_rights_t rights, uint64_t *out_address);

/// Asks vm that a fault in probe_load() and probe_store() becomes their result.
status_t probe_guard(void);

/// Loads or stores one word. ERR_FAULT when nothing suitable is there; without probe_guard() the
/// component dies.
status_t probe_load(uint64_t address, uint64_t *out_value);
status_t probe_store(uint64_t address, uint64_t value);
