// SPDX-License-Identifier: MIT
/// @file
/// log: takes lines of all components, adds who and when, and prints them on the console.
#include <base/fmt.h>
#include <base/string.h>
#include <hsys/time.h>
#include <idl/init.h>
#include <idl/log.h>
#include <ipc/server.h>
#include <manifest.h>

enum {
    NAMES_MAX = 256, ///< Component numbers are below.
    LINE_MAX_B = LOG_TEXT_MAX + 64,
    RATE_LINES = 200, ///< Lines that one component may write in a row ...
};

/// ... until it has been quiet for so long. Printing takes time: nobody may take all of it.
#define RATE_WINDOW_NS UINT64_C(1000000000)

/// What is known of a sender.
struct sender {
    uint32_t session; ///< Of its present instance; 0 = not asked yet.
    char name[INIT_NAME_MAX + 1];
    nsec_t window_at; ///< Begin of the time in which its lines are counted.
    uint32_t lines;
    uint32_t dropped; ///< Not printed since then.
};

static struct sender senders[NAMES_MAX];

static struct sender *find_sender(uint32_t session) {
    struct sender *sender = &senders[IPC_SESSION_COMPONENT(session)];
    if (sender->session == session) {
        return sender;
    }
    *sender = (struct sender){ .session = session };
    fmt_str(sender->name, sizeof sender->name, "component %u", IPC_SESSION_COMPONENT(session));
    struct ipc_msg buffer;
    struct init_component_client_name_req request = { .session = session };
    struct init_component_client_name_rep reply;
    if (init_component_client_name(START_HANDLE(SLOT_PARENT), &request, &reply, &buffer) == OK) {
        (void)ipc_text_copy(sender->name, sizeof sender->name,
                            reply.name); // as long as init's own names
    }
    return sender;
}

/// Lines that can be read again: the last KEPT_MAX.
#define KEPT_MAX 512u
static struct {
    uint64_t count; ///< Ever printed; number n is in line[n % KEPT_MAX].
    char line[KEPT_MAX][LOG_READ_MAX + 1];
} kept;

static void keep(const char *line, size_t length_b) {
    kept.count++;
    char *to = kept.line[kept.count % KEPT_MAX];
    length_b = MIN(length_b, (size_t)LOG_READ_MAX);
    memcpy(to, line, length_b);
    to[length_b] = 0;
}

static void print(const char *name, const char *level, struct ipc_text text) {
    char line[LINE_MAX_B];
    nsec_t now_ns = time_now_ns();
    size_t length_b =
        (size_t)fmt_str(line, sizeof line, "[%4lu.%03lu] %s%s%.*s\n", now_ns / 1000000000,
                        now_ns / 1000000 % 1000, name, level, (int)text.len, text.ptr);
    length_b = MIN(length_b, sizeof line - 1);
    // A component must not be able to steer the terminal, nor to forge another one's line.
    for (size_t i = 0; i + 1 < length_b; i++) {
        line[i] = (uint8_t)line[i] < 0x20 || line[i] == 0x7f ? '?' : line[i];
    }
    task_debug_write(line, length_b);
    keep(line, length_b - 1);
}

/// Whether `sender` may print one more line now.
static bool take_turn(struct sender *sender) {
    nsec_t now_ns = time_now_ns();
    if (now_ns - sender->window_at >= RATE_WINDOW_NS) {
        if (sender->dropped > 0) {
            char text[48];
            fmt_str(text, sizeof text, "%u lines dropped", sender->dropped);
            print(sender->name, ": ", ipc_text_of(text));
        }
        sender->window_at = now_ns;
        sender->lines = 0;
        sender->dropped = 0;
    }
    if (sender->lines == RATE_LINES) {
        sender->dropped++;
        return false;
    }
    sender->lines++;
    return true;
}

static const char *level_text(log_severity_t level) {
    switch ((enum log_severity)level) {
    case LOG_SEVERITY_ERROR:
        return " error: ";
    case LOG_SEVERITY_WARN:
        return " warning: ";
    case LOG_SEVERITY_INFO:
    case LOG_SEVERITY_DEBUG:
        break;
    }
    return ": ";
}

/// `text` without the tag in front when that only repeats the name of its component ("dm: " of dm).
static struct ipc_text without_name(const struct sender *sender, struct ipc_text text) {
    size_t base_b = 0;
    while (sender->name[base_b] != 0 && sender->name[base_b] != '.') {
        base_b++; // instances of a driver are called "driver.1"
    }
    bool repeats = text.len > base_b + 2 && memcmp(text.ptr, sender->name, base_b) == 0 &&
                   text.ptr[base_b] == ':' && text.ptr[base_b + 1] == ' ';
    size_t skip_b = repeats ? base_b + 2 : 0;
    return (struct ipc_text){ text.ptr + skip_b, text.len - skip_b };
}

static status_t on_write(void *self, uint64_t badge, struct log_sink_write_req *req) {
    (void)self;
    struct sender *sender = find_sender(IPC_BADGE_SESSION(badge));
    if (take_turn(sender)) {
        print(sender->name, level_text(req->level), without_name(sender, req->text));
    }
    return OK;
}

static const struct log_sink_ops sink_ops = { .write = on_write };

static status_t serve_sink(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return log_sink_dispatch(&sink_ops, self, in, out);
}

static status_t on_read(void *self, uint64_t badge, struct log_reader_read_req *req,
                        struct log_reader_read_rep *rep) {
    (void)self;
    (void)badge;
    if (req->after >= kept.count) {
        return ERR_NOT_FOUND;
    }
    uint64_t oldest = kept.count > KEPT_MAX ? kept.count - KEPT_MAX + 1 : 1;
    rep->number = MAX(req->after + 1, oldest);
    rep->line = ipc_text_of(kept.line[rep->number % KEPT_MAX]);
    return OK;
}

static const struct log_reader_ops reader_ops = { .read = on_read };

static status_t serve_reader(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return log_reader_dispatch(&reader_ops, self, in, out);
}

int main(void) {
    static const struct ipc_service services[] = { { LOG_SINK_PROTOCOL, serve_sink, NULL },
                                                   { LOG_READER_PROTOCOL, serve_reader, NULL } };
    static const uint32_t provides[] = MANIFEST_PROVIDES;
    static struct ipc_server server = {
        .endpoint = CAP_ENDPOINT,
        .services = services,
        .num_services = ARRAY_LEN(services),
        .provides = provides,
        .num_provides = ARRAY_LEN(provides),
    };
    if (ipc_server_init(&server) != OK) {
        return 1;
    }
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&server);
}
