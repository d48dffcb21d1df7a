// SPDX-License-Identifier: MIT
/// @file
/// How a driver of keyboards and pointers gives its events to the GUI server: a ring of records that
/// it shares with the running instance (interfaces/input.idl).
#pragma once

#include <base/ring.h>
#include <ipc/conn.h>
#include <ipc/server.h>

/// What the server is told of the device.
struct drv_input_facts {
    uint32_t kinds;   ///< INPUT_KINDS_*.
    uint32_t abs_max; ///< Largest value on the absolute axes; 0 without them.
    const char *name; ///< At most 63 bytes. Borrowed for good.
};

/// The driver's end. Zero before drv_input_open(); fields are for libs/drv only.
struct drv_input {
    struct drv_input_facts facts;
    struct ipc_server *server;
    uint32_t object;
    struct ipc_conn *attach;
    handle_t ring_region;
    void *ring_memory;
    struct ring_writer ring;
    handle_t anchor;      ///< Its last descendant's end tells that the GUI server is gone.
    handle_t wake;        ///< Signals the GUI server; HANDLE_NONE while there is none.
    uint64_t ack_address; ///< Where the server's tail word is attached, 0 = nowhere.
    bool dropped;         ///< Events were lost: said as soon as there is room.
    bool fresh;           ///< Events were put that the server has not been signalled of.
};

/// Makes the ring and hands it to the GUI server; waits for one. `object` is the driver's own number
/// for the connection in `server`: its on_closed with that badge calls drv_input_reattach(). `attach` is
/// the connection to input.Attach; both are borrowed for good.
///
/// @return OK, or what vm or the GUI server answer: then the driver should end.
status_t drv_input_open(struct drv_input *in, struct ipc_server *server, uint32_t object,
                        struct ipc_conn *attach, const struct drv_input_facts *facts);

/// The GUI server is gone: hands the ring to the next instance. Errors as drv_input_open().
status_t drv_input_reattach(struct drv_input *in);

/// Writes one event (Linux input codes). When there is no room it is lost, and the server is told so
/// (SYN_DROPPED) as soon as there is.
void drv_input_put(struct drv_input *in, uint16_t kind, uint16_t code, int32_t value);

/// Signals the server if something was put.
void drv_input_flush(struct drv_input *in);
