// SPDX-License-Identifier: MIT
/// @file
/// QEMU TCG plugin: guest instructions executed so far, live, in a file that others map (struct shared). Halted time
/// does not count.
///
/// Use: -plugin insncount.so,out=FILE[,from=PLACE][,profile=on][,mark=PLACE][,pause=PLACE]
///   from     count from the first time that the code at PLACE runs (leaves firmware out)
///   profile  also count each translated block by itself, in the records behind the head
///   mark     note the counter whenever the code at PLACE runs. While `hold` is set the CPU stops there until `released`
///            has reached `marks`.
///   pause    stop the CPU at PLACE for a while, so that a device finishes what it was told before and its interrupt comes
///            always there: how fast the host is must not change the number of instructions
/// PLACE is OFFSET:BYTES: code that begins at this offset in a page with these bytes (hexadecimal, PLACE_B of them), which
/// finds a function of a program wherever it was loaded.
///
/// Debian has no header for plugins, so the few declarations of API version 1 that are needed stand here (QEMU
/// documentation, "QEMU TCG Plugins"). One CPU only.
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
struct qemu_plugin_insn;
typedef void (*tb_translated_fn)(qemu_plugin_id_t id, struct qemu_plugin_tb *tb);
typedef void (*tb_executed_fn)(unsigned int cpu, void *self);

enum {
    INLINE_ADD_U64 = 0,
    NO_REGISTERS = 0
};

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, tb_translated_fn fn);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index);
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *insn);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *tb, int operation,
                                              void *counter, uint64_t amount);
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb, tb_executed_fn fn,
                                          int registers, void *self);

#define EXPORT __attribute__((visibility("default")))

EXPORT int qemu_plugin_version = 1;
EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc,
                               char **argv);

enum {
    PLACE_B = 16,
    MARKS_MAX = 4096,
    BLOCKS_MAX = 1 << 19,
    HOLD_POLL_US = 200,
    PAUSE_US = 10000,
};

/// A translated block. One that was translated again has several records.
struct block {
    uint64_t address;
    uint64_t insns;
    uint64_t executed;      ///< Instructions, not times.
    uint8_t bytes[PLACE_B]; ///< The first ones of its code; zeros behind its end.
};

/// The file; counter.py reads it.
struct shared {
    uint64_t counter;
    uint64_t marks; ///< How often the marked code ran.
    uint64_t hold, released;
    uint64_t num_blocks;
    uint64_t unused[3];
    uint64_t mark_counter[MARKS_MAX]; ///< The counter at each mark, up to MARKS_MAX.
    struct block blocks[BLOCKS_MAX];
};

static struct shared *shared;
static int counting;
static int profile;

struct place {
    int used;
    uint64_t offset;
    uint8_t bytes[PLACE_B];
};
static struct place from, mark, stop;

static void on_mark(unsigned int cpu, void *self) {
    (void)cpu;
    (void)self;
    uint64_t index = shared->marks;
    if (index < MARKS_MAX) {
        shared->mark_counter[index] = shared->counter;
    }
    __atomic_store_n(&shared->marks, index + 1, __ATOMIC_RELEASE);
    while (__atomic_load_n(&shared->hold, __ATOMIC_ACQUIRE) != 0 &&
           __atomic_load_n(&shared->released, __ATOMIC_ACQUIRE) <= index) {
        usleep(HOLD_POLL_US);
    }
}

static void on_pause(unsigned int cpu, void *self) {
    (void)cpu;
    (void)self;
    usleep(PAUSE_US);
}

/// Copies the begin of a block's code.
static void first_bytes(const struct qemu_plugin_tb *tb, uint8_t *out) {
    size_t used = 0;
    memset(out, 0, PLACE_B);
    for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb) && used < PLACE_B; i++) {
        const struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
        size_t size = qemu_plugin_insn_size(insn);
        size = size < PLACE_B - used ? size : PLACE_B - used;
        memcpy(out + used, qemu_plugin_insn_data(insn), size);
        used += size;
    }
}

/// Whether the block begins at the place. It may be shorter than the pattern.
static int is_at(const struct place *place, uint64_t address, const uint8_t *bytes) {
    if (!place->used || (address & 0xfff) != place->offset) {
        return 0;
    }
    size_t length = PLACE_B;
    while (length > 0 && bytes[length - 1] == 0) {
        length--;
    }
    return length > 0 && memcmp(bytes, place->bytes, length) == 0;
}

/// A block is translated right before it runs for the first time.
static void on_translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb) {
    (void)id;
    uint64_t address = qemu_plugin_tb_vaddr(tb);
    uint64_t insns = qemu_plugin_tb_n_insns(tb);
    uint8_t bytes[PLACE_B];
    first_bytes(tb, bytes);
    counting = counting || !from.used || is_at(&from, address, bytes);
    if (!counting) {
        return;
    }
    if (is_at(&mark, address, bytes)) {
        qemu_plugin_register_vcpu_tb_exec_cb(tb, on_mark, NO_REGISTERS, NULL);
    }
    if (is_at(&stop, address, bytes)) {
        qemu_plugin_register_vcpu_tb_exec_cb(tb, on_pause, NO_REGISTERS, NULL);
    }
    qemu_plugin_register_vcpu_tb_exec_inline(tb, INLINE_ADD_U64, &shared->counter, insns);
    if (profile && shared->num_blocks < BLOCKS_MAX) {
        struct block *block = &shared->blocks[shared->num_blocks++];
        block->address = address;
        block->insns = insns;
        memcpy(block->bytes, bytes, PLACE_B);
        qemu_plugin_register_vcpu_tb_exec_inline(tb, INLINE_ADD_U64, &block->executed, insns);
    }
}

static struct shared *map_shared(const char *path) {
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0644);
    if (fd < 0) {
        return NULL;
    }
    void *memory = MAP_FAILED;
    if (ftruncate(fd, sizeof(struct shared)) == 0) {
        memory = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    close(fd);
    return memory == MAP_FAILED ? NULL : memory;
}

/// OFFSET:BYTES. 0 when it is something else.
static int parse_place(const char *text, struct place *out) {
    char *end;
    out->offset = strtoull(text, &end, 0);
    if (*end != ':' || strlen(end + 1) != 2 * PLACE_B) {
        return 0;
    }
    for (size_t i = 0; i < PLACE_B; i++) {
        char digits[3] = { end[1 + 2 * i], end[2 + 2 * i], 0 };
        out->bytes[i] = (uint8_t)strtoul(digits, NULL, 16);
    }
    out->used = 1;
    return 1;
}

int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc, char **argv) {
    (void)info;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "out=", 4) == 0) {
            shared = map_shared(argv[i] + 4);
        } else if (strcmp(argv[i], "profile=on") == 0) {
            profile = 1;
        } else if ((strncmp(argv[i], "from=", 5) == 0 && !parse_place(argv[i] + 5, &from)) ||
                   (strncmp(argv[i], "mark=", 5) == 0 && !parse_place(argv[i] + 5, &mark)) ||
                   (strncmp(argv[i], "pause=", 6) == 0 && !parse_place(argv[i] + 6, &stop))) {
            return 1;
        }
    }
    if (shared == NULL) {
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translated);
    return 0;
}
