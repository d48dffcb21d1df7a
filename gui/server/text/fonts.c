// SPDX-License-Identifier: MIT
#include "fonts.h"

/// Includes a file of the fonts' port as `name`..`name`_end.
#define FONT(name, file)                                                                           \
    __asm__(".pushsection .rodata.font_" #name ",\"a\",@progbits\n"                                \
            ".balign 16\n"                                                                         \
            ".globl font_" #name "\n"                                                              \
            "font_" #name ":\n"                                                                    \
            ".incbin \"" HESPER_FONTS_DIR "/" file "\"\n"                                          \
            ".globl font_" #name "_end\n"                                                          \
            "font_" #name "_end:\n"                                                                \
            ".popsection\n");                                                                      \
    extern const char font_##name[], font_##name##_end[]

FONT(regular, "Inter-Regular.otf");
FONT(semibold, "Inter-SemiBold.otf");
FONT(display, "InterDisplay-SemiBold.otf");
FONT(mono, "JetBrainsMono-Regular.ttf");
FONT(japanese, "Fallback-Japanese.ttf");

static struct text_blob blob(const char *first, const char *end) {
    return (struct text_blob){ first, (size_t)(end - first) };
}

void fonts_get(struct text_blob out[FONT_NUM]) {
    out[FONT_REGULAR] = blob(font_regular, font_regular_end);
    out[FONT_SEMIBOLD] = blob(font_semibold, font_semibold_end);
    out[FONT_DISPLAY] = blob(font_display, font_display_end);
    out[FONT_MONO] = blob(font_mono, font_mono_end);
    out[FONT_JAPANESE] = blob(font_japanese, font_japanese_end);
}
