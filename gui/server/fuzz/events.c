// SPDX-License-Identifier: MIT
// Fuzzing entry: a ring of events with any bytes in it, on both ends: the app reads what a broken
// server left, the server posts against what a broken app says it has read.
#include <ui_wire/events.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b);

static status_t read_plain(void *context, void *dst, const volatile void *src, size_t len_b) {
    (void)context;
    memcpy(dst, (const void *)(uintptr_t)src, len_b);
    return OK;
}

static uint64_t take(const uint8_t **data, size_t *len_b) {
    uint64_t value = 0;
    size_t b = MIN(*len_b, sizeof(value));
    memcpy(&value, *data, b);
    *data += b;
    *len_b -= b;
    return value;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b) {
    // Of exactly the regions' size: the sanitizer sees what goes past them.
    struct ui_down *down = calloc(1, UI_DOWN_B);
    struct ui_up *up = calloc(1, UI_UP_B(UI_BANK_MIN_B));
    static char text[UI_EVENT_TEXT_MAX + 1];
    down->event_tail = take(&data, &len_b);
    down->last_seq = take(&data, &len_b);
    struct ui_event_reader reader = { .down = down, .up = up };
    reader.head = take(&data, &len_b);
    up->event_head = take(&data, &len_b);
    size_t ring_b = MIN(len_b, UI_DOWN_B - UI_HEADER_B);
    memcpy((uint8_t *)down + UI_HEADER_B, data, ring_b);

    struct ui_event_writer writer = { .down = down, .up = up, .read = read_plain };
    ui_events_resume(&writer);
    struct ui_event_rec rec = { .kind = UI_EVENT_TEXT };
    for (size_t i = 0; i < 8 && i < len_b; i++) {
        rec.text_b = (uint16_t)(data[i] * 33);
        memset(text, 'a', sizeof(text));
        (void)ui_events_post(&writer, &rec, text);
        (void)ui_events_drained(&writer);
        up->event_head += data[len_b - 1 - i];
    }
    // The reader ends: each event that it takes frees a slot.
    for (uint32_t i = 0; ui_events_next(&reader, &rec, text); i++) {
        if (i > UI_EVENT_SLOTS || rec.text_b > UI_EVENT_TEXT_MAX || text[rec.text_b] != '\0') {
            abort();
        }
    }
    free(down);
    free(up);
    return 0;
}
