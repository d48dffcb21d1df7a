// SPDX-License-Identifier: MIT
/// @file
/// Windows: geometry, stack, activation, and their cached pixels.
#pragma once

#include "compose.h"
#include "session.h"

/// Longest title in bytes; longer ones are cut.
#define WINDOW_TITLE_MAX 256u

struct window {
    struct list link; ///< In core->windows.
    struct gui_core *core;
    struct session *session;
    uint32_t id;   ///< Of its node.
    uint32_t node; ///< Index in the session's scene; renewed at every commit.

    uint32_t number;      ///< What the shell calls it; never used again.
    bool panel;           ///< Of the shell, see panel.h: no frame, its own place.
    uint32_t panel_flags; ///< Of a panel: UI_FLAG_* of its node. Its node may be gone already.
    lpx_t panel_radius;
    enum ui_layer layer; ///< Where it stands in the stack.
    uint32_t return_to;  ///< Panel that took the keyboard: number of who had it before; 0 = nobody.

    int32_t x_px, y_px;      ///< Left top corner on the screen, header included.
    struct lpx_size content; ///< Below the header.
    lpx_t head;        ///< Height of what stands above the content: header, menu bar; 0 = nothing.
    bool frameless;    ///< No header, nothing to move or resize it by: popovers, toasts, panels.
    lpx_t declared[2]; ///< Size that the app asked for last; 0 = by content.
    bool sized;        ///< The user has resized it: its size follows nothing else.
    bool arranged;     ///< Still where it was put at boot.
    bool maximised;
    enum window_snap snap; ///< Part of the work area that it fills; SNAP_NONE when maximised.
    bool minimised;
    bool looks_active;               ///< It has the keyboard, or a popover of it does.
    bool had_keyboard;               ///< It was active once.
    nsec_t expires_ns;               ///< Toast: when it goes; UINT64_MAX = never.
    bool asks_frames;                ///< Something in it wants FRAME events.
    struct motion motion;            ///< Its picture on the way to where it is.
    bool put_away;                   ///< Minimised to show the desktop.
    struct px_box restore;           ///< Place before it was maximised or snapped, px.
    struct lpx_size restore_content; ///< Likewise.

    uint64_t used; ///< Value of core->uses when it was activated last; 0 = never.

    bool homed;               ///< The next two hold.
    struct lpx_point home;    ///< Where it stood before the scale changed.
    struct px_point homed_at; ///< Where the scale put it; elsewhere now: `home` means nothing.

    uint32_t focus_id; ///< Node with the keyboard focus; 0 = none.
    bool ring;         ///< The focus came by keyboard and shows.
    enum paint_window_button hover;
    enum paint_window_button pressed;

    struct surface *surface; ///< Owned; NULL without memory or before the first frame.
    bool no_pixels;          ///< A surface was refused: not tried again before something changes.
    struct damage damage;    ///< Of the surface, px.
    char title[WINDOW_TITLE_MAX];
    uint32_t title_b;
};

/// Where a point of the screen lies in a window.
enum window_part {
    WINDOW_NOWHERE,
    WINDOW_HEADER,
    WINDOW_BUTTON,
    WINDOW_CONTENT,
    WINDOW_EDGE, ///< Just outside: dragging it changes the size.
};

/// Sides of a window that a drag moves.
enum window_edge {
    EDGE_LEFT = BIT(0),
    EDGE_TOP = BIT(1),
    EDGE_RIGHT = BIT(2),
    EDGE_BOTTOM = BIT(3),
};

/// Smallest content, so that the header's buttons fit.
#define CONTENT_MIN_W LPX(160)
#define CONTENT_MIN_H LPX(24)

struct window_hit {
    struct window *window; ///< NULL with WINDOW_NOWHERE.
    enum window_part part;
    enum paint_window_button button;
    uint32_t edges; ///< Of enum window_edge, with WINDOW_EDGE.
    uint32_t node;  ///< Deepest node; valid with WINDOW_CONTENT.
    lpx_t x, y;     ///< In the window.
};

/// Makes the windows of `s` match its scene after a commit: creates, changes, destroys.
void window_sync(struct session *s);

void window_destroy(struct window *w);

/// Lays out its content after its size, its tree or something scrolled in it changed.
void window_layout(struct window *w);

/// Scrolls `node` by up to `dx`, `dy` (1/64 logical px): moves its pixels, paints what comes in and
/// asks the app for rows. False when it could not move.
bool window_scroll(struct window *w, uint32_t node, int64_t dx, int64_t dy);

/// Asks the app for rows of its long lists that show or soon will.
void window_ask_rows(struct window *w);

/// The screen has another size: unless the user has sized it, `w` takes the size that it wants there.
void window_fit(struct window *w);

/// Paints what is damaged. False when there is no memory for its pixels.
bool window_repaint(struct window *w);

/// Pixels of the screen that it covers, shadow included; empty when it is not shown.
struct px_box window_extent(const struct window *w);

/// Whether there is something of it on the screen.
bool window_shown(const struct window *w);

/// What painting needs to know of its frame. The title is borrowed.
void window_describe(const struct window *w, struct paint_window *out);

/// What composition needs. False when it is not shown.
bool window_layer(const struct window *w, struct compose_layer *out);

void window_move(struct window *w, int32_t x_px, int32_t y_px);

/// Gives it a place and a size, lays it out and repaints it. For files that know what they do to
/// `sized` and `maximised`; others use window_resize().
void window_set_geometry(struct window *w, int32_t x_px, int32_t y_px, struct lpx_size content);

/// Everything on the screen that shows `w` has to be composed again.
void window_damage_screen(struct window *w);

/// Maximised or snapped: square, without a shadow, and its size is not its own.
static inline bool window_is_square(const struct window *w) {
    return w->maximised || w->snap != SNAP_NONE;
}

/// Brings it and its dialogs to the front.
void window_raise(struct window *w);

/// The window that dialog or float `w` belongs to; NULL when there is none.
struct window *window_owner(const struct window *w);

/// The modal dialog that keeps the user from `w`; NULL when there is none.
struct window *window_blocker(const struct window *w);

/// The keyboard has moved, or who belongs to whom has changed: frames and shadows follow.
void window_show_activation(struct gui_core *core);

/// In front of which link a window of `layer` comes to stand at the front of its layer.
struct list *window_front_of(struct gui_core *core, enum ui_layer layer);

/// Gives it, or the modal dialog in front of it, the keyboard. NULL: nobody has it.
void window_activate(struct gui_core *core, struct window *w);

/// Gives it a place and a size of content, both the user's choice from now on.
void window_resize(struct window *w, int32_t x_px, int32_t y_px, struct lpx_size content);

void window_toggle_maximised(struct window *w);

// window_motion.c

/// It has pixels for the first time.
void window_motion_open(struct window *w);

/// It comes back from being minimised.
void window_motion_restore(struct window *w);

/// It stood at `before` on the screen and goes from there to where it is.
void window_motion_from(struct window *w, struct px_box before);

/// Its last picture fades. Takes `surface` over and returns NULL, or returns it when nothing moves.
struct surface *window_motion_leave(const struct window *w, struct surface *surface);

/// It is about to be minimised.
void window_motion_put_away(const struct window *w);
void window_set_minimised(struct window *w, bool minimised);

/// Asks the app to close it; a hung app's session is closed.
void window_close(struct window *w);

// window_hit.c

/// What lies at a point of the screen.
struct window_hit window_at(const struct gui_core *core, int32_t x_px, int32_t y_px);

/// Repaints the header, or one button of it.
void window_touch_header(struct window *w, enum paint_window_button button);

/// Repaints all of it.
void window_touch(struct window *w);

/// Moves the keyboard focus inside of the window; SCENE_NONE: to nothing.
void window_focus(struct window *w, uint32_t node, bool ring);

/// Index of its focused node; SCENE_NONE when there is none.
uint32_t window_focused(const struct window *w);

/// Size of the whole window in px.
int32_t window_w_px(const struct window *w);
int32_t window_h_px(const struct window *w);

// place.c

/// Finds a place for the new window `w`; windows that stand as at boot may move.
void window_place(struct window *w);

/// Puts the windows that nobody has touched side by side.
void window_arrange(struct gui_core *core);

/// Keeps `w` reachable: inside of the work area as far as it fits.
void window_keep_inside(struct window *w);

/// Copies `text` without control characters and bidi overrides; returns the length.
uint32_t window_strip_title(struct ui_text text, char out[WINDOW_TITLE_MAX]);
