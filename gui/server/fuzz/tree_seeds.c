// SPDX-License-Identifier: MIT
// Seeds of the fuzzer of trees (libs/ui_wire/test/fuzz_tree.c): --write-seeds=DIR.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tree_text.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);

#define BANK_B 65536u

static const char *const trees[] = {
    "App { }",
    "App { Window title=\"W\" w=280 { Column pad=20 gap=16 align=center { Text text=\"0\" "
    "style=display"
    " Row gap=8 { Button text=\"-1\" on=click disabled Button text=\"+1\" tone=accent on=click } } "
    "} }",
    "App { Window title=\"W\" { Tabs choice=1 { Tab text=\"a\" { Text text=\"b\" } Tab text=\"c\" {"
    " List row_h=24 count=100 first=3 { Item { Checkbox text=\"d\" checked on=change } } } } } }",
    "App { Window title=\"W\" { Select options=\"one|two\" choice=0 Slider value=0.5 Scroll "
    "scroll_y=4 {"
    " Column { TextField text=\"e\" placeholder=\"f\" secret TextArea doc=1 } } } }",
};

static void write_seeds(const char *folder) {
    void *memory = aligned_alloc(16, ALIGN_UP(ui_build_memory_b(BANK_B), (size_t)16));
    uint8_t *bank = malloc(BANK_B);
    struct ui_builder b;
    ui_build_init(&b, BANK_B, memory);
    for (size_t i = 0; i < ARRAY_LEN(trees); i++) {
        uint32_t len_b = 0;
        char path[512];
        ui_build_reset(&b);
        if (!tree_text_build(&b, trees[i]) || ui_build_end(&b, 1, 0, bank, BANK_B, &len_b) != OK) {
            fprintf(stderr, "seed %zu is no tree\n", i);
            exit(1);
        }
        (void)snprintf(path, sizeof(path), "%s/%zu", folder, i);
        FILE *f = fopen(path, "wb");
        if (f == NULL || fwrite(bank, 1, len_b, f) != len_b || fclose(f) != 0) {
            exit(1);
        }
    }
    free(bank);
    free(memory);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    static const char option[] = "--write-seeds=";
    if (*argc > 1 && strncmp((*argv)[1], option, sizeof(option) - 1) == 0) {
        write_seeds((*argv)[1] + sizeof(option) - 1);
        exit(0);
    }
    return 0;
}
