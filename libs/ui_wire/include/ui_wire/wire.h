// SPDX-License-Identifier: MIT
/// @file
/// Bytes that an app and the GUI server share: the two regions of a session and a published tree.
///
/// A session has two regions, because rights are per region and domain:
///
///     up    app writes, server reads     struct ui_up, then bank 0 and bank 1 of `bank_b` bytes
///     down  server writes, app reads     struct ui_down, then the ring of events
///
/// Commit protocol, generation g = up.gen + 1, 1 for the first:
///
///  1. Credit: the bank of g still holds g-2. While `down.copied + 2 < g` the server may yet be
///     reading it: the app keeps its change, sets `waiting`, looks at `copied` once more, and the
///     server, which looks at `waiting` after it stored `copied`, signals `wake`.
///  2. The app writes the tree into bank g & 1 and its size into len[g & 1] (relaxed), stores
///     gen = g (release) and rings the doorbell.
///  3. The server loads gen (acquire) and len once, copies the bank, loads gen again, stores
///     `copied` = g, drops the copy if gen moved by more than 1, and validates the copy.
///     Then `accepted` = g, or `reason`, `node`, then `rejected` = g (release).
///     `presented` = g once the picture is on the screen.
///
/// Besides, the server reads only event_head, events_seen and waiting; nothing is
/// read twice. No pointers, no capabilities, little endian.
#pragma once

#include <base/base.h>

/// "HUIT" in a bank's first word.
#define UI_WIRE_MAGIC 0x54495548u

#define UI_HEADER_B 4096u       ///< Room for struct ui_up and struct ui_down.
#define UI_BANK_MIN_B 65536u    ///< Least size of a bank.
#define UI_BANK_MAX_B 1048576u  ///< Greatest size of a bank.
#define UI_EVENT_B 64u          ///< One slot of the ring.
#define UI_EVENT_SLOTS 512u     ///< Slots in the ring, a power of two.
#define UI_EVENT_TEXT_MAX 8192u ///< Most bytes of text in one event.

#define UI_NODES_MAX 8192u ///< Nodes of one tree.
#define UI_WINDOWS_MAX 16u ///< Children of App.
#define UI_DEPTH_MAX 48u   ///< Depth of a node; App has 0.
#define UI_NODE_NONE 0xffffu

/// Greatest absolute value of a number in canvas operations: fixed-point conversion is safe.
#define UI_COORD_MAX 16384

/// Bytes of the `up` region for banks of `bank_b` bytes, and of the `down` region.
#define UI_UP_B(bank_b) ((size_t)UI_HEADER_B + 2u * (size_t)(bank_b))
#define UI_DOWN_B ((size_t)UI_HEADER_B + (size_t)UI_EVENT_SLOTS * UI_EVENT_B)

/// First bytes of `up`. The app writes it, the server reads it.
struct ui_up {
    _Atomic uint64_t gen;         ///< Last published generation; 0 = none yet.
    _Atomic uint32_t len[2];      ///< Bytes of the tree in each bank.
    _Atomic uint64_t event_head;  ///< Ring slots consumed since the session began.
    _Atomic uint64_t events_seen; ///< Sequence number of the last event whose handler has run.
    _Atomic uint32_t waiting;     ///< Not 0: the app has a change but no credit.
};

/// First bytes of `down`. The server writes it, the app reads it.
struct ui_down {
    _Atomic uint64_t copied;     ///< Last generation that was copied, whatever followed.
    _Atomic uint64_t accepted;   ///< Last generation that became the picture.
    _Atomic uint64_t presented;  ///< Last generation that is on the screen.
    _Atomic uint64_t rejected;   ///< Last generation that was refused; 0 = none.
    _Atomic uint32_t reason;     ///< enum ui_reject of `rejected`.
    _Atomic uint32_t node;       ///< Index of the node at fault, UI_NODE_NONE: none.
    _Atomic uint64_t event_tail; ///< Ring slots produced since the session began.
    _Atomic uint64_t last_seq;   ///< Sequence number of the last event posted.
    _Atomic uint64_t
        opened; ///< Chosen by the server, another one for each session: tells it these regions from
                ///< later ones of the same app.
    // For the server's next instance alone.
    _Atomic uint32_t bank_b; ///< Of each bank.
    _Atomic uint32_t shell;  ///< Not 0: kinds of shell sessions are legal.
};

/// First bytes of a bank. Nodes, attributes and the pool follow without holes.
struct ui_tree_head {
    uint32_t magic;       ///< UI_WIRE_MAGIC.
    uint32_t version;     ///< UI_TREE_VERSION.
    uint64_t gen;         ///< The generation this bank was written for.
    uint64_t events_seen; ///< The tree includes the effect of events up to this sequence number.
    uint32_t num_nodes;   ///< 1..UI_NODES_MAX.
    uint32_t num_attrs;
    uint32_t pool_b; ///< Bytes of UTF-8 and canvas operations.
    uint32_t pad0;   ///< Zero.
};

/// A node. Nodes are in pre-order; node 0 is App.
struct ui_node {
    uint32_t id;       ///< Not zero, unique in the tree, the same for the same thing in each tree.
    uint16_t parent;   ///< Index of the parent, less than the own; 0 for node 0.
    uint8_t kind;      ///< enum ui_kind.
    uint8_t num_attrs; ///< Attributes of this node.
    uint32_t flags;    ///< UI_FLAG_*.
    uint32_t on;       ///< UI_ON_*: events that the app wants.
    uint32_t first_attr; ///< Index of its first attribute: the sum of num_attrs before it.
    uint32_t pad[3];     ///< Zero.
};

/// An attribute. Those of a node are in ascending order of `name`. Unknown names are skipped.
struct ui_attr {
    uint16_t name;  ///< enum ui_attr_name.
    uint16_t len;   ///< Bytes of the pool slice (UI_TYPE_OPS: words); 0 for plain numbers.
    uint32_t value; ///< The number, or where the slice starts in the pool. Slices of a tree stand
                    ///< in the order of the attributes and do not overlap.
};

_Static_assert(sizeof(struct ui_tree_head) == 40, "wire size");
_Static_assert(sizeof(struct ui_node) == 32, "wire size");
_Static_assert(sizeof(struct ui_attr) == 8, "wire size");
_Static_assert(sizeof(struct ui_up) <= UI_HEADER_B && sizeof(struct ui_down) <= UI_HEADER_B, "");

/// The two banks in the `up` region.
static inline uint8_t *ui_up_bank(struct ui_up *up, uint32_t bank_b, uint64_t gen) {
    return (uint8_t *)up + UI_HEADER_B + (gen & 1u) * (size_t)bank_b;
}

/// True while generation `gen` may not be written yet, see step 1 above.
static inline bool ui_no_credit(uint64_t copied, uint64_t gen) {
    return gen > 2 && copied < gen - 2;
}
