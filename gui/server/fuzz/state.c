// SPDX-License-Identifier: MIT
// Fuzzing entry: a server that starts with a changed state of its predecessor. The sums hold (they are
// against accidents), so whatever the changes make of it is believed to have been written.
// Changes: two bytes choose one of the words that are not zero, four are its value.
#include <stdlib.h>
#include <string.h>

#include "rig.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b);
int LLVMFuzzerInitialize(int *argc, char ***argv);

/// In place of state_sum() in state_area.c.
uint64_t state_any_sum(const void *bytes, size_t len_b) {
    (void)bytes;
    (void)len_b;
    return 0;
}

static struct rig rig;
static uint8_t *good; ///< A state that was saved.
static uint32_t used[RIG_STATE_B / 4], num_used;

static const char tree[] =
    "App { Window#2 title=\"A\" w=300 { Column#3 pad=8 gap=8 { TextField#4 label=\"n\" text=\"abc\""
    " on=change Checkbox#5 text=\"c\" on=change Slider#6 label=\"s\" on=change"
    " Scroll#7 h=60 { Column#8 { Text#9 text=\"a\" h=300 } } Select#10 label=\"x\""
    " options=\"one|two\" choice=1 on=change List#11 row_h=24 count=100 h=60 on=visible,change"
    " { Item#12 { Text#13 text=\"r\" } } } } Window#20 title=\"B\" w=200 { Button#21 text=\"b\""
    " on=click } }";

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    struct rig_app *app = rig_init(&rig, true) ? rig_open(&rig, 1) : NULL;
    if (app == NULL || !rig_commit(app, tree)) {
        abort();
    }
    rig_click_node(app, 4);
    rig_tap(&rig, 30);
    rig_click_node(app, 5);
    rig_move_to_node(app, 21);
    rig_button(&rig, true);   // something is pressed
    gui_core_tick(&rig.core); // which saves
    good = malloc(RIG_STATE_B);
    memcpy(good, rig.state, RIG_STATE_B);
    for (uint32_t i = 0; i < RIG_STATE_B / 4; i++) {
        uint32_t word;
        memcpy(&word, good + (size_t)i * 4, 4);
        if (word != 0) {
            used[num_used++] = i;
        }
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b) {
    memcpy(rig.state, good, RIG_STATE_B);
    for (size_t i = 0; i + 6 <= len_b; i += 6) {
        uint32_t word = used[(data[i] | (uint32_t)data[i + 1] << 8) % num_used];
        memcpy((uint8_t *)rig.state + (size_t)word * 4, data + i + 2, 4);
    }
    if (!rig_resume(&rig)) {
        abort();
    }
    rig_button(&rig, false);
    rig_tap(&rig, KEY_TAB);
    rig_tap(&rig, 30);
    (void)rig_count(&rig.app[0], 0);
    return 0;
}
