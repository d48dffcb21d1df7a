// SPDX-License-Identifier: MIT
#include "golden.h"

#include <base/hash.h>
#include <test/test.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "png.h"

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

void golden_check(const char *name, const struct surface *s) {
    char path[600];
    char want[2 * SHA256_B + 1];
    char is[2 * SHA256_B + 1];
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
}
