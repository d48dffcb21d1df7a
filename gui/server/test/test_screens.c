// SPDX-License-Identifier: MIT
// Pictures against goldens, exactly. A golden is tests/screens/host/NAME.THEME@SCALE.png with a
// .json beside it; the checksum in there decides. A picture that differs or has no golden is
// written to the build's test/screens folder, from where `make bless SHOT='host/*'` promotes it.
#include <base/fmt.h>
#include <base/hash.h>
#include <test/test.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/png.h"
#include "host/scenes.h"

#define GOLDENS "tests/screens/host"

/// Where new pictures go: beside this program.
static void new_path(char *out, size_t size_b, const char *name) {
    char self[512];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
    self[n < 0 ? 0 : n] = '\0';
    char *slash = strrchr(self, '/');
    if (slash != NULL) {
        *slash = '\0';
    }
    (void)snprintf(out, size_b, "%s/screens", self);
    (void)mkdir(out, 0777); // most often it exists
    (void)snprintf(out, size_b, "%s/screens/host__%s.new.png", self, name);
}

/// The checksum that the golden's .json names; empty when there is none.
static void golden_sum(char out[2 * SHA256_B + 1], const char *name) {
    char path[512];
    char text[512] = { 0 };
    out[0] = '\0';
    (void)snprintf(path, sizeof(path), GOLDENS "/%s.json", name);
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return;
    }
    size_t n = fread(text, 1, sizeof(text) - 1, f);
    (void)fclose(f);
    text[n] = '\0';
    static const char key[] = "\"rgb_sha256\": \"";
    const char *at = strstr(text, key);
    if (at != NULL && strlen(at) > sizeof(key) + (size_t)(2 * SHA256_B)) {
        memcpy(out, at + sizeof(key) - 1, 2 * SHA256_B);
        out[2 * SHA256_B] = '\0';
    }
}

static void picture_sum(char out[2 * SHA256_B + 1], const struct surface *s) {
    size_t len_b;
    uint8_t *rgb = png_rgb(s, &len_b);
    uint8_t sum[SHA256_B] = { 0 };
    if (rgb != NULL) {
        hash_sha256(rgb, len_b, sum);
    }
    free(rgb);
    for (size_t i = 0; i < SHA256_B; i++) {
        (void)snprintf(out + 2 * i, 3, "%02x", sum[i]);
    }
}

/// Compares one picture; says where the new one lies when it differs.
static void check_picture(struct stage *stage, const struct scene_picture *p, const char *look) {
    char name[64], path[600];
    char want[2 * SHA256_B + 1], is[2 * SHA256_B + 1];
    (void)snprintf(name, sizeof(name), "%s.%s", p->name, look);
    struct surface *s = p->draw(stage);
    CHECK(s != NULL);
    if (s == NULL) {
        return;
    }
    new_path(path, sizeof(path), name);
    (void)unlink(path);
    golden_sum(want, name);
    picture_sum(is, s);
    if (strcmp(want, is) != 0) {
        CHECK_STATUS(png_write(path, s), OK);
        (void)printf("# %s: %s, see %s\n", name, want[0] == '\0' ? "no golden" : "differs", path);
        CHECK_STR(is, want);
    }
    surface_destroy(s);
}

static void check_all(enum theme_kind theme, scale_t scale, const char *look) {
    struct stage s;
    status_t st = stage_open(HESPER_FONTS_DIR, &s);
    CHECK_STATUS(st, OK);
    if (st != OK) {
        return;
    }
    stage_set(&s, theme, scale);
    for (const struct scene_picture *p = scene_pictures; p->name != NULL; p++) {
        if (!p->large && scale <= MAX(p->largest, SCALE_ONE)) {
            check_picture(&s, p, look);
        }
    }
    stage_close(&s);
}

TEST(light_at_1) {
    check_all(THEME_LIGHT, 100, "light@1");
}

TEST(dark_at_1) {
    check_all(THEME_DARK, 100, "dark@1");
}

TEST(light_at_1_5) {
    check_all(THEME_LIGHT, 150, "light@1.5");
}

TEST(dark_at_2) {
    check_all(THEME_DARK, 200, "dark@2");
}
