// SPDX-License-Identifier: MIT
#include <probe/probe.h>

#include <abi/manifest.h>
#include <base/log.h>
#include <base/string.h>
#include <idl/init.h>

#define LOG_TAG "probe"

/// The first use of every probe.
#define CAP_LOG START_HANDLE(MANIFEST_SLOT_USES)

/// A bit that nobody signals.
#define NEVER_BIT 61u

// Addresses of the guarded instructions, see access.S.
extern const char probe_access_first[], probe_access_last[], probe_access_fault[];
_Static_assert(ERR_FAULT == -20, "as access.S says");

void probe_start(void) {
    ipc_log_open(CAP_LOG);
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
}

static size_t word_length(const char *text) {
    size_t len = 0;
    while (text[len] != 0 && text[len] != ' ') {
        len++;
    }
    return len;
}

/// Word `index` of the arguments; empty behind the last.
static const char *word(uint32_t index) {
    const char *text = start_info()->args;
    for (; index > 0; index--) {
        text += word_length(text);
        text += *text == ' ' ? 1 : 0;
    }
    return text;
}

bool probe_is(const char *part) {
    size_t len = word_length(word(0));
    return len == strlen(part) && memcmp(word(0), part, len) == 0;
}

uint64_t probe_number(uint32_t index) {
    const char *text = word(index);
    uint64_t number = 0;
    for (size_t i = 0; i < word_length(text); i++) {
        char c = text[i];
        uint32_t digit = c >= 'a' ? (uint32_t)(c - 'a') + 10 : (uint32_t)(c - '0');
        number = number << 4 | digit;
    }
    return number;
}

bool probe_check(const char *name, bool good) {
    LOG_INFO("%sok - %s", good ? "" : "not ", name);
    return good;
}

bool probe_status(const char *name, status_t got, status_t want) {
    if (got != want) {
        LOG_INFO("not ok - %s: expected %s, got %s", name, status_text(want), status_text(got));
        return false;
    }
    return probe_check(name, true);
}

bool probe_equal(const char *name, uint64_t got, uint64_t want) {
    if (got != want) {
        LOG_INFO("not ok - %s: expected %lu, got %lu", name, want, got);
        return false;
    }
    return probe_check(name, true);
}

_Noreturn void probe_end(void) {
    LOG_INFO("done - %.*s", (int)word_length(word(0)), word(0));
    probe_sleep();
}

_Noreturn void probe_sleep(void) {
    for (;;) {
        (void)ipc_wait_bits(BIT64(NEVER_BIT), UINT64_MAX);
    }
}

uint64_t probe_used_b(void) {
    struct vm_memory_usage_rep rep;
    status_t st = vm_memory_usage(START_HANDLE(SLOT_VM), &(struct vm_memory_usage_req){ 0 }, &rep);
    return st == OK ? rep.used : UINT64_MAX;
}

status_t probe_attach(handle_t region, vm_rights_t rights, uint64_t *out_address) {
    struct vm_memory_attach_req req = { .region = region, .rights = rights };
    struct vm_memory_attach_rep rep;
    TRY(vm_memory_attach(START_HANDLE(SLOT_VM), &req, &rep));
    *out_address = rep.address;
    return OK;
}

status_t probe_make_region(uint64_t size_b, handle_t *out_region, uint64_t *out_address) {
    struct vm_memory_create_req req = { .size = size_b, .kind = VM_REGION_KIND_SHARED };
    struct vm_memory_create_rep rep;
    TRY(vm_memory_create(START_HANDLE(SLOT_VM), &req, &rep));
    status_t st = probe_attach(rep.region, VM_RIGHTS_READ | VM_RIGHTS_WRITE, out_address);
    if (st != OK) {
        ipc_cap_drop(rep.region);
        return st;
    }
    *out_region = rep.region;
    return OK;
}

status_t probe_guard(void) {
    struct vm_memory_set_fixup_req req = {
        .first = (uint64_t)probe_access_first,
        .last = (uint64_t)probe_access_last,
        .resume = (uint64_t)probe_access_fault,
    };
    return vm_memory_set_fixup(START_HANDLE(SLOT_VM), &req, NULL);
}
