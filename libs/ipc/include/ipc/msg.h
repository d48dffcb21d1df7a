// SPDX-License-Identifier: MIT
/// @file
/// The message buffer that generated stubs encode into and decode from. Plain data: also used on the host.
#pragma once

#include <base/base.h>

enum {
    IPC_WORDS_MAX = 248, ///< 64-bit words of payload in one message.
    IPC_CAPS_MAX = 3,    ///< Capabilities in one message.
};

/// One message, in memory that only this task can write.
struct ipc_msg {
    /// Requests: `protocol << 12 | method`. Replies: a status_t as int32_t.
    uint32_t label;
    uint16_t num_words; ///< 0..IPC_WORDS_MAX, in use in `words`.
    uint16_t num_caps;  ///< 0..IPC_CAPS_MAX, in use in `caps`.
    /// Received: badge of the endpoint capability that the sender used. Ignored when sending.
    uint64_t badge;
    /// Sending: handles to transfer. Received: new handles in this task's table, owned by the
    /// receiver, which must delete or keep each one. HANDLE_NONE where none came.
    handle_t caps[IPC_CAPS_MAX];
    uint64_t words[IPC_WORDS_MAX];
};

/// Requests carry this label.
#define IPC_LABEL(protocol, method) ((uint32_t)(protocol) << 12 | (uint32_t)(method))
#define IPC_LABEL_PROTOCOL(label) ((label) >> 12)
#define IPC_LABEL_METHOD(label) ((label)&0xfffu)

/// Badges are `instance << 32 | session` of the server's instance and the client's session.
#define IPC_BADGE(instance, session) ((uint64_t)(instance) << 32 | (uint32_t)(session))
#define IPC_BADGE_INSTANCE(badge) ((uint32_t)((badge) >> 32))
#define IPC_BADGE_SESSION(badge) ((uint32_t)(badge))
