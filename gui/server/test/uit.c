// SPDX-License-Identifier: MIT
#include "uit.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <test/test.h>

#include "host/golden.h"
#include "scene_tabs.h"

/// Turns of the app until all must be at rest.
#define TURNS_MAX 200

static struct {
    pthread_t thread;
    sem_t test, app; ///< Whose turn it is.
    int (*main)(void);
    int code;
    bool open, ended;
    bool going; ///< The app may go on after this turn.
} uit;

static struct scene *scene(void) {
    return &rig_session(&live.app[0])->scene;
}

// --- Taking turns ---

static bool app_waits(int step) {
    (void)step;
    sem_post(&uit.test);
    sem_wait(&uit.app);
    return uit.going;
}

static void *run(void *context) {
    (void)context;
    sem_wait(&uit.app);
    uit.code = live_run(uit.main, app_waits);
    uit.ended = true;
    sem_post(&uit.test);
    return NULL;
}

static void turn(void) {
    sem_post(&uit.app);
    sem_wait(&uit.test);
}

static bool is_at_rest(void) {
    return gui_core_is_idle(&live.core) && ui_events_drained(&rig_session(&live.app[0])->events);
}

/// Lets app and server finish. False when there is no app any more.
static bool settle(void) {
    for (int i = 0; i < TURNS_MAX && uit.open && !uit.ended; i++) {
        gui_core_tick(&live.core);
        if (is_at_rest()) {
            return true;
        }
        live.now += GUI_FRAME_NS;
        turn();
    }
    CHECK(uit.open && !uit.ended && is_at_rest());
    return uit.open && !uit.ended;
}

bool uit_open(int (*app_main)(void)) {
    uit.main = app_main;
    uit.ended = false;
    uit.going = true;
    sem_init(&uit.test, 0, 0);
    sem_init(&uit.app, 0, 0);
    uit.open = pthread_create(&uit.thread, NULL, run, NULL) == 0;
    CHECK(uit.open);
    if (!uit.open) {
        return false;
    }
    turn();
    return settle();
}

int uit_close(void) {
    if (!uit.open) {
        return -1;
    }
    uit.going = false;
    while (!uit.ended) {
        turn();
    }
    pthread_join(uit.thread, NULL);
    sem_destroy(&uit.test);
    sem_destroy(&uit.app);
    uit.open = false;
    return uit.code;
}

// --- Finding ---

static bool is_called(const struct ui_tree *t, uint32_t node, const char *name) {
    static const enum ui_attr_name names[] = { UI_ATTR_LABEL, UI_ATTR_TEXT, UI_ATTR_TITLE,
                                               UI_ATTR_TIP, UI_ATTR_PLACEHOLDER };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct ui_text text = ui_tree_text(t, node, names[i]);
        if (text.len_b > 0 && text.len_b == strlen(name) &&
            memcmp(text.bytes, name, text.len_b) == 0) {
            return true;
        }
    }
    return false;
}

/// Where `node` shows, in its window. Empty when it does not.
static struct lpx_rect place_of(uint32_t node) {
    const struct scene *s = scene();
    const struct scene_node *n = &s->nodes[node];
    struct lpx_rect box = n->box;
    if (scene_kind(s, node) == UI_KIND_TAB && tabs_title(s, node, &box)) {
        return box;
    }
    if (n->window != NULL || (n->state & SCENE_SHOWN) == 0) {
        return (struct lpx_rect){ 0 };
    }
    lpx_t right = MIN(box.x + box.w, n->clip.x + n->clip.w);
    lpx_t below = MIN(box.y + box.h, n->clip.y + n->clip.h);
    box.x = MAX(box.x, n->clip.x);
    box.y = MAX(box.y, n->clip.y);
    box.w = MAX(right - box.x, 0);
    box.h = MAX(below - box.y, 0);
    return box.w > 0 && box.h > 0 ? box : (struct lpx_rect){ 0 };
}

/// Number of nodes that match and show; `*out` is the last of them.
static uint32_t matches(struct uit_locator what, uint32_t *out) {
    const struct scene *s = scene();
    uint32_t num = 0;
    for (uint32_t i = 1; i < s->tree.num_nodes; i++) {
        bool kind = what.kind == UI_KIND_APP || scene_kind(s, i) == what.kind;
        if (kind && (what.name == NULL || is_called(&s->tree, i, what.name)) && place_of(i).w > 0) {
            *out = i;
            num++;
        }
    }
    return num;
}

static void explain(const char *problem, struct uit_locator what, uint32_t num) {
    static char text[65536];
    struct ui_dump_buffer buffer = { text, sizeof(text), 0 };
    struct ui_dump_sink sink = ui_dump_to_buffer(&buffer);
    gui_core_dump(&live.core, &sink);
    printf("# %s: %u nodes are %s '%s' in\n%s\n", problem, num,
           what.kind == UI_KIND_APP ? "anything" : ui_kind_table[what.kind].role,
           what.name == NULL ? "" : what.name, text);
}

/// The one node; SCENE_NONE, and the case has failed, when there is not exactly one.
static uint32_t find(struct uit_locator what) {
    uint32_t node = SCENE_NONE;
    if (!settle()) {
        return SCENE_NONE;
    }
    uint32_t num = matches(what, &node);
    if (num != 1) {
        explain("not found", what, num);
        CHECK_EQ(num, 1);
        return SCENE_NONE;
    }
    return node;
}

// --- Acting ---

void uit_click(struct uit_locator what) {
    uint32_t node = find(what);
    if (node == SCENE_NONE) {
        return;
    }
    const struct scene *s = scene();
    const struct window *w = s->nodes[s->nodes[node].top].window;
    struct lpx_rect box = place_of(node);
    int32_t x = w->x_px + lpx_snap(box.x + box.w / 2, live.core.scale);
    int32_t y = w->y_px + lpx_snap(box.y + box.h / 2, live.core.scale);
    struct window_hit hit = window_at(&live.core, x, y);
    uint32_t owner = scene_kind(s, node) == UI_KIND_TAB ? s->tree.nodes[node].parent : node;
    bool on_it = hit.window == w && hit.part == WINDOW_CONTENT && hit.node >= owner &&
                 hit.node < s->tree.end[owner];
    if (!on_it) {
        explain("covered", what, 1);
        CHECK(on_it);
        return;
    }
    rig_click(&live, x, y);
    settle();
}

static const struct {
    const char *name;
    uint16_t code;
} named_keys[] = {
    { "Tab", KEY_TAB },       { "Space", KEY_SPACE },      { "Enter", KEY_ENTER },
    { "Escape", KEY_ESC },    { "Esc", KEY_ESC },          { "Backspace", KEY_BACKSPACE },
    { "Delete", KEY_DELETE }, { "Home", KEY_HOME },        { "End", KEY_END },
    { "Up", KEY_UP },         { "Down", KEY_DOWN },        { "Left", KEY_LEFT },
    { "Right", KEY_RIGHT },   { "PageUp", KEY_PAGE_UP },   { "PageDown", KEY_PAGE_DOWN },
    { "F4", KEY_F4 },         { "Ctrl", KEY_LEFT_CTRL },   { "Shift", KEY_LEFT_SHIFT },
    { "Alt", KEY_LEFT_ALT },  { "Super", KEY_LEFT_SUPER },
};

/// The key that types `letter` in the US layout; 0 when none does.
static uint16_t code_of(char letter, bool *out_shift) {
    static const char plain[] = "\x1b"
                                "1234567890-=\b\tqwertyuiop[]\n\x1d"
                                "asdfghjkl;'`\x1f\\zxcvbnm,./";
    static const char shifted[] = "\x1b"
                                  "!@#$%^&*()_+\b\tQWERTYUIOP{}\n\x1d"
                                  "ASDFGHJKL:\"~\x1f|ZXCVBNM<>?";
    const char *at = letter == '\0' ? NULL : strchr(plain, letter);
    *out_shift = at == NULL;
    if (letter == ' ') {
        *out_shift = false;
        return KEY_SPACE;
    }
    if (at != NULL) {
        return (uint16_t)(at - plain + 1); // codes follow the rows of the keyboard
    }
    at = letter == '\0' ? NULL : strchr(shifted, letter);
    return at == NULL ? 0 : (uint16_t)(at - shifted + 1);
}

static uint16_t key_named(const char *name, size_t len) {
    for (size_t i = 0; i < ARRAY_LEN(named_keys); i++) {
        if (strlen(named_keys[i].name) == len && memcmp(named_keys[i].name, name, len) == 0) {
            return named_keys[i].code;
        }
    }
    bool shift;
    return len == 1 ? code_of(name[0], &shift) : 0;
}

void uit_type(struct uit_locator what, const char *text) {
    uit_click(what);
    for (; *text != '\0'; text++) {
        bool shift;
        uint16_t code = code_of(*text, &shift);
        CHECK(code != 0);
        if (shift) {
            rig_key(&live, KEY_LEFT_SHIFT, 1);
        }
        rig_tap(&live, code);
        if (shift) {
            rig_key(&live, KEY_LEFT_SHIFT, 0);
        }
        if (!settle()) {
            return;
        }
    }
}

void uit_key(const char *keys) {
    while (*keys != '\0' && settle()) {
        uint16_t held[8];
        size_t num = 0;
        size_t len;
        do { // the parts of one chord
            len = strcspn(keys + 1, "+ ") + 1;
            held[num] = key_named(keys, len);
            CHECK(held[num] != 0);
            rig_key(&live, held[num++], 1);
            keys += len + (keys[len] != '\0');
        } while (keys[-1] == '+' && *keys != '\0' && num < ARRAY_LEN(held));
        while (num > 0) {
            rig_key(&live, held[--num], 0);
        }
    }
    settle();
}

void uit_invoke(struct uit_locator what) {
    uint32_t node = find(what);
    if (node != SCENE_NONE) {
        const struct scene *s = scene();
        CHECK((s->nodes[node].state & SCENE_DISABLED) == 0);
        activate_node(s->nodes[s->nodes[node].top].window, node, 0, 1);
        settle();
    }
}

// --- Expecting ---

void uit_expect_visible(struct uit_locator what) {
    (void)find(what);
}

void uit_expect_gone(struct uit_locator what) {
    uint32_t node = SCENE_NONE;
    if (settle() && matches(what, &node) != 0) {
        explain("still there", what, 1);
        CHECK(node == SCENE_NONE);
    }
}

void uit_expect_focused(struct uit_locator what) {
    uint32_t node = find(what);
    if (node != SCENE_NONE) {
        const struct scene *s = scene();
        const struct window *w = s->nodes[s->nodes[node].top].window;
        bool focused = w == live.core.active && window_focused(w) == node;
        if (!focused) {
            explain("not focused", what, 1);
        }
        CHECK(focused);
    }
}

void uit_expect_shot(const char *name, const struct uit_locator *mask, size_t num_masks) {
    const struct window *w = settle() ? live.core.active : NULL;
    CHECK(w != NULL && w->surface != NULL);
    if (w == NULL || w->surface == NULL) {
        return;
    }
    struct surface *copy = NULL;
    CHECK_STATUS(surface_create(w->surface->w_px, w->surface->h_px, &copy), OK);
    for (int32_t y = 0; y < copy->h_px; y++) {
        memcpy(surface_row(copy, y), surface_row(w->surface, y),
               (size_t)copy->w_px * sizeof(pargb_t));
    }
    for (size_t i = 0; i < num_masks; i++) {
        uint32_t node = find(mask[i]);
        struct lpx_rect at = node == SCENE_NONE ? (struct lpx_rect){ 0 } : place_of(node);
        struct px_box box = px_box_intersect(lpx_snap_rect(at, live.core.scale), surface_box(copy));
        for (int32_t y = box.y1; y < box.y2; y++) {
            for (int32_t x = box.x1; x < box.x2; x++) {
                surface_row(copy, y)[x] = 0xff000000u;
            }
        }
    }
    golden_check(name, copy);
    surface_destroy(copy);
}
