// SPDX-License-Identifier: MIT
#include "fake_server.h"

#include "port.h"

#include <stdio.h>
#include <stdlib.h>

struct fake fake;
static bool (*playing)(int step);
static int next_step;
static bool over;

static void close_session(void) {
    free(fake.up);
    free(fake.down);
    free(fake.memories[0]);
    free(fake.memories[1]);
    fake.up = NULL;
    fake.down = NULL;
    fake.memories[0] = fake.memories[1] = NULL;
}

static status_t fake_open(void *context, uint32_t bank_b, struct ui_up **out_up,
                          struct ui_down **out_down) {
    (void)context;
    if (fake.refuse || (fake.bank_max_b != 0 && bank_b > fake.bank_max_b)) {
        return ERR_QUOTA;
    }
    close_session();
    fake.opened++;
    fake.up = calloc(1, UI_UP_B(bank_b));
    fake.down = calloc(1, UI_DOWN_B);
    for (int i = 0; i < 2; i++) {
        fake.memories[i] = aligned_alloc(16, ALIGN_UP(ui_tree_memory_b(bank_b), (size_t)16));
        ui_tree_init(&fake.trees[i], bank_b, fake.memories[i]);
    }
    fake.tree = &fake.trees[0];
    fake.importer = (struct ui_importer){
        .up = fake.up, .down = fake.down, .bank_b = bank_b, .read = ui_read_words
    };
    fake.writer =
        (struct ui_event_writer){ .down = fake.down, .up = fake.up, .read = ui_read_words };
    *out_up = fake.up;
    *out_down = fake.down;
    return OK;
}

static void fake_doorbell(void *context) {
    (void)context;
    fake.doorbells++;
    if (fake.corrupt) {
        uint8_t *bank = ui_up_bank(fake.up, fake.importer.bank_b, fake.up->gen);
        struct ui_node *last = (void *)(bank + sizeof(struct ui_tree_head));
        last += ((const struct ui_tree_head *)(void *)bank)->num_nodes - 1;
        last->id = 0;
    }
}

static status_t fake_wait(void *context, nsec_t deadline) {
    (void)context;
    if (deadline != 0) {
        fake.now = deadline;
    }
    if (!fake.asleep) {
        struct ui_tree *spare = fake.tree == &fake.trees[0] ? &fake.trees[1] : &fake.trees[0];
        switch (ui_import(&fake.importer, spare)) {
        case UI_IMPORT_ACCEPTED:
            fake.accepted++;
            fake.tree = spare;
            break;
        case UI_IMPORT_REJECTED:
            fake.rejected++;
            break;
        case UI_IMPORT_NOTHING:
            break;
        case UI_IMPORT_TORN:
        case UI_IMPORT_FAULT:
            abort(); // libui keeps the credit rule
        }
    }
    if (!over && playing(next_step++)) {
        return deadline != 0 ? ERR_TIMEOUT : OK;
    }
    over = true;
    return ERR_CLOSED;
}

static nsec_t fake_now(void *context) {
    (void)context;
    return fake.now;
}

static void fake_log(void *context, const char *text, size_t len_b) {
    (void)context;
    size_t used_b = strlen(fake.log);
    if (used_b + len_b + 2 < sizeof fake.log) {
        memcpy(fake.log + used_b, text, len_b);
        memcpy(fake.log + used_b + len_b, "\n", 2);
    }
}

static const struct ui_port port = {
    .open = fake_open,
    .doorbell = fake_doorbell,
    .wait = fake_wait,
    .now = fake_now,
    .log = fake_log,
};

const struct ui_port *ui_port(void) {
    return &port;
}

int fake_run(void (*view)(void), void (*render)(void), bool (*script)(int)) {
    playing = script;
    next_step = 0;
    over = false;
    fake.accepted = fake.rejected = fake.doorbells = fake.opened = 0;
    fake.asleep = false;
    fake.now = 1;
    fake.log[0] = '\0';
    int code = view != NULL ? ui_run(view) : ui_run_once(render);
    close_session();
    return code;
}

static bool text_is(struct ui_text text, const char *want) {
    return text.len_b == strlen(want) && memcmp(text.bytes, want, text.len_b) == 0;
}

static bool matches(uint32_t node, enum ui_kind kind, const char *text) {
    const struct ui_tree *t = fake.tree;
    return t->nodes[node].kind == (uint8_t)kind &&
           (text == NULL || text_is(ui_tree_text(t, node, UI_ATTR_TEXT), text) ||
            text_is(ui_tree_text(t, node, UI_ATTR_LABEL), text) ||
            text_is(ui_tree_text(t, node, UI_ATTR_TITLE), text));
}

uint32_t fake_count(enum ui_kind kind, const char *text) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < fake.tree->num_nodes; i++) {
        found += matches(i, kind, text);
    }
    return found;
}

uint32_t fake_find(enum ui_kind kind, const char *text) {
    uint32_t num = fake_count(kind, text);
    if (num != 1) {
        printf("# %u nodes are %s \"%s\"\n%s", num, ui_kind_table[kind].name,
               text != NULL ? text : "", fake_dump());
        abort();
    }
    uint32_t i = 0;
    while (!matches(i, kind, text)) {
        i++;
    }
    return i;
}

uint32_t fake_id(uint32_t node) {
    return fake.tree->nodes[node].id;
}

void fake_post(struct ui_event_rec rec, const char *text) {
    rec.text_b = text != NULL ? (uint16_t)strlen(text) : 0;
    if (ui_events_post(&fake.writer, &rec, text) != OK) {
        abort();
    }
}

static struct ui_event_rec event_at(uint32_t node, enum ui_event_kind kind) {
    return (
        struct ui_event_rec){ .gen = fake.tree->gen, .id = fake_id(node), .kind = (uint16_t)kind };
}

void fake_send(uint32_t node, enum ui_event_kind kind) {
    fake_post(event_at(node, kind), NULL);
}

void fake_click(uint32_t node) {
    if ((fake.tree->nodes[node].flags & UI_FLAG_DISABLED) == 0) {
        fake_send(node, UI_EVENT_CLICK);
    }
}

void fake_toggle(uint32_t node, bool on) {
    struct ui_event_rec rec = event_at(node, UI_EVENT_CHANGE);
    rec.change.on = on;
    fake_post(rec, NULL);
}

void fake_type(uint32_t node, const char *text) {
    fake_post(event_at(node, UI_EVENT_CHANGE), text);
}

const char *fake_dump(void) {
    static char text[65536];
    struct ui_dump_buffer buffer = { text, sizeof text, 0 };
    struct ui_dump_sink sink = ui_dump_to_buffer(&buffer);
    ui_tree_dump(fake.tree, 0, 0, &sink);
    return text;
}

bool fake_logged(const char *part) {
    return strstr(fake.log, part) != NULL;
}
