// SPDX-License-Identifier: MIT
#include "pages.h"

#include <abi/boot.h>
#include <cpuid.h>
#include <idl/vm.h>
#include <ipc/conn.h>
#include <manifest.h>
#include <time.h>
#include <ui/notify.h>

#include "prefs.h"

#define SAVE UI_ON(prefs_save)

static const char *const appearances[] = { "Light", "Dark", "By the time of day" };
static const char *const scales[] = {
    "By the screen", "100 %", "125 %", "150 %", "200 %", "300 %"
};
static const char *const wallpapers[] = { "Day", "Night", "As the appearance" };
static const char *const keymaps[] = { "English (US)", "English (UK)", "Deutsch",
                                       "Français",     "Español",      "日本語" };

/// A line of a card: what it is, and the widget behind it at the right edge.
#define Line(text)                                                                                 \
    Row(.gap = 16, .min_h = 32) for (bool once = (ui_text((text), .grow = 1), true); once;         \
                                     once = false)

static void view_appearance(void) {
    Card(.pad = 16, .gap = 12) {
        Line("Appearance") {
            ui_select(&prefs.appearance, appearances, 3, SAVE, .label = "Appearance", .w = 200);
        }
        ui_divider();
        Line("Size of everything") {
            ui_select(&prefs.scale, scales, PREFS_SCALES, SAVE, .label = "Size of everything",
                      .w = 200);
        }
    }
    Card(.pad = 16, .gap = 12) {
        ui_switch("High contrast", &prefs.high_contrast, SAVE);
        ui_divider();
        ui_switch("Less motion", &prefs.reduce_motion, SAVE);
    }
}

static void view_wallpaper(void) {
    Card(.pad = 16, .gap = 12) {
        Line("Ridges") {
            ui_select(&prefs.wallpaper, wallpapers, 3, SAVE, .label = "Wallpaper", .w = 200);
        }
    }
}

static void view_keyboard(void) {
    static char sample[64];
    Card(.pad = 16, .gap = 12) {
        Line("Layout") {
            ui_select(&prefs.keymap, keymaps, 6, SAVE, .label = "Layout", .w = 200);
        }
        ui_divider();
        Line("Try it") {
            ui_text_field(sample, sizeof sample, "Type here", .label = "Try it", .w = 200);
        }
    }
    Card(.pad = 16, .gap = 12) {
        Line("Delay before a key repeats") {
            ui_slider(&prefs.key_repeat_ms, 200, 1000, 50, SAVE, .label = "Repeat delay", .w = 200);
        }
        ui_divider();
        Line("How fast it repeats") {
            ui_slider(&prefs.key_rate, 5, 60, 1, SAVE, .label = "Repeat rate", .w = 200);
        }
        ui_divider();
        Line("Speed of the mouse") {
            ui_slider(&prefs.pointer_speed, 25, 400, 25, SAVE, .label = "Speed of the mouse",
                      .w = 200);
        }
    }
}

static void show_one(ui_event *e) {
    ui_notify("This is a notification", .body = "The bell in the menu bar keeps it.");
}

static void view_notifications(void) {
    Card(.pad = 16, .gap = 12) {
        ui_switch("Do not disturb", &prefs.do_not_disturb, SAVE);
        ui_text("Notifications go to the history without a sound or a sight.", .style = UI_CAPTION,
                .tone = UI_SUBTLE);
        ui_divider();
        Line("See what one looks like") {
            ui_button("Show one", UI_ON(show_one));
        }
    }
}

static void view_time(void) {
    static const char *const offsets[] = {
        "UTC −12", "UTC −11", "UTC −10", "UTC −9",  "UTC −8",  "UTC −7",  "UTC −6",
        "UTC −5",  "UTC −4",  "UTC −3",  "UTC −2",  "UTC −1",  "UTC",     "UTC +1",
        "UTC +2",  "UTC +3",  "UTC +4",  "UTC +5",  "UTC +6",  "UTC +7",  "UTC +8",
        "UTC +9",  "UTC +10", "UTC +11", "UTC +12", "UTC +13", "UTC +14",
    };
    time_t now = time(NULL) + (prefs.utc_offset - 12) * 3600;
    struct tm parts;
    char text[64];
    (void)gmtime_r(&now, &parts);
    (void)strftime(text, sizeof text,
                   prefs.clock_24h ? "%A, %e %B %Y, %H:%M" : "%A, %e %B %Y, %I:%M %p", &parts);
    Card(.pad = 16, .gap = 12) {
        ui_text(text, .style = UI_HEADING);
        ui_divider();
        Line("Time zone") {
            ui_select(&prefs.utc_offset, offsets, 27, SAVE, .label = "Time zone", .w = 200);
        }
        ui_divider();
        ui_switch("24 hours", &prefs.clock_24h, SAVE);
    }
}

/// The processor's own name; "" when it has none.
static const char *cpu_name(void) {
    static char name[49];
    unsigned words[12] = { 0 };
    if (name[0] == 0 && (unsigned)__get_cpuid_max(0x80000000u, NULL) >= 0x80000004u) {
        for (unsigned i = 0; i < 3; i++) {
            __cpuid(0x80000002u + i, words[i * 4], words[i * 4 + 1], words[i * 4 + 2],
                    words[i * 4 + 3]);
        }
        memcpy(name, words, sizeof words);
    }
    return name + strspn(name, " ");
}

static unsigned long free_mib(void) {
    const struct vm_memory_usage_req req = { 0 };
    struct vm_memory_usage_rep rep = { 0 };
    (void)vm_memory_usage(START_HANDLE(SLOT_VM), &req, &rep); // 0 when it fails
    return (unsigned long)(rep.free >> 20);
}

static void view_about(void) {
    Card(.pad = 16, .gap = 12) {
        Line("Name of this device") {
            ui_text_field(prefs.device_name, sizeof prefs.device_name, .on_submit = SAVE,
                          .label = "Name of this device", .w = 200);
        }
    }
    Card(.pad = 16, .gap = 12) {
        Line("System") ui_text("Hesper", .tone = UI_SUBTLE);
        ui_divider();
        Line("Processor") ui_text(cpu_name(), .tone = UI_SUBTLE);
        ui_divider();
        Line("Free memory") ui_text(ui_fmt("%lu MiB", free_mib()), .tone = UI_SUBTLE);
        ui_divider();
        Line("Graphics") ui_text("Drawn by the processor", .tone = UI_SUBTLE);
    }
}

const struct page pages[PAGES] = {
    { "Appearance", UI_CONTRAST, view_appearance },
    { "Wallpaper", UI_WALLPAPER, view_wallpaper },
    { "Keyboard", UI_KEYBOARD, view_keyboard },
    { "Notifications", UI_BELL, view_notifications },
    { "Date and time", UI_CLOCK, view_time },
    { "About", UI_INFO, view_about },
};
