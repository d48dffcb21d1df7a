// SPDX-License-Identifier: MIT
#include "core.h"

#include <base/log.h>
#include <string.h>

#include "clipboard.h"
#include "input.h"
#include "panel.h"
#include "popup.h"
#include "shape.h"
#include "snap.h"
#include "tooltip.h"
#include "wallpaper.h"
#include "wallpaper_cache.h"

#define LOG_TAG "gui"

status_t gui_core_init(struct gui_core *core, const struct gui_options *options) {
    memset(core, 0, sizeof(*core));
    core->port = options->port;
    core->scale = options->scale;
    core->test_mode = options->test_mode;
    core->theme_kind = options->theme;
    core->theme = theme_get(options->theme);
    core->night = core->theme->dark;
    core->key_delay_ns = KEY_DELAY_NS;
    core->key_every_ns = KEY_EVERY_NS;
    core->arranging = true;
    core->kiosk = options->kiosk;
    core->popups.entry = -1;
    core->pointer.hidden = options->hide_pointer;
    core->pointer.pending[0] = core->pointer.pending[1] = -1;
    list_init(&core->sessions);
    list_init(&core->windows);
    list_init(&core->motions);

    status_t st = text_create(options->fonts, &core->text);
    if (st != OK) {
        return st;
    }
    st = mask_cache_create(&core->masks);
    if (st != OK) {
        goto err_text;
    }
    st = shadow_cache_create(&core->shadows);
    if (st != OK) {
        goto err_masks;
    }
    st = shape_reset(core);
    if (st != OK) {
        goto err_shadows;
    }
    state_init(core, options->state, options->state_b);
    return OK;

err_shadows:
    shadow_cache_destroy(core->shadows);
err_masks:
    mask_cache_destroy(core->masks);
err_text:
    text_destroy(core->text);
    return st;
}

void gui_core_deinit(struct gui_core *core) {
    state_deinit(core);
    popup_close(core);
    overlay_hide_all(core);
    clipboard_clear(core);
    while (!list_is_empty(&core->sessions)) {
        session_close(list_first(&core->sessions, struct session, link), OK);
    }
    ghosts_clear(core); // of those windows
    surface_destroy(core->wallpaper);
    glass_destroy(core->glass);
    for (int i = 0; i < CURSOR_SHAPES; i++) {
        cursor_deinit(&core->cursors[i]);
    }
    shadow_cache_destroy(core->shadows);
    mask_cache_destroy(core->masks);
    text_destroy(core->text);
    memset(core, 0, sizeof(*core));
}

void core_drop_glass(struct gui_core *core) {
    glass_destroy(core->glass);
    core->glass = NULL;
}

void core_make_wallpaper(struct gui_core *core) {
    const struct surface *screen = &core->screen;
    core_drop_glass(core);
    if (core->wallpaper == NULL || core->wallpaper->w_px != screen->w_px ||
        core->wallpaper->h_px != screen->h_px) {
        surface_destroy(core->wallpaper);
        core->wallpaper = wallpaper_kept(core, screen->w_px, screen->h_px);
        if (core->wallpaper == NULL &&
            surface_create(screen->w_px, screen->h_px, &core->wallpaper) != OK) {
            LOG_WARN("no memory for the wallpaper");
            return;
        }
    }
    if (wallpaper_is_good(core)) {
        return; // the predecessor has drawn it
    }
    wallpaper_begin(core);
    if (wallpaper_draw(core->wallpaper, core->night) != OK) {
        surface_destroy(core->wallpaper);
        core->wallpaper = NULL;
        return;
    }
    wallpaper_done(core);
}

const struct glass *core_glass(struct gui_core *core) {
    if (core->glass == NULL && core->wallpaper != NULL &&
        glass_create(core->wallpaper, core->scale, &core->glass) != OK) {
        LOG_WARN("no memory for glass");
    }
    return core->glass;
}

status_t gui_core_attach_display(struct gui_core *core, void *pixels, uint32_t w_px, uint32_t h_px,
                                 uint32_t stride_b) {
    if (pixels == NULL || w_px == 0 || h_px == 0 || w_px > SURFACE_MAX_PX ||
        h_px > SURFACE_MAX_PX) {
        return ERR_BAD_SIZE;
    }
    struct surface screen;
    TRY(surface_wrap(&screen, pixels, (int32_t)w_px, (int32_t)h_px, stride_b));
    core->screen = screen;
    core->work = surface_box(&core->screen);
    core->generation++;
    core_make_wallpaper(core);
    damage_add(&core->damage, surface_box(&core->screen));
    panel_settle(core);
    struct window *w;
    list_for_each (w, &core->windows, link) {
        window_fit(w);
    }
    if (core->arranging) {
        window_arrange(core);
    }
    pointer_damage(core);
    return OK;
}

void gui_core_detach_display(struct gui_core *core) {
    core->screen = (struct surface){ 0 };
    damage_clear(&core->damage);
}

status_t gui_core_open_session(struct gui_core *core, const struct gui_session_args *args) {
    TRY(session_open(core, args));
    core->generation++;
    return OK;
}

void gui_core_close_session(struct gui_core *core, uint64_t badge) {
    struct session *s = session_find(core, badge);
    if (s != NULL) {
        session_close(s, OK);
        input_recheck(core);
    }
}

void gui_core_doorbell(struct gui_core *core, uint64_t badge) {
    struct session *s = session_find(core, badge);
    if (s != NULL) {
        s->doorbell = true;
    }
}

void gui_core_repaint(struct gui_core *core) {
    core->generation++;
    popup_touch(core);
    tooltip_recheck(core);
    core->switcher.dirty = true;
    enum window_snap preview = core->snap_preview;
    snap_preview(core, SNAP_NONE);
    snap_preview(core, preview);
    struct window *w;
    list_for_each (w, &core->windows, link) {
        window_touch(w);
    }
    if (core->screen.pixels != NULL) {
        damage_add(&core->damage, surface_box(&core->screen));
    }
}
