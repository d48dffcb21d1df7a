// SPDX-License-Identifier: MIT
// The server's half of the commit protocol. App memory is read by importer->read only: gen, len,
// the bank, gen again, waiting.
#include <ui_wire/import.h>

#include <base/string.h>

#include <stdatomic.h>

status_t ui_read_words(void *context, void *dst, const volatile void *src, size_t len_b) {
    (void)context;
    uint8_t *to = dst;
    const volatile uint8_t *from = src;
    while (len_b >= 8 && (uintptr_t)from % 8 == 0) {
        uint64_t word = *(const volatile uint64_t *)(const volatile void *)from;
        memcpy(to, &word, 8);
        from += 8;
        to += 8;
        len_b -= 8;
    }
    if (len_b >= 4 && (uintptr_t)from % 4 == 0) {
        uint32_t word = *(const volatile uint32_t *)(const volatile void *)from;
        memcpy(to, &word, 4);
        from += 4;
        to += 4;
        len_b -= 4;
    }
    for (; len_b != 0; len_b--) {
        *to++ = *from++;
    }
    return OK;
}

/// Loads up->gen with acquire order: what the app wrote before its store is seen by later reads.
static status_t load_gen(const struct ui_importer *im, uint64_t *out) {
    status_t st = im->read(im->read_context, out, &im->up->gen, sizeof *out);
    atomic_thread_fence(memory_order_acquire);
    return st;
}

static void store(_Atomic uint64_t *field, uint64_t value) {
    atomic_store_explicit(field, value, memory_order_release);
}

/// Gives the credit for the next generation, and finds out whether the app waits for it.
static void acknowledge(struct ui_importer *im, uint64_t gen) {
    im->last_gen = gen;
    if (im->down == NULL) {
        return;
    }
    atomic_store_explicit(&im->down->copied, gen, memory_order_seq_cst);
    atomic_thread_fence(memory_order_seq_cst);
    uint32_t waiting = 0;
    // When the memory is gone by now, one signal too many does no harm.
    im->wake = im->read(im->read_context, &waiting, &im->up->waiting, sizeof waiting) != OK ||
               waiting != 0;
}

static enum ui_import_result reject(struct ui_importer *im, uint64_t gen, enum ui_reject reason,
                                    uint32_t node) {
    im->reason = reason;
    im->node = node;
    im->rejections++;
    im->wake = true; // the app's log is to say why
    if (im->down != NULL) {
        atomic_store_explicit(&im->down->reason, (uint32_t)reason, memory_order_relaxed);
        atomic_store_explicit(&im->down->node, node, memory_order_relaxed);
        store(&im->down->rejected, gen);
    }
    return UI_IMPORT_REJECTED;
}

enum ui_import_result ui_import(struct ui_importer *im, struct ui_tree *tree) {
    ASSERT(tree->bank_b == im->bank_b);
    im->wake = false;
    uint64_t gen = 0;
    if (load_gen(im, &gen) != OK) {
        return UI_IMPORT_FAULT;
    }
    if (gen == im->last_gen) {
        return UI_IMPORT_NOTHING;
    }
    tree->gen = 0;
    tree->num_nodes = 0;
    uint32_t len_b = 0;
    if (im->read(im->read_context, &len_b, &im->up->len[gen & 1], sizeof len_b) != OK) {
        return UI_IMPORT_FAULT;
    }
    bool len_ok = len_b >= sizeof(struct ui_tree_head) && len_b <= im->bank_b;
    if (len_ok) {
        const uint8_t *bank =
            (const uint8_t *)im->up + UI_HEADER_B + (gen & 1) * (size_t)im->bank_b;
        if (im->read(im->read_context, tree->raw, bank, len_b) != OK) {
            return UI_IMPORT_FAULT;
        }
    }
    // Look at gen before giving credit: an app that keeps the rule cannot have moved it by more
    // than one while `copied` still shows the generation before.
    uint64_t now = 0;
    atomic_thread_fence(memory_order_acquire);
    if (load_gen(im, &now) != OK) {
        return UI_IMPORT_FAULT;
    }
    acknowledge(im, gen);
    if (now - gen > 1) {
        return UI_IMPORT_TORN;
    }
    if (!len_ok) {
        return reject(im, gen, UI_REJECT_LEN, UI_NODE_NONE);
    }
    uint32_t node = UI_NODE_NONE;
    enum ui_reject reason = ui_tree_validate(tree, len_b, gen, im->shell, &node);
    if (reason != UI_ACCEPT) {
        return reject(im, gen, reason, node);
    }
    im->rejections = 0;
    if (im->down != NULL) {
        store(&im->down->accepted, gen);
    }
    return UI_IMPORT_ACCEPTED;
}

void ui_import_presented(struct ui_down *down, uint64_t gen) {
    store(&down->presented, gen);
}
