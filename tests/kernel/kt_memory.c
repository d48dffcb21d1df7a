// SPDX-License-Identifier: MIT
/// @file
/// Objects and memory of a case.
#include "kt.h"

enum {
    SPANS_MAX = 64
};

static struct {
    handle_t spans[SPANS_MAX];
    uint32_t num_spans;
} state;

handle_t kt_carve(enum object_type type, uint64_t parameter) {
    handle_t out = HANDLE_NONE;
    status_t st = untyped_carve(kt.untyped, type, parameter, &out);
    if (st != OK) {
        kt_fail(__FILE__, __LINE__, "carve type %d: %s", (int)type, status_name(st));
    }
    return out;
}

handle_t kt_region(uint64_t units, vaddr_t *out_vaddr) {
    handle_t span = HANDLE_NONE;
    handle_t region = HANDLE_NONE;
    struct cap_info info;
    status_t st = span_carve(KT_SPAN, units, UNTYPED_NEXT, &span);
    if (st == OK) {
        if (state.num_spans < SPANS_MAX) {
            state.spans[state.num_spans++] = span;
        }
        st = untyped_carve_region(kt.untyped, units, span, &region);
    }
    if (st == OK) {
        st = cap_info(region, &info);
    }
    if (st != OK) {
        kt_fail(__FILE__, __LINE__, "region of %lu units: %s", units, status_name(st));
        return HANDLE_NONE;
    }
    *out_vaddr = info.detail[0];
    return region;
}

void kt_free_spans(void) {
    for (uint32_t i = 0; i < state.num_spans; i++) {
        CHECK_STATUS(cap_delete(state.spans[i]), OK);
    }
    state.num_spans = 0;
}

status_t kt_attach(handle_t domain, handle_t tables_from, handle_t region, uint32_t rights,
                   handle_t *out) {
    struct cap_info info;
    TRY(cap_info(region, &info));
    for (;;) {
        uint32_t level = 0;
        status_t st = domain_attach(domain, region, rights, out, &level);
        if (st != ERR_NO_TABLE) {
            return st;
        }
        handle_t table;
        TRY(untyped_carve(tables_from, OBJECT_TABLE, 0, &table));
        uint64_t covers_b = BIT64(12 + 9 * level);
        TRY(domain_set_table(domain, table, ALIGN_DOWN(info.detail[0], covers_b), level));
    }
}

handle_t kt_frame_at(handle_t region, uint64_t offset_b, uint32_t order, uint32_t rights) {
    handle_t frame = kt_carve(OBJECT_FRAME, order);
    status_t st = frame_map(frame, region, offset_b, rights, CACHE_NORMAL);
    if (st != OK) {
        kt_fail(__FILE__, __LINE__, "map at 0x%lx: %s", offset_b, status_name(st));
        return HANDLE_NONE;
    }
    return frame;
}

void *kt_page(handle_t *out_region, handle_t *out_frame) {
    vaddr_t vaddr = 0;
    handle_t region = kt_region(1, &vaddr);
    handle_t frame = kt_frame_at(region, 0, 0, RIGHT_READ | RIGHT_WRITE);
    handle_t attachment;
    status_t st = kt_attach(KT_DOMAIN, kt.tables, region, RIGHT_READ | RIGHT_WRITE, &attachment);
    if (st != OK) {
        kt_fail(__FILE__, __LINE__, "attach: %s", status_name(st));
        return NULL;
    }
    if (out_region != NULL) {
        *out_region = region;
    }
    if (out_frame != NULL) {
        *out_frame = frame;
    }
    return (void *)vaddr;
}
