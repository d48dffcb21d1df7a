// SPDX-License-Identifier: MIT
#include "live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <test/test.h>

#include "../../../libui/private/port.h"
#include "lint.h"
#include "scene_area.h"
#include "texts.h"

struct rig live;
static bool (*playing)(int step);
static int next_step;

static void close_session(struct rig_app *app) {
    if (app->up != NULL) {
        gui_core_close_session(&live.core, app->badge);
    }
    free(app->up);
    free(app->down);
    app->up = NULL;
    app->down = NULL;
}

static status_t live_open(void *context, uint32_t bank_b, struct ui_up **out_up,
                          struct ui_down **out_down) {
    (void)context;
    struct rig_app *app = &live.app[0];
    close_session(app);
    app->rig = &live;
    app->badge = 1;
    app->up = calloc(1, UI_UP_B(bank_b));
    app->down = calloc(1, UI_DOWN_B);
    struct gui_session_args args = {
        .badge = 1,
        .up = app->up,
        .down = app->down,
        .bank_b = bank_b,
    };
    *out_up = app->up;
    *out_down = app->down;
    return gui_core_open_session(&live.core, &args);
}

static void live_doorbell(void *context) {
    (void)context;
    gui_core_doorbell(&live.core, 1);
}

/// Findings that are not repaired yet, by how their line begins.
static const char *const known[] = {
    "error focus TableColumn ",                                    // no key sorts a table
    "error contrast Button \"Stop\" in \"Monitor\": 4.29 of 4.50", // dark: red on a raised button
    // Dark: the upper edge of an accented button is lighter than the accent itself.
    "error contrast Button \"Save\" in \"Menus\": 4.16 of 4.50",
    "error contrast Button \"Delete\" in \"Delete all versions?\": 4.16 of 4.50",
    "error contrast Button \"Equals\" in \"Calculator\": 4.16 of 4.50",
};

uint32_t live_lint(void) {
    static char text[16384];
    struct ui_dump_buffer buffer = { text, sizeof(text), 0 };
    struct ui_dump_sink sink = ui_dump_to_buffer(&buffer);
    text[0] = '\0';
    (void)gui_core_lint(&live.core, &sink, NULL);
    uint32_t errors = 0;
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        bool fresh = strncmp(line, "error ", 6) == 0;
        for (size_t i = 0; i < ARRAY_LEN(known); i++) {
            fresh = fresh && strncmp(line, known[i], strlen(known[i])) != 0;
        }
        if (fresh) {
            printf("# %s\n", line);
            errors++;
        }
    }
    return errors;
}

static status_t live_wait(void *context, nsec_t deadline) {
    (void)context;
    (void)deadline;
    gui_core_tick(&live.core);
    CHECK_EQ(live_lint(), 0);
    return playing(next_step++) ? OK : ERR_CLOSED;
}

static status_t live_doc_set(void *context, uint32_t id, const char *text, uint32_t len_b,
                             uint64_t *out_rev) {
    (void)context;
    return gui_core_doc_set(&live.core, 1, id, (struct ui_text){ text, len_b }, out_rev);
}

static status_t live_doc_get(void *context, uint32_t id, char **out_text, uint32_t *out_len_b,
                             uint64_t *out_rev) {
    (void)context;
    struct scene_doc *d = gui_core_doc(&live.core, 1, id);
    if (d == NULL) {
        return ERR_NOT_FOUND;
    }
    *out_text = malloc(d->edit.doc.len_b + 1);
    *out_len_b = doc_read(&d->edit.doc, 0, *out_text, d->edit.doc.len_b);
    *out_rev = d->rev;
    return OK;
}

static status_t live_measure(void *context, const char *const *texts, uint32_t num, uint32_t style,
                             uint32_t max_w, int *out_wh) {
    (void)context;
    for (uint32_t i = 0; i < num; i++) {
        uint32_t size[2];
        struct ui_text text = { texts[i], (uint32_t)strlen(texts[i]) };
        gui_core_measure(&live.core, (enum ui_style)style, text, max_w, size);
        out_wh[2 * i] = (int)size[0];
        out_wh[2 * i + 1] = (int)size[1];
    }
    return OK;
}

static nsec_t live_now(void *context) {
    (void)context;
    return live.now;
}

static void live_log(void *context, const char *text, size_t len_b) {
    (void)context;
    printf("# app: %.*s\n", (int)len_b, text);
}

const struct ui_port *ui_port(void) {
    static const struct ui_port port = {
        .open = live_open,
        .doorbell = live_doorbell,
        .wait = live_wait,
        .doc_set = live_doc_set,
        .doc_get = live_doc_get,
        .measure = live_measure,
        .now = live_now,
        .log = live_log,
    };
    return &port;
}

int live_run(int (*app_main)(void), bool (*script)(int step)) {
    playing = script;
    next_step = 0;
    if (!rig_init(&live, true)) {
        return -1;
    }
    int code = app_main();
    close_session(&live.app[0]);
    rig_deinit(&live);
    return code;
}

static bool text_is(const struct ui_tree *t, uint32_t node, enum ui_attr_name name,
                    const char *want) {
    struct ui_text text = ui_tree_text(t, node, name);
    return text.len_b == strlen(want) && memcmp(text.bytes, want, text.len_b) == 0;
}

uint32_t live_find(enum ui_kind kind, const char *text) {
    const struct ui_tree *t = &rig_session(&live.app[0])->scene.tree;
    uint32_t id = 0;
    uint32_t num = 0;
    for (uint32_t i = 0; i < t->num_nodes; i++) {
        if (t->nodes[i].kind == (uint8_t)kind &&
            (text_is(t, i, UI_ATTR_TEXT, text) || text_is(t, i, UI_ATTR_TITLE, text))) {
            id = t->nodes[i].id;
            num++;
        }
    }
    return num == 1 ? id : 0;
}

uint64_t live_picture(void) {
    uint64_t h = 1469598103934665603u;
    for (int i = 0; i < RIG_W * RIG_H; i++) {
        h = (h ^ live.pixels[i]) * 1099511628211u;
    }
    return h;
}
