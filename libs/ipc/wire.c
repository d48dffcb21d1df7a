// SPDX-License-Identifier: MIT
/// @file
/// Helpers that generated code encodes, decodes and dispatches messages with.

#include <ipc/wire.h>

#include <base/log.h>
#include <base/string.h>
#include <base/utf8.h>

#define LOG_TAG "ipc"

/// Every field starts at a multiple of this.
#define FIELD_ALIGN_B ((size_t)8)

uint32_t ipc_server_instance;

struct ipc_text ipc_text_of(const char *text) {
    return (struct ipc_text){ .ptr = text, .len = strlen(text) };
}

bool ipc_text_is(struct ipc_text text, const char *other) {
    return text.len == strlen(other) && (text.len == 0 || memcmp(text.ptr, other, text.len) == 0);
}

status_t ipc_text_copy(char *out, size_t size, struct ipc_text text) {
    if (size > 0) {
        out[0] = '\0';
    }
    if (text.len >= size) {
        return ERR_TOO_BIG;
    }
    if (text.len == 0) {
        return OK;
    }
    if (strnlen(text.ptr, text.len) != text.len) {
        return ERR_BAD_FORMAT;
    }
    memcpy(out, text.ptr, text.len);
    out[text.len] = '\0';
    return OK;
}

void ipc_out_start(struct ipc_out *out, uint64_t *words, size_t size_b, const void *head,
                   size_t head_b) {
    out->bytes = (uint8_t *)words;
    out->size_b = size_b;
    out->used_b = head_b;
    if (head_b > 0) {
        memcpy(out->bytes, head, head_b);
    }
}

void *ipc_out_reserve(struct ipc_out *out, size_t count, size_t max, size_t item_b) {
    // `max` is a constant of the interface, so that the product cannot overflow.
    if (count > max || count * item_b > out->size_b - out->used_b) {
        return NULL;
    }
    uint8_t *items = out->bytes + out->used_b;
    size_t padded_b = ALIGN_UP(count * item_b, FIELD_ALIGN_B);
    memset(items, 0, padded_b);
    out->used_b += padded_b;
    return items;
}

status_t ipc_out_items(struct ipc_out *out, const void *items, size_t count, size_t max,
                       size_t item_b) {
    void *to = ipc_out_reserve(out, count, max, item_b);
    if (to == NULL) {
        return ERR_TOO_BIG;
    }
    if (count > 0) {
        memcpy(to, items, count * item_b);
    }
    return OK;
}

status_t ipc_in_start(struct ipc_in *in, const uint64_t *words, size_t num_words, void *head,
                      size_t head_b) {
    if (num_words > IPC_WORDS_MAX || num_words * sizeof(uint64_t) < head_b) {
        return ERR_BAD_MESSAGE;
    }
    if (head_b > 0) {
        memcpy(head, words, head_b);
    }
    in->at = (const uint8_t *)words + head_b;
    in->left_b = num_words * sizeof(uint64_t) - head_b;
    return OK;
}

status_t ipc_in_items(struct ipc_in *in, size_t count, size_t max, size_t item_b,
                      const void **out_items) {
    if (count > max) {
        return ERR_BAD_MESSAGE;
    }
    size_t size_b = count * item_b;
    size_t padded_b = ALIGN_UP(size_b, FIELD_ALIGN_B);
    if (padded_b > in->left_b) {
        return ERR_BAD_MESSAGE;
    }
    if (!ipc_is_zero(in->at + size_b, padded_b - size_b)) {
        return ERR_BAD_MESSAGE;
    }
    *out_items = in->at;
    in->at += padded_b;
    in->left_b -= padded_b;
    return OK;
}

status_t ipc_in_bytes(struct ipc_in *in, size_t len, size_t max, struct ipc_bytes *out) {
    const void *items = NULL;
    TRY(ipc_in_items(in, len, max, 1, &items));
    *out = (struct ipc_bytes){ .ptr = items, .len = len };
    return OK;
}

status_t ipc_in_text(struct ipc_in *in, size_t len, size_t max, struct ipc_text *out) {
    const void *items = NULL;
    TRY(ipc_in_items(in, len, max, 1, &items));
    if (!utf8_is_valid(items, len)) {
        return ERR_BAD_MESSAGE;
    }
    *out = (struct ipc_text){ .ptr = items, .len = len };
    return OK;
}

status_t ipc_in_end(const struct ipc_in *in) {
    return in->left_b == 0 ? OK : ERR_BAD_MESSAGE;
}

status_t ipc_in_caps(const struct ipc_msg *msg, uint32_t count) {
    if (msg->num_caps != count) {
        return ERR_BAD_MESSAGE;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (msg->caps[i] == HANDLE_NONE) {
            return ERR_BAD_MESSAGE;
        }
    }
    return OK;
}

bool ipc_is_zero(const void *bytes, size_t len) {
    const uint8_t *at = bytes;
    uint8_t any = 0;
    for (size_t i = 0; i < len; i++) {
        any |= at[i];
    }
    return any == 0;
}

void ipc_drop_rest(handle_t handle) {
    if (handle != HANDLE_NONE) {
        ipc_cap_drop(handle);
    }
}

void ipc_drop_caps(const struct ipc_msg *msg) {
    for (uint32_t i = 0; i < MIN((uint32_t)msg->num_caps, (uint32_t)IPC_CAPS_MAX); i++) {
        ipc_drop_rest(msg->caps[i]);
    }
}

void ipc_answer(struct ipc_msg *out, status_t status) {
    out->label = (uint32_t)status;
    out->num_words = 0;
    out->num_caps = 0;
}

status_t ipc_refuse(const struct ipc_msg *in, struct ipc_msg *out, status_t status) {
    ipc_drop_caps(in);
    ipc_answer(out, status);
    return OK;
}

bool ipc_is_gone(const struct ipc_msg *in) {
    return ipc_server_instance != 0 && IPC_BADGE_INSTANCE(in->badge) != ipc_server_instance;
}

status_t ipc_reply_status(const struct ipc_msg *msg) {
    int32_t status = (int32_t)msg->label;
    if (status == OK) {
        return OK;
    }
    ipc_drop_caps(msg);
    return status > 0 ? ERR_BAD_MESSAGE : (status_t)status;
}

void ipc_check_status(const char *method, status_t status, const status_t *listed, size_t count) {
    if (status == IPC_DEFERRED) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (listed[i] == status) {
            return;
        }
    }
    LOG_ERROR("%s answers %s, which its interface does not list", method, status_name(status));
}
