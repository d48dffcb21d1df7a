// SPDX-License-Identifier: MIT
/// @file
/// Asks for more memory than the manifest allows, and for what only init may ask for.
#include <base/log.h>
#include <idl/vm.h>
#include <manifest.h>
#include <probe/probe.h>

#define LOG_TAG "quota"

enum {
    SMALL_B = 65536,
    PIECE_B = 262144,
    PIECES_MAX = 32, ///< More than the quota holds.
};

static status_t create(uint64_t size_b, vm_region_kind_t kind, struct vm_memory_create_rep *rep) {
    struct vm_memory_create_req req = { .size = size_b, .kind = kind };
    *rep = (struct vm_memory_create_rep){ 0 };
    return vm_memory_create(START_HANDLE(SLOT_VM), &req, rep);
}

/// A request that fails leaves everything as it was.
static void too_much(const char *name, const char *name_usage, uint64_t size_b) {
    struct vm_memory_create_rep rep;
    uint64_t before_b = probe_used_b();
    (void)probe_status(name, create(size_b, VM_REGION_KIND_SHARED, &rep), ERR_QUOTA);
    (void)probe_equal(name_usage, probe_used_b(), before_b);
}

static void small_still_works(void) {
    handle_t region;
    uint64_t address;
    uint64_t before_b = probe_used_b();
    if (!probe_status("quota.small", probe_make_region(SMALL_B, &region, &address), OK)) {
        return;
    }
    uint64_t word = 0;
    (void)probe_status("quota.small_store", probe_store(address + SMALL_B - 8, 77), OK);
    (void)probe_status("quota.small_load", probe_load(address + SMALL_B - 8, &word), OK);
    (void)probe_equal("quota.small_word", word, 77);
    (void)probe_check("quota.small_is_charged", probe_used_b() >= before_b + SMALL_B);
    struct vm_memory_detach_req detach = { .address = address };
    (void)probe_status("quota.small_detach", vm_memory_detach(START_HANDLE(SLOT_VM), &detach, NULL),
                       OK);
    ipc_cap_drop(region);
    (void)probe_equal("quota.small_is_given_back", probe_used_b(), before_b);
}

/// Piece by piece until there is no more; one given back makes room for one.
static void fill_up(uint64_t limit_b) {
    handle_t pieces[PIECES_MAX];
    struct vm_memory_create_rep rep;
    uint32_t count = 0;
    status_t st = OK;
    while (count < PIECES_MAX && (st = create(PIECE_B, VM_REGION_KIND_SHARED, &rep)) == OK) {
        pieces[count++] = rep.region;
    }
    (void)probe_status("quota.full", st, ERR_QUOTA);
    (void)probe_check("quota.pieces", count > 0);
    (void)probe_check("quota.never_above_the_limit", probe_used_b() <= limit_b);
    (void)probe_check("quota.filled", probe_used_b() + 2 * (uint64_t)PIECE_B > limit_b);
    if (count > 0) {
        ipc_cap_drop(pieces[count - 1]);
        (void)probe_status("quota.room_again", create(PIECE_B, VM_REGION_KIND_SHARED, &rep), OK);
        pieces[count - 1] = rep.region;
    }
    for (uint32_t i = 0; i < count; i++) {
        ipc_cap_drop(pieces[i]);
    }
}

/// What vm.Process offers is for init.
static void not_init(void) {
    const handle_t vm = START_HANDLE(SLOT_VM);
    struct vm_process_stats_rep stats;
    (void)probe_status("process.no_stats",
                       vm_process_stats(vm, &(struct vm_process_stats_req){ 0 }, &stats),
                       ERR_DENIED);
    // 3 is the first component behind init and vm.
    (void)probe_status("process.no_kill",
                       vm_process_kill(vm, &(struct vm_process_kill_req){ .component = 3 }, NULL),
                       ERR_DENIED);
    (void)probe_status("process.no_start",
                       vm_process_start(vm, &(struct vm_process_start_req){ .component = 3 }, NULL),
                       ERR_DENIED);
    struct vm_process_account_rep account;
    (void)probe_status(
        "process.no_account",
        vm_process_account(vm, &(struct vm_process_account_req){ .component = 3 }, &account),
        ERR_DENIED);
    struct vm_process_spawn_req spawn = {
        .component = 200,
        .instance = 1,
        .memory = 1 << 20,
        .slots = 64,
        .priority = 63,
        .name = ipc_text_of("intruder"),
        .image = ipc_text_of("bin/probe_quota"),
    };
    struct vm_process_spawn_rep spawned;
    (void)probe_status("process.no_spawn", vm_process_spawn(vm, &spawn, &spawned), ERR_DENIED);
    struct vm_memory_released_req released = { .component = 3 };
    (void)probe_status("process.no_released", vm_memory_released(vm, &released, NULL), ERR_DENIED);
}

int main(void) {
    probe_start();
    struct vm_memory_usage_rep usage = { 0 };
    (void)probe_status(
        "quota.usage",
        vm_memory_usage(START_HANDLE(SLOT_VM), &(struct vm_memory_usage_req){ 0 }, &usage), OK);
    (void)probe_equal("quota.limit", usage.limit, 4 << 20);
    (void)probe_status("quota.guard", probe_guard(), OK);
    too_much("quota.twice_the_limit", "quota.twice_changes_nothing", 2 * usage.limit);
    too_much("quota.what_is_left_and_a_page", "quota.and_a_page_changes_nothing",
             usage.limit - usage.used + 4096);
    // The pages alone would fit, their table does not.
    too_much("quota.all_that_is_left", "quota.all_changes_nothing", usage.limit - usage.used);
    small_still_works();
    fill_up(usage.limit);
    small_still_works();
    not_init();
    probe_end();
}
