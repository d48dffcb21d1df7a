// SPDX-License-Identifier: MIT
/// @file
/// QEMU TCG plugin: the number of guest instructions executed so far, live, as an 8-byte little-endian word at the
/// start of a file that others may map or read at any time. Halted time does not count.
///
/// Use: -plugin insncount.so,out=FILE[,from=ADDRESS]. With `from` it counts from the first time that the code at this
/// virtual address runs (firmware is left out). Debian has no header for plugins, so the few declarations of API version 1
/// that are needed stand here (QEMU documentation, "QEMU TCG Plugins").
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef uint64_t qemu_plugin_id_t;
struct qemu_info;
struct qemu_plugin_tb;
typedef void (*tb_translated_fn)(qemu_plugin_id_t id, struct qemu_plugin_tb *tb);

enum {
    INLINE_ADD_U64 = 0
};

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, tb_translated_fn fn);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb);
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *tb, int operation,
                                              void *counter, uint64_t amount);

#define EXPORT __attribute__((visibility("default")))

EXPORT int qemu_plugin_version = 1;
EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc,
                               char **argv);

static uint64_t *counter;
static uint64_t first_address;
static int counting;

/// A block is translated right before it runs for the first time.
static void on_translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb) {
    (void)id;
    counting = counting || first_address == 0 || qemu_plugin_tb_vaddr(tb) == first_address;
    if (!counting) {
        return;
    }
    qemu_plugin_register_vcpu_tb_exec_inline(tb, INLINE_ADD_U64, counter,
                                             qemu_plugin_tb_n_insns(tb));
}

static uint64_t *map_counter(const char *path) {
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0644);
    if (fd < 0) {
        return NULL;
    }
    void *memory = MAP_FAILED;
    if (ftruncate(fd, 4096) == 0) {
        memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    close(fd);
    return memory == MAP_FAILED ? NULL : memory;
}

int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc, char **argv) {
    (void)info;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "out=", 4) == 0) {
            counter = map_counter(argv[i] + 4);
        } else if (strncmp(argv[i], "from=", 5) == 0) {
            first_address = strtoull(argv[i] + 5, NULL, 0);
        }
    }
    if (counter == NULL) {
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translated);
    return 0;
}
