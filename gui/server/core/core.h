// SPDX-License-Identifier: MIT
/// @file
/// The GUI server without an operating system: sessions of apps, windows, input, pictures.
///
/// One thread. The shell around it calls gui_core_input() and gui_core_doorbell() as things happen
/// and then gui_core_tick(), which does what is due; gui_core_deadline() says when to call again.
#pragma once

#include <base/list.h>
#include <ui_wire/dump.h>
#include <ui_wire/events.h>

#include "cursor.h"
#include "damage.h"
#include "editing.h"
#include "glass.h"
#include "motion.h"
#include "overlay.h"
#include "popups.h"
#include "scene.h"
#include "shadow.h"
#include "shell.h"
#include "state.h"
#include "surface.h"

struct session;
struct window;

/// What the core needs of its surroundings. `self` is passed to every function.
struct gui_port {
    void *self;
    /// Monotonic time.
    nsec_t (*now)(void *self);
    /// Signals the `wake` of the session with this badge.
    void (*wake)(void *self, uint64_t badge);
    /// Shows `boxes` of the attached pixels; returns when the device has taken them. On an error
    /// everything is shown again in the next frame.
    status_t (*present)(void *self, const struct px_box *boxes, uint32_t count);
    /// Moves the display's own cursor, whose picture is `cursor` of the core. NULL: the cursor is
    /// composed like everything else.
    void (*cursor)(void *self, int32_t x_px, int32_t y_px, bool visible);
    /// The core closed a session: three rejected trees, or closed by the user while it hung.
    void (*closed)(void *self, uint64_t badge, status_t why);
    /// `size_b` bytes that outlive the server, aligned to a page, for what takes long to make; what the
    /// predecessor left in as many is still there. NULL: there are none. The function may be NULL. At
    /// most one piece; the one before is gone.
    void *(*cache)(void *self, size_t size_b);
    /// There is something new for the shell (shell.h). Called only while it watches.
    void (*shell)(void *self);
    /// The picture of the cursor is another one. NULL: nobody needs to know.
    void (*cursor_image)(void *self);
};

struct gui_options {
    struct gui_port port;
    struct text_blob fonts[FONT_NUM]; ///< Must outlive the core.
    enum theme_kind theme;
    scale_t scale;
    bool test_mode;    ///< Every change is painted at once.
    bool hide_pointer; ///< Screenshots show no cursor.
    bool kiosk;        ///< Windows of apps fill the screen and have no frame.
    void *state;       ///< Memory that outlives the server (state.h); NULL = none. Borrowed.
    size_t state_b;
};

/// What an app's session is opened with.
struct gui_session_args {
    uint64_t badge;   ///< Names it; sessions at boot are arranged in this order.
    struct ui_up *up; ///< App memory of UI_UP_B(bank_b) bytes, read only through `read`.
    struct ui_down *down;
    uint32_t bank_b;
    bool shell;      ///< Kinds of shell sessions are legal.
    const char *app; ///< Name of the component, ends in NUL; NULL = none. Copied.
    ui_read_fn read; ///< NULL: ui_read_words.
    void *read_context;
};

/// Kinds of input, as the Linux input codes name them.
enum gui_input_kind {
    GUI_INPUT_SYN = 0,
    GUI_INPUT_KEY = 1, ///< Also buttons: code 0x110 and up. value: 0 up, 1 down, 2 repeat.
    GUI_INPUT_REL = 2, ///< Code 0 x, 1 y, 6 horizontal wheel, 8 wheel.
    GUI_INPUT_ABS = 3, ///< Code 0 x, 1 y: 0..abs_max over the screen.
};

struct gui_input {
    nsec_t time_ns;
    uint16_t kind; ///< enum gui_input_kind.
    uint16_t code;
    int32_t value;
    uint32_t abs_max; ///< Of the device; for GUI_INPUT_ABS.
};

/// Interval of frames and, for one client, of commits.
#define GUI_FRAME_NS UINT64_C(16666667)

/// Sessions that can be open at once.
#define GUI_SESSIONS_MAX 64u

/// Places that a window can fill, see snap.h.
enum window_snap {
    SNAP_NONE,
    SNAP_LEFT,
    SNAP_RIGHT,
    SNAP_TOP_LEFT,
    SNAP_TOP_RIGHT,
    SNAP_BOTTOM_LEFT,
    SNAP_BOTTOM_RIGHT,
    SNAP_MAXIMISED,
};

/// What a button or key that is held down acts on.
enum press_target {
    PRESS_NONE,
    PRESS_NODE,   ///< A node of a window; click when released on it.
    PRESS_BUTTON, ///< A header button.
    PRESS_MOVE,   ///< The header: the window follows the pointer.
    PRESS_DRAG,   ///< Something is dragged to drop it, see dnd.h.
    PRESS_RESIZE, ///< An edge: it follows the pointer.
    PRESS_GRIP,   ///< A part of a node that is dragged.
};

enum grip_what {
    GRIP_NONE,
    GRIP_BAR,    ///< A scroll bar of `id`.
    GRIP_COLUMN, ///< The right edge of column `id`.
    GRIP_TAB,    ///< The title of tab `id`; chosen at once, never dragged.
    GRIP_SPLIT,  ///< The edge between the children of split `id`.
};

/// A part of a node that is dragged, see grip.h.
struct grip {
    enum grip_what what;
    uint8_t axis;          ///< enum layout_axis: the way it moves.
    struct window *window; ///< NULL with GRIP_NONE. Cleared when the window goes.
    uint32_t id;
    lpx_t offset; ///< In a press: from where it begins to the pointer.
};

struct press {
    enum press_target target;
    bool by_key;
    uint16_t code;         ///< Key or button that is down.
    struct window *window; ///< NULL with PRESS_NONE. Cleared when the window goes.
    uint32_t id;           ///< PRESS_NODE, PRESS_GRIP: the node.
    struct grip grip;      ///< PRESS_GRIP.
    enum paint_window_button button;
    int32_t dx_px, dy_px; ///< PRESS_MOVE: from the window's corner to the pointer.
    struct px_point from; ///< PRESS_MOVE: the pointer at the press.
    bool moved;           ///< PRESS_MOVE: far enough that it counts.
    enum window_snap was; ///< PRESS_MOVE: how the window stood at the press.
    uint32_t edges;       ///< PRESS_RESIZE: enum window_edge.
    struct px_box start;  ///< The window at the press; PRESS_RESIZE: dx_px, dy_px: the pointer.
};

/// The node whose tooltip is shown or waits, see tooltip.h.
struct tip {
    struct window *window; ///< NULL = none.
    uint32_t id;
    nsec_t due_ns; ///< When it shows; 0 = it does, or something was pressed since.
    bool by_focus; ///< The keyboard asked for it.
};

/// A menu bar's entry under the pointer.
struct bar_hover {
    struct window *window; ///< Whose menus they are; NULL = none.
    int32_t entry;
};

/// The AppMenu of the shell, see menubar.h.
struct app_menu {
    struct window *panel; ///< NULL = there is none.
    uint32_t id;
};

/// Moving or resizing a window by keys, see winkeys.h.
struct window_keys {
    struct window *window; ///< NULL = not in that mode.
    bool resize;
};

/// Choice of a window with Alt+Tab, see switcher.h.
#define SWITCHER_MAX 48u
struct switcher {
    struct window *window[SWITCHER_MAX]; ///< Most recently used first.
    uint32_t n;                          ///< 0 = closed.
    uint32_t at;                         ///< The chosen one.
    bool dirty;
};

/// How held keys repeat unless the user wants it otherwise.
#define KEY_DELAY_NS UINT64_C(400000000)
#define KEY_EVERY_NS UINT64_C(33333333)

/// Most bytes of text that a drag carries.
#define UI_DRAG_MAX 4096u

/// Drag and drop, see dnd.h.
struct dnd {
    struct window *source; ///< What was pressed may be, or is, dragged out of it; NULL = nothing.
    uint32_t source_id;
    struct px_point from;  ///< The pointer at the press.
    struct px_point hot;   ///< From the corner of the picture to the pointer.
    struct window *target; ///< NULL = nothing under the pointer takes it.
    uint32_t target_id;
    enum ui_drop at;
    uint32_t text_b;
    char text[UI_DRAG_MAX];
};

/// Key codes that are kept track of.
#define GUI_KEYS 256u

struct gui_keyboard {
    uint64_t down[GUI_KEYS / 64]; ///< Bit by key code.
    uint16_t repeat_code;         ///< Key that repeats; 0 = none.
    nsec_t repeat_ns;             ///< When it does so next.

    uint32_t layout; ///< enum keymap_layout.
    uint32_t dead;   ///< Dead key that waits for the next one; 0 = none.
    bool composing;  ///< The key that went down last only armed or cancelled a dead key.
    char typed[8];   ///< What the key that went down last types, UTF-8: up to two characters.
    uint32_t typed_b;
};

struct gui_pointer {
    int32_t x_px, y_px; ///< On the screen.
    int32_t pending[2]; ///< Absolute position before SYN, -1 = none. In 0..abs_max.
    uint32_t abs_max;
    bool moved;      ///< Since the last SYN.
    int32_t told[2]; ///< Position in the node `told_id` that its app was told last, 1/64 px.
    uint32_t told_id;
    bool visible;          ///< It has moved once and may be shown.
    bool hidden;           ///< See struct gui_options.
    struct px_box shown;   ///< Pixels of the screen with the composed cursor.
    uint32_t buttons;      ///< Bits of buttons that are down.
    struct window *window; ///< Under it; NULL = none.
    uint32_t id;           ///< Reacting node under it; 0 = none.
    struct grip grip;      ///< Under it; what lies below it is not hovered then.
    nsec_t click_ns;       ///< Last click, for double clicks.
    uint32_t click_id;
    uint32_t click_count;
};

/// The whole server. Fields are for files of this folder only.
struct gui_core {
    struct gui_port port;
    scale_t scale;
    bool test_mode;
    enum theme_kind theme_kind;
    const struct theme *theme;            ///< Of that kind.
    bool night;                           ///< The wallpaper's palette.
    bool reduce_motion;                   ///< Nothing moves by itself.
    struct text *text;                    ///< Owned.
    struct mask_cache *masks;             ///< Owned.
    struct shadow_cache *shadows;         ///< Owned.
    struct cursor cursor;                 ///< As it is shown: one of `cursors`.
    struct cursor cursors[CURSOR_SHAPES]; ///< Owned; drawn when they are first needed.
    enum ui_cursor cursor_shape;
    struct surface kept_wallpaper; ///< Where it is in memory that outlives the server.
    struct surface
        *wallpaper;        ///< Owned unless it is the one above; NULL without memory or display.
    struct glass *glass;   ///< Owned; NULL before it is needed, see core_glass().
    struct surface screen; ///< Pixels of the display; pixels is NULL without one.
    struct px_box work;    ///< Where windows are placed, px.

    struct list sessions; ///< Of struct session, in the order of their badges.
    struct list windows;  ///< Of struct window, from back to front.
    uint32_t num_sessions;
    struct window *active; ///< Has the keyboard; NULL = none.
    struct window *front;  ///< The same, but panels do not count: the app that the user works with.
    bool kiosk;            ///< See struct gui_options.
    bool arranging;        ///< Nobody has touched anything yet: windows stand side by side.

    struct damage damage; ///< Of the screen.
    nsec_t frame_ns;      ///< Start of the last frame.
    uint64_t frames;

    struct gui_pointer pointer;
    struct press press;
    struct popup_stack popups;
    struct app_menu app_menu;
    struct bar_hover bar_hover;
    struct tip tip;
    bool alt_alone; ///< Alt went down and nothing else since.
    struct overlay overlays[OVERLAY_NUM];
    enum window_snap snap_preview; ///< What OVERLAY_PREVIEW shows.
    struct window_keys window_keys;
    struct switcher switcher;
    struct dnd dnd;
    /// Puts dropped text into the input field or text area `node`, at x, y of the window. NULL: those
    /// take no drops.
    void (*drop_text)(struct window *w, uint32_t node, lpx_t x, lpx_t y, struct ui_text text);
    struct list motions; ///< Of struct motion: what moves now.
    struct ghost ghosts[GHOSTS_MAX];
    nsec_t pulse_ns; ///< Last round of FRAME events.
    uint64_t uses;   ///< Counts activations of windows.
    struct gui_keyboard keyboard;
    nsec_t key_delay_ns; ///< A key that is held repeats after this time,
    nsec_t key_every_ns; ///< and then so often.
    struct gui_shell shell;
    bool thumbs_stale; ///< A window changed since they were painted, see thumbs.h.
    nsec_t thumbs_ns;  ///< When that was.
    struct editing editing;
    uint32_t mods; ///< UI_MOD_* that are down.
    struct core_state state;
    uint64_t generation; ///< Rises with every commit and input; see gui_core_generation().
};

/// Loads fonts, prepares caches. No display yet.
///
/// @return OK, ERR_BAD_FORMAT, ERR_NO_MEMORY; then nothing is held.
status_t gui_core_init(struct gui_core *core, const struct gui_options *options);
void gui_core_deinit(struct gui_core *core);

/// Shows everything in `pixels` from now on. Replaces the display before.
///
/// @return OK, ERR_BAD_SIZE; then nothing has changed.
status_t gui_core_attach_display(struct gui_core *core, void *pixels, uint32_t w_px, uint32_t h_px,
                                 uint32_t stride_b);

/// The display went away; its pixels are not touched any more.
void gui_core_detach_display(struct gui_core *core);

/// @return OK, ERR_NO_MEMORY, ERR_NO_SPACE (too many), ERR_EXISTS (badge in use), ERR_BAD_SIZE.
status_t gui_core_open_session(struct gui_core *core, const struct gui_session_args *args);

/// Closes the windows of `badge`. Nothing happens when there is no such session.
void gui_core_close_session(struct gui_core *core, uint64_t badge);

/// The app committed.
void gui_core_doorbell(struct gui_core *core, uint64_t badge);

/// Opens a grid of characters whose region (<ui_wire/cells.h>) is at `region`: app memory, read
/// through the session's `read` only, until gui_core_cells_close() or the end of the session.
///
/// @return OK, ERR_NOT_FOUND (no such session), ERR_BAD_SIZE, ERR_NO_SPACE (too many), ERR_QUOTA,
///         ERR_NO_MEMORY.
status_t gui_core_cells_open(struct gui_core *core, uint64_t badge, const volatile void *region,
                             size_t region_b, uint32_t *out_number);

/// Closes grid `number`. False when there is none.
bool gui_core_cells_close(struct gui_core *core, uint64_t badge, uint32_t number);

/// Pixels of an app's image: premultiplied ARGB32 in app memory, read through the session's `read`.
struct gui_image {
    const volatile void *pixels;
    uint64_t size_b;
    uint32_t w_px, h_px; ///< 1..GUI_IMAGE_MAX_PX.
    uint32_t stride_b;   ///< From one row to the next, a multiple of 4.
};
#define GUI_IMAGE_MAX_PX 4096u

/// Copies an image. `from->pixels` is read again by gui_core_image_update() until the image goes.
///
/// @return OK, ERR_NOT_FOUND (no such session), ERR_BAD_SIZE, ERR_NO_SPACE (too many), ERR_QUOTA,
///         ERR_NO_MEMORY, ERR_FAULT.
status_t gui_core_image_create(struct gui_core *core, uint64_t badge, const struct gui_image *from,
                               uint32_t *out_number);

/// Copies `box` of image `number` anew.
///
/// @return OK, ERR_NOT_FOUND, ERR_BAD_SIZE, ERR_FAULT (then the box may be half new).
status_t gui_core_image_update(struct gui_core *core, uint64_t badge, uint32_t number,
                               struct px_box box);

/// Frees image `number`. False when there is none.
bool gui_core_image_destroy(struct gui_core *core, uint64_t badge, uint32_t number);

/// One event of a driver. Acts at once; pictures follow in gui_core_tick().
void gui_core_input(struct gui_core *core, const struct gui_input *event);

/// A driver went away: releases everything that is held down.
void gui_core_release_all(struct gui_core *core);

/// Imports what was committed and paints what is dirty, as far as it is due.
void gui_core_tick(struct gui_core *core);

/// When gui_core_tick() has to be called again; UINT64_MAX = when something happens.
nsec_t gui_core_deadline(const struct gui_core *core);

/// Nothing queued, dirty or animating.
bool gui_core_is_idle(const struct gui_core *core);

/// Rises whenever something happened.
static inline uint64_t gui_core_generation(const struct gui_core *core) {
    return core->generation;
}

/// Paints everything again, from all caches' sources.
void gui_core_repaint(struct gui_core *core);

/// Draws the wallpaper for the screen. Without memory there is none, and what lies behind the
/// windows is black.
void core_make_wallpaper(struct gui_core *core);

/// The blurred wallpaper is made again when it is needed.
void core_drop_glass(struct gui_core *core);

/// The blurred wallpaper, made when it is needed first; NULL without memory or wallpaper.
const struct glass *core_glass(struct gui_core *core);

/// Changes the colours of everything, the wallpaper too; see look.h.
void gui_core_set_theme(struct gui_core *core, enum theme_kind theme);

/// Writes all windows with geometry and focus.
void gui_core_dump(const struct gui_core *core, const struct ui_dump_sink *sink);

/// The screen as the core believes it to be; pixels is NULL without a display.
static inline const struct surface *gui_core_surface(const struct gui_core *core) {
    return &core->screen;
}
