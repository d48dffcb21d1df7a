// SPDX-License-Identifier: MIT
/// @file
/// Internal to libui's port: texts, see struct ui_port.
#pragma once

#include "port.h"

#include <ipc/conn.h>

/// The connection of the session.
handle_t port_session(void);

status_t port_doc_set(void *context, uint32_t id, const char *text, uint32_t len_b,
                      uint64_t *out_rev);
status_t port_doc_get(void *context, uint32_t id, char **out_text, uint32_t *out_len_b,
                      uint64_t *out_rev);
void port_doc_close(void *context, uint32_t id);
status_t port_clipboard_set(void *context, const char *text, uint32_t len_b);
status_t port_measure(void *context, const char *const *texts, uint32_t num, uint32_t style,
                      uint32_t max_w, int *out_wh);
