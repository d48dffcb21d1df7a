// SPDX-License-Identifier: MIT
// Fuzzing entry: a font file that is cut off and changed in places, loaded and used. The first byte
// chooses the font, three its length, then come changes: three bytes of place, one of value.
//
//     fonts --write-seeds=DIR    changes of the tables that each font begins with, and none
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mask.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static const char *const files[FONT_NUM] = {
    "Inter-Regular.otf",         "Inter-SemiBold.otf",    "InterDisplay-SemiBold.otf",
    "JetBrainsMono-Regular.ttf", "Fallback-Japanese.ttf",
};
static struct text_blob whole[FONT_NUM];
static struct mask_cache *masks;

static void write_seed(const char *folder, const char *name, const uint8_t *bytes, size_t len_b) {
    char path[512];
    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(bytes, 1, len_b, f) != len_b || fclose(f) != 0) {
        abort();
    }
}

/// For each font: nothing changed; a byte of each of the first tables' places and lengths.
static void write_seeds(const char *folder) {
    for (uint8_t font = 0; font < FONT_NUM; font++) {
        uint8_t seed[8] = { font, 0xff, 0xff, 0xff };
        char name[32];
        (void)snprintf(name, sizeof(name), "%u", font);
        write_seed(folder, name, seed, 4);
        for (uint8_t table = 0; table < 12; table++) {
            seed[4] = (uint8_t)(12 + table * 16 + 9 + (table & 3));
            seed[7] = 0xff;
            (void)snprintf(name, sizeof(name), "%u.%u", font, table);
            write_seed(folder, name, seed, sizeof(seed));
        }
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    if (mask_cache_create(&masks) != OK) {
        exit(1);
    }
    for (int i = 0; i < FONT_NUM; i++) {
        char path[512];
        (void)snprintf(path, sizeof(path), "%s/%s", HESPER_FONTS_DIR, files[i]);
        FILE *f = fopen(path, "rb");
        if (f == NULL || fseek(f, 0, SEEK_END) != 0) {
            fprintf(stderr, "cannot open %s\n", path);
            exit(1);
        }
        whole[i].size_b = (size_t)ftell(f);
        rewind(f);
        void *bytes = malloc(whole[i].size_b);
        if (fread(bytes, 1, whole[i].size_b, f) != whole[i].size_b) {
            exit(1);
        }
        whole[i].data = bytes;
        (void)fclose(f);
    }
    static const char option[] = "--write-seeds=";
    if (*argc > 1 && strncmp((*argv)[1], option, sizeof(option) - 1) == 0) {
        write_seeds((*argv)[1] + sizeof(option) - 1);
        exit(0);
    }
    return 0;
}

/// Measures and draws what needs ligatures, marks, kerning and the fallback.
static void use(struct text *t, struct surface *to) {
    static const char words[] = "Affix \xc3\xa4\xcc\x81 \xe3\x81\x82\xe6\xbc\xa2 -> 123";
    static const enum ui_style styles[] = { UI_BODY,    UI_TITLE, UI_HEADING,
                                            UI_CAPTION, UI_MONO,  UI_DISPLAY };
    for (size_t i = 0; i < ARRAY_LEN(styles); i++) {
        struct text_spec spec = { .utf8 = words,
                                  .len_b = sizeof(words) - 1,
                                  .style = styles[i],
                                  .flags = TEXT_WRAP,
                                  .width = LPX(150) };
        (void)text_measure(t, &spec);
        struct draw d = { .to = to, .clip = surface_box(to), .scale = SCALE_ONE, .masks = masks };
        text_draw(t, &d, &spec, (struct lpx_rect){ 0, 0, LPX(150), LPX(100) }, TEXT_START,
                  0xff000000u);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_b) {
    if (len_b < 4) {
        return 0;
    }
    struct text_blob blobs[FONT_NUM];
    memcpy(blobs, whole, sizeof(blobs));
    size_t font = data[0] % FONT_NUM;
    size_t size_b = MIN(whole[font].size_b, data[1] | (size_t)data[2] << 8 | (size_t)data[3] << 16);
    uint8_t *bytes =
        malloc(MAX(size_b, (size_t)1)); // exactly: the sanitizer sees what is read past it
    memcpy(bytes, whole[font].data, size_b);
    for (size_t i = 4; i + 4 <= len_b && size_b > 0; i += 4) {
        bytes[(data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16) % size_b] =
            data[i + 3];
    }
    blobs[font] = (struct text_blob){ bytes, size_b };
    struct text *t = NULL;
    struct surface *to = NULL;
    if (text_create(blobs, &t) == OK && surface_create(160, 100, &to) == OK) {
        use(t, to);
    }
    surface_destroy(to);
    text_destroy(t);
    free(bytes);
    return 0;
}
