// SPDX-License-Identifier: MIT
// Fuzzing entry: any bytes as a published tree. An accepted tree is read completely.
//
//     clang -std=c2x -fsanitize=fuzzer,address,undefined ... fuzz_tree.c libs/ui_wire/*.c
//     ./fuzz_tree -dict=build/gen/ui_tree/ui_tree.dict -timeout=1 -len_control=0
#include <ui_wire/dump.h>
#include <ui_wire/tree.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b);

static void count_bytes(void *context, const char *bytes, size_t len_b) {
    size_t *sum = context;
    for (size_t i = 0; i < len_b; i++) {
        *sum += (unsigned char)bytes[i];
    }
}

/// Returns 1 when the bytes are a valid tree. libFuzzer's builds ignore it.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b) {
    uint32_t bank_b = UI_BANK_MIN_B;
    if (len_b > bank_b) {
        return 0;
    }
    // Exactly as large as the input: reading past it is an error that the sanitizer sees.
    void *memory = aligned_alloc(16, ALIGN_UP(ui_tree_memory_b(bank_b), (size_t)16));
    struct ui_tree tree;
    ui_tree_init(&tree, bank_b, memory);
    uint8_t *exact = malloc(len_b == 0 ? 1 : len_b);
    memcpy(exact, data, len_b);
    tree.raw = exact;
    uint32_t node = 0;
    enum ui_reject reason = ui_tree_validate(&tree, (uint32_t)len_b, 1, true, &node);
    if (reason == UI_ACCEPT) {
        size_t sum = 0;
        struct ui_dump_sink sink = { count_bytes, &sum };
        ui_tree_dump(&tree, 0, UI_DUMP_IDS | UI_DUMP_SECRETS, &sink);
        for (uint32_t i = 0; i < tree.num_nodes; i++) {
            if (ui_tree_find(&tree, tree.nodes[i].id) != i ||
                !ui_tree_same_node(&tree, i, &tree, i)) {
                abort();
            }
        }
    } else if (node != UI_NODE_NONE && node >= len_b / sizeof(struct ui_node)) {
        abort();
    }
    free(exact);
    free(memory);
    return reason == UI_ACCEPT;
}
