// SPDX-License-Identifier: MIT
/// @file
/// Test daemon: answers requests on the second serial port. Only in test images.
///
/// A request is a line. The answer is `<command> <length>` and as many bytes, or `error <text>`.
#include <base/fmt.h>
#include <base/log.h>
#include <base/string.h>
#include <idl/init.h>
#include <idl/inspect.h>
#include <idl/vm.h>
#include <ipc/conn.h>
#include <ipc/server.h>
#include <manifest.h>

#include "uart.h"

#define LOG_TAG "testd"

enum {
    ANSWER_MAX = 256 * 1024
};

static struct state {
    struct uart uart;
    struct ipc_conn inspect;
    struct ipc_msg buffer;
    size_t used_b; ///< Of `answer_text`.
} state = { .inspect = IPC_CONN(CAP_USES_INSPECT_INSPECT) };

static char answer_text[ANSWER_MAX];

/// One request. `argument` is the rest of the line. The answer is appended to answer_text.
struct command {
    const char *name;
    status_t (*run)(const char *argument);
};

static void append(const char *text) {
    size_t length_b = MIN(strlen(text), ANSWER_MAX - state.used_b);
    memcpy(answer_text + state.used_b, text, length_b);
    state.used_b += length_b;
}

static uint32_t parse_number(const char *text) {
    uint32_t value = 0;
    for (; *text >= '0' && *text <= '9'; text++) {
        value = value * 10 + (uint32_t)(*text - '0');
    }
    return value;
}

static status_t run_idle(const char *argument) {
    (void)argument;
    struct inspect_inspect_idle_rep reply;
    struct inspect_inspect_idle_req request = { 0 };
    TRY(IPC_CONN_CALL(&state.inspect,
                      inspect_inspect_idle(state.inspect.handle, &request, &reply)));
    char text[32];
    fmt_str(text, sizeof text, "%lu", reply.generation);
    append(text);
    return OK;
}

static status_t run_dump(const char *argument) {
    (void)argument;
    struct inspect_inspect_dump_rep reply = { .total = 1 };
    while (state.used_b < reply.total && state.used_b < ANSWER_MAX) {
        struct inspect_inspect_dump_req request = { .offset = (uint32_t)state.used_b };
        TRY(IPC_CONN_CALL(&state.inspect, inspect_inspect_dump(state.inspect.handle, &request,
                                                               &reply, &state.buffer)));
        if (reply.text.len == 0) {
            break;
        }
        size_t length_b = MIN(reply.text.len, ANSWER_MAX - state.used_b);
        memcpy(answer_text + state.used_b, reply.text.ptr, length_b);
        state.used_b += length_b;
    }
    return OK;
}

static status_t run_lint(const char *argument) {
    (void)argument;
    struct inspect_inspect_lint_rep reply = { .total = 1 };
    while (state.used_b < reply.total && state.used_b < ANSWER_MAX) {
        struct inspect_inspect_lint_req request = { .offset = (uint32_t)state.used_b };
        TRY(IPC_CONN_CALL(&state.inspect, inspect_inspect_lint(state.inspect.handle, &request,
                                                               &reply, &state.buffer)));
        if (reply.text.len == 0) {
            break;
        }
        size_t length_b = MIN(reply.text.len, ANSWER_MAX - state.used_b);
        memcpy(answer_text + state.used_b, reply.text.ptr, length_b);
        state.used_b += length_b;
    }
    return OK;
}

static status_t run_hash(const char *argument) {
    (void)argument;
    struct inspect_inspect_surface_hash_rep reply;
    struct inspect_inspect_surface_hash_req request = { 0 };
    TRY(IPC_CONN_CALL(&state.inspect, inspect_inspect_surface_hash(state.inspect.handle, &request,
                                                                   &reply, &state.buffer)));
    char text[64];
    fmt_str(text, sizeof text, "%u %u ", reply.w, reply.h);
    append(text);
    for (size_t i = 0; i < reply.hash.len; i++) {
        fmt_str(text, sizeof text, "%02x", (uint32_t)reply.hash.ptr[i]);
        append(text);
    }
    return OK;
}

/// Reads four numbers from `text`; false when there are fewer.
static bool parse_rect(const char *text, uint32_t out[4]) {
    for (size_t i = 0; i < 4; i++) {
        if (*text < '0' || *text > '9') {
            return false;
        }
        out[i] = parse_number(text);
        while (*text >= '0' && *text <= '9') {
            text++;
        }
        text += *text == ' ' ? 1 : 0;
    }
    return true;
}

/// Copies the rectangle x, y, w, h of the picture at `pixels` behind the answer.
static status_t append_pixels(const struct inspect_inspect_surface_rep *surface, uint64_t pixels,
                              uint64_t size_b, const uint32_t rect[4]) {
    uint64_t row_b = UINT64_C(4) * rect[2];
    uint64_t end_b = (uint64_t)(rect[1] + UINT64_C(0) + rect[3]) * surface->stride_b;
    if (rect[0] + UINT64_C(0) + rect[2] > surface->w ||
        rect[1] + UINT64_C(0) + rect[3] > surface->h || end_b > size_b ||
        row_b * rect[3] > ANSWER_MAX) {
        return ERR_BAD_ARG;
    }
    for (uint32_t y = 0; y < rect[3]; y++) {
        const char *row = (const char *)pixels + (uint64_t)(rect[1] + y) * surface->stride_b +
                          UINT64_C(4) * rect[0];
        memcpy(answer_text + state.used_b, row, row_b);
        state.used_b += row_b;
    }
    return OK;
}

/// `pixels x y w h`: that part of the server's own picture, XRGB words row by row.
static status_t run_pixels(const char *argument) {
    uint32_t rect[4];
    if (!parse_rect(argument, rect)) {
        return ERR_BAD_ARG;
    }
    struct inspect_inspect_surface_req request = { 0 };
    struct inspect_inspect_surface_rep surface;
    TRY(IPC_CONN_CALL(&state.inspect,
                      inspect_inspect_surface(state.inspect.handle, &request, &surface)));
    struct vm_memory_attach_req attach = { .region = surface.pixels, .rights = VM_RIGHTS_READ };
    struct vm_memory_attach_rep attached;
    status_t status = vm_memory_attach(START_HANDLE(SLOT_VM), &attach, &attached);
    if (status == OK) {
        status = append_pixels(&surface, attached.address, attached.size, rect);
        struct vm_memory_detach_req detach = { .address = attached.address };
        (void)vm_memory_detach(START_HANDLE(SLOT_VM), &detach, NULL); // attached a moment ago
    }
    ipc_cap_drop(surface.pixels);
    return status;
}

static status_t run_repaint(const char *argument) {
    (void)argument;
    struct inspect_inspect_repaint_req request = { 0 };
    return IPC_CONN_CALL(&state.inspect,
                         inspect_inspect_repaint(state.inspect.handle, &request, NULL));
}

static const char *state_name(init_component_state_t value) {
    switch ((enum init_component_state)value) {
    case INIT_COMPONENT_STATE_STOPPED:
        return "stopped";
    case INIT_COMPONENT_STATE_STARTING:
        return "starting";
    case INIT_COMPONENT_STATE_READY:
        return "ready";
    case INIT_COMPONENT_STATE_BACKOFF:
        return "backoff";
    case INIT_COMPONENT_STATE_PARKED:
        return "parked";
    }
    return "unknown";
}

static status_t run_list(const char *argument) {
    (void)argument;
    for (uint32_t index = 0;; index++) {
        struct init_supervisor_list_req request = { .index = index };
        struct init_supervisor_list_rep reply;
        status_t status =
            init_supervisor_list(CAP_USES_INIT_SUPERVISOR, &request, &reply, &state.buffer);
        if (status == ERR_NOT_FOUND) {
            return OK;
        }
        TRY(status);
        char text[128], name[INIT_NAME_MAX + 1];
        TRY(ipc_text_copy(name, sizeof name, reply.name));
        fmt_str(text, sizeof text, "%s %s %u %u %lu %lu\n", name, state_name(reply.state),
                reply.instance, reply.restarts, reply.used, reply.limit);
        append(text);
    }
}

static status_t run_kill(const char *argument) {
    struct init_supervisor_kill_req request = { .name = ipc_text_of(argument) };
    return init_supervisor_kill(CAP_USES_INIT_SUPERVISOR, &request, NULL);
}

static status_t run_stop(const char *argument) {
    struct init_supervisor_stop_req request = { .name = ipc_text_of(argument) };
    return init_supervisor_stop(CAP_USES_INIT_SUPERVISOR, &request, NULL);
}

static status_t run_launch(const char *argument) {
    const char *space = argument;
    while (*space != 0 && *space != ' ') {
        space++;
    }
    struct init_supervisor_launch_req request = {
        .name = { argument, (size_t)(space - argument) },
        .args = ipc_text_of(*space != 0 ? space + 1 : space),
    };
    struct init_supervisor_launch_rep reply;
    return init_supervisor_launch(CAP_USES_INIT_SUPERVISOR, &request, &reply);
}

static status_t run_counter(const char *argument) {
    uint64_t value;
    uint32_t number = parse_number(argument);
    if (number >= COUNTER_COUNT) {
        return ERR_BAD_ARG;
    }
    TRY(debug_counter(START_HANDLE(SLOT_DEBUG), (enum kernel_counter)number, &value));
    char text[32];
    fmt_str(text, sizeof text, "%lu", value);
    append(text);
    return OK;
}

static status_t run_memory(const char *argument) {
    (void)argument;
    struct vm_memory_usage_req request = { 0 };
    struct vm_memory_usage_rep reply;
    TRY(vm_memory_usage(START_HANDLE(SLOT_VM), &request, &reply));
    char text[32];
    fmt_str(text, sizeof text, "%lu", reply.free);
    append(text);
    return OK;
}

static status_t run_exit(const char *argument) {
    return debug_exit(START_HANDLE(SLOT_DEBUG), parse_number(argument));
}

static const struct command commands[] = {
    { "idle", run_idle },     { "dump", run_dump },       { "hash", run_hash },
    { "pixels", run_pixels }, { "repaint", run_repaint }, { "list", run_list },
    { "kill", run_kill },     { "launch", run_launch },   { "counter", run_counter },
    { "memory", run_memory }, { "exit", run_exit },       { "stop", run_stop },
    { "lint", run_lint },
};

static const struct command *find_command(const char *name, size_t length_b) {
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        if (strlen(commands[i].name) == length_b && memcmp(commands[i].name, name, length_b) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

static void answer(const char *line) {
    char head[UART_LINE_MAX + 32];
    size_t name_b = 0;
    while (line[name_b] != 0 && line[name_b] != ' ') {
        name_b++;
    }
    const struct command *command = find_command(line, name_b);
    state.used_b = 0;
    status_t status = command == NULL ? ERR_NOT_SUPPORTED
                                      : command->run(line + name_b + (line[name_b] == ' ' ? 1 : 0));
    if (status == OK) {
        fmt_str(head, sizeof head, "%s %zu\n", command->name, state.used_b);
        uart_write(&state.uart, head, strlen(head));
        uart_write(&state.uart, answer_text, state.used_b);
    } else {
        fmt_str(head, sizeof head, "error %s\n", status_name(status));
        uart_write(&state.uart, head, strlen(head));
    }
}

static void on_signal(void *self, uint64_t bits) {
    (void)self;
    (void)bits;
    do {
        while (uart_read_line(&state.uart)) {
            answer(state.uart.line);
        }
    } while (uart_rearm(&state.uart));
}

int main(void) {
    static struct ipc_server server = { .on_signal = on_signal };
    ipc_log_open(CAP_USES_LOG_SINK);
    status_t status = ipc_server_init(&server);
    status = status != OK ? status : uart_open(CAP_USES_DM_BOARD, &state.uart);
    if (status != OK) {
        LOG_ERROR("the second serial port cannot be used: %s", status_text(status));
        return 1;
    }
    // Firmware may have left the middle of a line on this port.
    uart_write(&state.uart, "\n", 1);
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&server);
}
