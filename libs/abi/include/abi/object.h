// SPDX-License-Identifier: MIT
/// @file
/// Kernel objects: types, rights, sizes and the methods that TRAP_INVOKE knows.
///
/// Every method is decoded in one order: capability and type, rights, number of words, arguments,
/// then it acts. An error changes nothing. `w0..w5` are words in, `r0..r5` words out.
#pragma once

#include <base/base.h>

/// Types of capabilities. Append only.
enum object_type {
    OBJECT_NONE = 0,
    OBJECT_UNTYPED,
    OBJECT_SPAN,
    OBJECT_CAPTABLE,
    OBJECT_DOMAIN,
    OBJECT_REGION,
    OBJECT_ATTACHMENT,
    OBJECT_FRAME,
    OBJECT_TABLE,
    OBJECT_THREAD,
    OBJECT_SCHED_CONTEXT,
    OBJECT_ENDPOINT,
    OBJECT_REPLY,
    OBJECT_NOTIFICATION,
    OBJECT_TIMER,
    OBJECT_IRQ_CONTROL,
    OBJECT_IRQ,
    OBJECT_IOPORT,
    OBJECT_CLOCK,
    OBJECT_DEBUG,
    OBJECT_TYPE_COUNT,
};

/// Rights of a capability. CAP_COPY keeps them, CAP_DERIVE can only take away.
enum cap_right {
    RIGHT_READ = 1 << 0,   ///< Memory: load. Endpoint: receive. Notification: wait.
    RIGHT_WRITE = 1 << 1,  ///< Memory: store. Endpoint: send/call. Notification: signal.
    RIGHT_EXEC = 1 << 2,   ///< Memory: execute. Never mapped together with WRITE.
    RIGHT_DUP = 1 << 3,    ///< May be copied, derived, minted or transferred as a copy.
    RIGHT_MANAGE = 1 << 4, ///< Objects: configure (bind, set, resume ...). Region: map frames.
    RIGHT_DMA = 1 << 5,    ///< Frame: learn its physical address.
    RIGHT_ALL = 0x3f,
};

/// What Untyped memory is.
enum untyped_kind {
    UNTYPED_RAM = 0,     ///< Zeroed when carved.
    UNTYPED_DEVICE = 1,  ///< Never touched by the kernel; only Frames and Untypeds come from it.
    UNTYPED_ARCHIVE = 2, ///< Boot archive: contents kept; Frames are born READ|EXEC and sealed.
};

/// Bytes of Untyped that a carve uses up; offsets are aligned to the size (at most 4 KiB).
enum {
    OBJECT_SMALL_B = 256,   ///< ENDPOINT, NOTIFICATION, TIMER, SCHED_CONTEXT, REPLY, IRQ.
    OBJECT_THREAD_B = 4096, ///< Registers, FPU state.
    OBJECT_DOMAIN_B = 8192, ///< Object page and root table.
    OBJECT_TABLE_B = 4096,
    OBJECT_CAP_SLOT_B = 64,      ///< CAPTABLE: slots times this, rounded up to 4 KiB.
    OBJECT_REGION_UNIT_B = 8192, ///< REGION: units times this: leaf table, slot references, header.
    UNTYPED_SIZE_LOG2_MIN = 12,
    FRAME_ORDER_MAX = 9, ///< Frames are 4 KiB << 0..9.
    REGION_UNITS_MAX = 512,
    CAPTABLE_SLOTS_MIN = 64,
    CAPTABLE_SLOTS_MAX = 1 << 20,
    PRIORITY_COUNT = 64, ///< 0 lowest .. 63 highest.
    CALL_DEPTH_MAX = 8,
};
#define REGION_UNIT_B (UINT64_C(2) << 20)
#define UNTYPED_NEXT UINT64_MAX ///< UNTYPED_CARVE/SPAN_CARVE w2: at the watermark, aligned.

/// Methods that every capability knows (on the caller's own table).
enum cap_method {
    CAP_COPY =
        1, ///< -> r0 handle. Sibling with the same rights and badge. Needs DUP. ERR_NOT_SUPPORTED: Untyped, Span, Reply, Attachment, Table. A copy or child of a RAM Frame that is not sealed cannot be mapped.
    CAP_DERIVE =
        2, ///< w0 rights mask, w1 badge (0 = keep; a non-zero badge only on an unbadged Endpoint, Notification or Region) -> r0. Child. Needs DUP.
    CAP_MOVE =
        3, ///< -> r0 handle in a free slot; the old handle is stale. (Takes caps out of the receive window.)
    CAP_DELETE =
        4, ///< Children are revoked first. ERR_AGAIN: call again. ERR_BUSY: a Span in use by a Region; what was deleted before it stays so.
    CAP_REVOKE = 5, ///< Deletes all descendants, keeps this one. ERR_AGAIN: call again.
    CAP_INFO = 6,   ///< -> r0 type, r1 rights, r2 badge, r3 type-specific (see each type).
};

/// CAP_INFO r3: Untyped: kind << 8 | size log2, r4 = paddr if kind is DEVICE or caller holds DMA, else 0, r5 = free bytes.
enum untyped_method {
    /// w0 type, w1 parameter, w2 byte offset >= watermark or UNTYPED_NEXT, w3 second parameter -> r0 handle.
    /// The new capability is a child. An Untyped without children starts again from offset 0.
    /// Parameter: UNTYPED: size log2. CAPTABLE: slots. REGION: units, w3 = Span handle (exact size, unused; the Region is
    /// then bound to it). FRAME: order. THREAD, DOMAIN, TABLE, SCHED_CONTEXT, ENDPOINT, NOTIFICATION, TIMER, REPLY: 0.
    /// ERR_NO_MEMORY when it does not fit, ERR_AGAIN while zeroing (call again, same arguments).
    UNTYPED_CARVE = 16,
};

/// A range of the address space in whole 2 MiB units. CAP_INFO: r3 first address, r4 units, r5 free units.
enum span_method {
    SPAN_CARVE =
        16, ///< w0 units, w1 first unit offset >= watermark or UNTYPED_NEXT -> r0 Span handle (child).
};

/// CAP_INFO: r3 slots, r4 slots in use.
enum captable_method {
    /// Derives or moves a capability of the caller into this table: w0 source handle, w1 slot or 0 = any,
    /// w2 rights mask, w3 badge or 0, w4 CAPTABLE_* mode -> r0 handle as the table's owner must name it. Needs MANAGE.
    CAPTABLE_INSERT = 16,
    CAPTABLE_DELETE = 17, ///< w0 handle in this table. As CAP_DELETE there. Needs MANAGE.
};
enum {
    CAPTABLE_DERIVE = 0,
    CAPTABLE_MOVE = 1,
    CAPTABLE_COPY = 2
};

enum domain_method {
    DOMAIN_SET_TABLE =
        16, ///< w0 Table handle, w1 address, w2 level (3: covers 512 GiB, 2: covers 1 GiB). The Table capability stays with the caller; deleting it unhooks it.
    DOMAIN_ATTACH =
        17, ///< w0 Region handle, w1 rights (READ|WRITE|EXEC mask, within the handle's) -> r0 Attachment (child of the Region capability). ERR_NO_TABLE: r0 = missing level. ERR_EXISTS when attached.
    DOMAIN_SET_FAULT =
        18, ///< w0 Endpoint handle (badged; needs WRITE) or 0: where faults of its threads go.
};

/// CAP_INFO: r3 address, r4 units.
enum region_method {
    REGION_BIND =
        16, ///< w0 Notification handle (its badge is signalled) or 0: closed marks. Needs MANAGE.
    REGION_NEXT_CLOSED =
        17, ///< -> r0 badge of a closed child, ERR_NOT_FOUND when there is none. Needs MANAGE.
};

/// CAP_INFO: r3 address while mapped, else 0; r4 order; r5 paddr when the capability has DMA, else 0.
enum frame_method {
    FRAME_MAP =
        16, ///< w0 Region handle (MANAGE), w1 byte offset in it (aligned to the frame), w2 rights, w3 enum frame_cache. Not WRITE with EXEC. ERR_EXISTS when a page is taken or this capability is mapped already.
    FRAME_UNMAP = 17,
    FRAME_PROTECT =
        18, ///< Seals the Frame. ERR_BUSY for an IPC frame. w0 rights: READ|WRITE -> READ|EXEC or READ, one way: WRITE never returns.
};
enum frame_cache {
    CACHE_NORMAL = 0,
    CACHE_UNCACHED = 1,
    CACHE_WRITE_COMBINING = 2
};

enum table_method {
    TABLE_UNSET = 16
};

/// Needs MANAGE unless said otherwise.
enum thread_method {
    THREAD_CONFIGURE =
        16, ///< w0 Domain, w1 CapTable, w2 THREAD_* flags, w3 address of the IPC frame (page aligned), w4 handle of the Frame (order 0, mapped there) or 0 = none, w5 first slot of the receive window (3 slots, in the thread's table), 0 = receives no capabilities. Only once.
    THREAD_SET_REGS =
        17, ///< w0 instruction pointer, w1 stack pointer, w2 first argument, w3 frame pointer. Only while stopped.
    THREAD_GET_REGS =
        18, ///< -> r0 ip, r1 sp, r2 fp, r3 THREAD_STATE_*, r4 last fault: kind << 32 | flags, r5 fault address.
    THREAD_RESUME = 19,  ///< Runs it, also after a fault. ERR_BAD_STATE when not configured.
    THREAD_SUSPEND = 20, ///< Stops it wherever it is; a blocked IPC ends with ERR_AGAIN at resume.
    THREAD_SET_PRIORITY = 21, ///< w0 0..63.
    THREAD_SET_SCHED = 22, ///< w0 SchedContext handle, or 0: passive (runs on its callers' time).
    THREAD_BIND = 23, ///< w0 Notification (READ) or 0: recv on any endpoint also returns its bits.
    THREAD_SET_TLS =
        24, ///< w0 user TLS base (FS base on x86_64). Every thread may do it to itself: handle START_THREAD.
    THREAD_SET_IP = 25, ///< w0 instruction pointer; all other registers stay. Only while stopped.
};
enum {
    THREAD_FPU = 1
};
/// THREAD_GET_REGS r3. 2..5: blocked in send or call, for a reply, in recv, for a notification.
enum {
    THREAD_STATE_STOPPED = 0,
    THREAD_STATE_READY = 1,
    THREAD_STATE_FAULTED = 6
};

enum sched_method {
    SCHED_CONFIGURE = 16, ///< w0 budget ns, w1 period ns.
    SCHED_INFO = 17,      ///< -> r0 consumed ns since creation.
};

/// CAP_INFO: r2 badge.
enum endpoint_method {
    ENDPOINT_BIND =
        16, ///< w0 Notification handle or 0: signalled when a badged child loses its last descendant. Needs READ.
    ENDPOINT_NEXT_CLOSED = 17, ///< -> r0 badge; ERR_NOT_FOUND. Needs READ.
};

enum reply_method {
    REPLY_SAVE =
        16, ///< Moves the current caller of this thread into the (empty) Reply. Answer with TRAP_SEND. ERR_NOT_FOUND without a caller.
};

enum notification_method {
    NOTIFICATION_UNUSED = 16
};

enum timer_method {
    TIMER_BIND = 16, ///< w0 Notification handle (its badge is signalled).
    TIMER_SET =
        17, ///< w0 absolute deadline, ns of the info page's clock; a past one fires at once.
    TIMER_CANCEL = 18,
};

enum irq_control_method {
    IRQ_CONTROL_MSI =
        16, ///< w0 Untyped handle for the object -> r0 Irq handle, r1 message address, r2 message data.
    IRQ_CONTROL_LINE =
        17, ///< w0 Untyped handle, w1 global interrupt number, w2 IRQ_LEVEL | IRQ_ACTIVE_LOW -> r0 Irq handle.
};
enum {
    IRQ_LEVEL = 1,
    IRQ_ACTIVE_LOW = 2
};

enum irq_method {
    IRQ_BIND = 16, ///< w0 Notification handle or 0. Masked until the first IRQ_ACK.
    IRQ_ACK = 17,  ///< Unmasks.
};

/// x86 only. CAP_INFO: r3 first port, r4 count.
enum ioport_method {
    IOPORT_CARVE = 16, ///< w0 first port, w1 count, within its own -> r0 handle (child).
    IOPORT_IN = 17,    ///< w0 port, w1 width in bytes 1|2|4 -> r0 value.
    IOPORT_OUT = 18,   ///< w0 port, w1 width, w2 value.
};

enum debug_method {
    DEBUG_WRITE =
        16, ///< w0..w4: up to 40 bytes packed little-endian, w5 = count. To the kernel's console.
    DEBUG_COUNTERS = 17, ///< w0 enum kernel_counter -> r0 value.
    DEBUG_EXIT = 18,     ///< w0 code: ends the machine (test images; needs a board that can).
    DEBUG_PANIC = 19,    ///< Trusted core only: stops the system with a backtrace.
    DEBUG_REBOOT = 20,   ///< w0 0 reset, 1 power off.
    DEBUG_THREAD =
        21, ///< w0 Thread handle, w1 name (8 bytes packed): names it in backtraces and `ps`.
    DEBUG_TRUST =
        22, ///< w0 Domain handle (MANAGE), without a fault endpoint: a fault in it stops the system.
            ///< w1 load address of vm, whose functions the backtrace then names; 0 = not known.
};
enum kernel_counter {
    COUNTER_TRAPS = 0,
    COUNTER_MAPS,
    COUNTER_UNMAPS,
    COUNTER_SHOOTDOWNS,
    COUNTER_SWITCHES,
    COUNTER_IRQS,
    COUNTER_REFILLS,
    COUNTER_STATE_HASH, ///< Hash over all kernel objects and tables: for tests that nothing changed.
    COUNTER_COUNT,
};
