// SPDX-License-Identifier: MIT
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tree_text.h"

#define BANK_B 262144u

static const char *const font_files[FONT_NUM] = {
    "Inter-Regular.otf",         "Inter-SemiBold.otf",    "InterDisplay-SemiBold.otf",
    "JetBrainsMono-Regular.ttf", "Fallback-Japanese.ttf",
};

/// Fonts are read once for all tests of the program.
static struct text_blob fonts[FONT_NUM];

static bool load_fonts(void) {
    for (int i = 0; i < FONT_NUM && fonts[i].data == NULL; i++) {
        char path[512];
        snprintf(path, sizeof(path), "%s/%s", HESPER_FONTS_DIR, font_files[i]);
        FILE *f = fopen(path, "rb");
        if (f == NULL) {
            printf("# cannot open %s\n", path);
            return false;
        }
        fseek(f, 0, SEEK_END);
        size_t size = (size_t)ftell(f);
        rewind(f);
        void *data = malloc(size);
        size_t got = data != NULL ? fread(data, 1, size, f) : 0;
        fclose(f);
        if (got != size) {
            free(data);
            return false;
        }
        fonts[i] = (struct text_blob){ data, size };
    }
    return true;
}

static nsec_t port_now(void *self) {
    return ((struct rig *)self)->now;
}

static void port_wake(void *self, uint64_t badge) {
    ((struct rig *)self)->app[badge - 1].wakes++;
}

static status_t port_present(void *self, const struct px_box *boxes, uint32_t count) {
    struct rig *rig = self;
    rig->presents++;
    rig->presented.n = count;
    memcpy(rig->presented.box, boxes, count * sizeof(*boxes));
    return rig->present_status;
}

static void port_closed(void *self, uint64_t badge, status_t why) {
    struct rig *rig = self;
    rig->app[badge - 1].closed = true;
    rig->app[badge - 1].why = why;
}

static void port_shell(void *self) {
    ((struct rig *)self)->shell_wakes++;
}

static void *port_cache(void *self, size_t size_b) {
    struct rig *rig = self;
    if (rig->cache_b != size_b) {
        free(rig->cache);
        rig->cache = aligned_alloc(PAGE_SIZE_B, ALIGN_UP(size_b, PAGE_SIZE_B));
        rig->cache_b = rig->cache != NULL ? size_b : 0;
        memset(rig->cache, 0, rig->cache_b);
    }
    return rig->cache;
}

static bool start(struct rig *rig, bool test_mode) {
    struct gui_options options = {
        .port = { rig, port_now, port_wake, port_present, NULL, port_closed, port_cache, port_shell,
                  NULL },
        .theme = THEME_LIGHT,
        .scale = 100,
        .test_mode = test_mode,
        .state = rig->state,
        .state_b = RIG_STATE_B,
    };
    memcpy(options.fonts, fonts, sizeof(fonts));
    if (gui_core_init(&rig->core, &options) != OK) {
        return false;
    }
    rig->core.reduce_motion = true; // test_motion.c is about motion
    return gui_core_attach_display(&rig->core, rig->pixels, RIG_W, RIG_H, RIG_W * 4) == OK;
}

bool rig_init(struct rig *rig, bool test_mode) {
    memset(rig, 0, sizeof(*rig));
    if (!load_fonts()) {
        return false;
    }
    rig->now = 1000000000;
    rig->pixels = calloc(RIG_W * RIG_H, 4);
    rig->check = calloc(RIG_W * RIG_H, 4);
    rig->state = calloc(1, RIG_STATE_B);
    if (rig->pixels == NULL || rig->state == NULL || rig->check == NULL || !start(rig, test_mode)) {
        return false;
    }
    gui_core_tick(&rig->core);
    return true;
}

static status_t open_session(struct rig_app *app) {
    struct gui_session_args args = {
        .badge = app->badge,
        .up = app->up,
        .down = app->down,
        .bank_b = BANK_B,
        .shell = app->shell,
        .app = "app",
    };
    return gui_core_open_session(&app->rig->core, &args);
}

bool rig_restart(struct rig *rig) {
    memset(rig->state, 0, RIG_STATE_B);
    return rig_resume(rig);
}

bool rig_resume(struct rig *rig) {
    bool test_mode = rig->core.test_mode;
    gui_core_deinit(&rig->core);
    if (!start(rig, test_mode)) {
        return false;
    }
    for (int i = 0; i < RIG_APPS; i++) {
        if (rig->app[i].up != NULL && open_session(&rig->app[i]) != OK) {
            return false;
        }
    }
    gui_core_tick(&rig->core);
    return true;
}

static void dump(struct rig *rig, char *to, size_t size_b) {
    struct ui_dump_buffer buffer = { to, size_b, 0 };
    struct ui_dump_sink sink = ui_dump_to_buffer(&buffer);
    gui_core_dump(&rig->core, &sink);
}

bool rig_same_when_resumed(struct rig *rig) {
    static char before[262144], after[262144];
    dump(rig, before, sizeof(before));
    memcpy(rig->check, rig->pixels, RIG_W * RIG_H * 4);
    if (!rig_resume(rig)) {
        printf("# no resume\n");
        return false;
    }
    dump(rig, after, sizeof(after));
    if (strcmp(before, after) != 0) {
        printf("# dump was:\n%s\n# and is:\n%s\n", before, after);
        return false;
    }
    for (int i = 0; i < RIG_W * RIG_H; i++) {
        if (rig->check[i] != rig->pixels[i]) {
            printf("# pixel %d,%d was %08x, after resuming %08x\n", i % RIG_W, i / RIG_W,
                   rig->check[i], rig->pixels[i]);
            return false;
        }
    }
    return true;
}

void rig_deinit(struct rig *rig) {
    gui_core_deinit(&rig->core);
    for (int i = 0; i < RIG_APPS; i++) {
        free(rig->app[i].up);
        free(rig->app[i].down);
        free(rig->app[i].build_memory);
    }
    free(rig->pixels);
    free(rig->check);
    free(rig->state);
    free(rig->cache);
}

struct rig_app *rig_open_shell(struct rig *rig, uint64_t badge) {
    rig->app[badge - 1].shell = true;
    return rig_open(rig, badge);
}

struct rig_app *rig_open(struct rig *rig, uint64_t badge) {
    struct rig_app *app = &rig->app[badge - 1];
    app->rig = rig;
    app->badge = badge;
    app->up = calloc(1, UI_UP_B(BANK_B));
    app->down = calloc(1, UI_DOWN_B);
    app->build_memory = aligned_alloc(16, ALIGN_UP(ui_build_memory_b(BANK_B), (size_t)16));
    ui_build_init(&app->builder, BANK_B, app->build_memory);
    app->reader = (struct ui_event_reader){ .down = app->down, .up = app->up };
    return open_session(app) == OK ? app : NULL;
}

bool rig_publish(struct rig_app *app, const char *text) {
    ui_build_reset(&app->builder);
    if (!tree_text_build(&app->builder, text)) {
        printf("# malformed tree: %s\n", text);
        return false;
    }
    uint64_t gen = app->gen + 1;
    uint32_t len = 0;
    if (ui_build_end(&app->builder, gen, app->events_seen, ui_up_bank(app->up, BANK_B, gen), BANK_B,
                     &len) != OK) {
        return false;
    }
    app->gen = gen;
    app->up->len[gen & 1] = len;
    app->up->gen = gen;
    return true;
}

bool rig_commit(struct rig_app *app, const char *text) {
    if (!rig_publish(app, text)) {
        return false;
    }
    gui_core_doorbell(&app->rig->core, app->badge);
    gui_core_tick(&app->rig->core);
    return true;
}

bool rig_event(struct rig_app *app) {
    return ui_events_next(&app->reader, &app->event, app->text);
}

uint32_t rig_count(struct rig_app *app, uint32_t kind) {
    uint32_t n = 0;
    while (rig_event(app)) {
        n += app->event.kind == kind;
    }
    return n;
}

static void input(struct rig *rig, uint16_t kind, uint16_t code, int32_t value) {
    struct gui_input event = { rig->now, kind, code, value, 32767 };
    gui_core_input(&rig->core, &event);
}

void rig_move(struct rig *rig, int32_t x_px, int32_t y_px) {
    // Rounded up, so that the core's division gives the pixel back.
    input(rig, GUI_INPUT_ABS, 0, (x_px * 32767 + RIG_W - 2) / (RIG_W - 1));
    input(rig, GUI_INPUT_ABS, 1, (y_px * 32767 + RIG_H - 2) / (RIG_H - 1));
    input(rig, GUI_INPUT_SYN, 0, 0);
    gui_core_tick(&rig->core);
}

void rig_button(struct rig *rig, bool down) {
    input(rig, GUI_INPUT_KEY, BUTTON_LEFT, down);
    input(rig, GUI_INPUT_SYN, 0, 0);
    gui_core_tick(&rig->core);
}

void rig_key(struct rig *rig, uint16_t code, int32_t value) {
    input(rig, GUI_INPUT_KEY, code, value);
    input(rig, GUI_INPUT_SYN, 0, 0);
    gui_core_tick(&rig->core);
}

void rig_tap(struct rig *rig, uint16_t code) {
    rig_key(rig, code, 1);
    rig_key(rig, code, 0);
}

void rig_click(struct rig *rig, int32_t x_px, int32_t y_px) {
    rig_move(rig, x_px, y_px);
    rig_button(rig, true);
    rig_button(rig, false);
}

uint32_t rig_node(const struct rig_app *app, uint32_t id) {
    uint32_t node = scene_find(&rig_session(app)->scene, id);
    ASSERT(node != SCENE_NONE);
    return node;
}

const struct scene_node *rig_scene_node(const struct rig_app *app, uint32_t id) {
    return &rig_session(app)->scene.nodes[rig_node(app, id)];
}

struct session *rig_session(const struct rig_app *app) {
    struct session *s = session_find(&app->rig->core, app->badge);
    ASSERT(s != NULL);
    return s;
}

struct window *rig_window(const struct rig_app *app, uint32_t id) {
    struct window *w;
    list_for_each (w, &app->rig->core.windows, link) {
        if (w->session->badge == app->badge && w->id == id) {
            return w;
        }
    }
    return NULL;
}

void rig_move_to_node(struct rig_app *app, uint32_t id) {
    const struct session *s = rig_session(app);
    const struct scene_node *n = rig_scene_node(app, id);
    const struct window *w = s->scene.nodes[n->top].window;
    struct lpx_rect box = n->box;
    if (n->window != NULL) {
        box = (struct lpx_rect){ 0, 0, w->content.w, HEADER_H };
    }
    rig_move(app->rig, w->x_px + lpx_snap(box.x + box.w / 2, 100),
             w->y_px + lpx_snap(box.y + box.h / 2, 100));
}

void rig_click_node(struct rig_app *app, uint32_t id) {
    rig_move_to_node(app, id);
    rig_button(app->rig, true);
    rig_button(app->rig, false);
}

/// Forgets what is known of sizes and lays out everything again.
static void relayout(struct rig *rig) {
    struct window *w;
    list_for_each (w, &rig->core.windows, link) {
        struct layout *l = &w->session->scene.layout;
        for (uint32_t i = 0; i < l->count; i++) {
            layout_invalidate(l, i);
        }
        window_layout(w);
    }
}

bool rig_same_when_repainted(struct rig *rig) {
    memcpy(rig->check, rig->pixels, RIG_W * RIG_H * 4);
    relayout(rig);
    gui_core_repaint(&rig->core);
    gui_core_tick(&rig->core);
    for (int i = 0; i < RIG_W * RIG_H; i++) {
        if (rig->check[i] != rig->pixels[i]) {
            printf("# pixel %d,%d was %08x, repainted %08x\n", i % RIG_W, i / RIG_W, rig->check[i],
                   rig->pixels[i]);
            return false;
        }
    }
    return true;
}
