// SPDX-License-Identifier: MIT
#include "crash.h"

#include <abi/trap.h>
#include <base/fmt.h>
#include <base/ksyms.h>
#include <base/log.h>
#include <task/archive.h>

#include "changes.h"

#define LOG_TAG "init"

static const char *kind_text(uint32_t kind) {
    switch ((enum fault_kind)kind) {
    case FAULT_PAGE:
        return "touched memory it does not have";
    case FAULT_ILLEGAL:
        return "ran an illegal instruction";
    case FAULT_ARITH:
        return "divided by zero or met a floating-point exception";
    case FAULT_DEBUG:
        return "hit a breakpoint";
    case FAULT_OTHER:
        break;
    }
    return "met an exception";
}

static const char *access_text(uint32_t flags) {
    return (flags & FAULT_EXEC) != 0    ? "executing"
           : (flags & FAULT_WRITE) != 0 ? "writing"
                                        : "reading";
}

/// One line of the backtrace: `address` with the function's name from the archive's symbols.
static void report_frame(const struct init *init, const struct component *c, uint64_t image_base,
                         uint64_t address) {
    char entry_name[ARCHIVE_NAME_MAX];
    uint64_t offset_b = 0;
    const char *function = NULL;
    fmt_str(entry_name, sizeof entry_name, "sym/%s", c->manifest->name);
    const struct archive_entry *entry = archive_find(init->trusted.archive, entry_name);
    if (entry != NULL && address >= image_base) {
        const char *table = (const char *)init->trusted.archive + entry->offset_b;
        function = ksyms_find(table, entry->size_b, address - image_base, &offset_b);
    }
    if (function != NULL) {
        LOG_ERROR("  0x%lx %s+0x%lx", address, function, offset_b);
    } else {
        LOG_ERROR("  0x%lx", address);
    }
}

void crash_report(struct init *init, struct component *c, const struct vm_fault *fault) {
    changes_explain(c, kind_text(fault->kind));
    if (fault->kind == FAULT_PAGE) {
        LOG_ERROR("%s %s: %s 0x%lx", c->name, kind_text(fault->kind), access_text(fault->flags),
                  fault->address);
    } else {
        LOG_ERROR("%s %s", c->name, kind_text(fault->kind));
    }
    LOG_ERROR("  ip 0x%lx sp 0x%lx fp 0x%lx image 0x%lx", fault->ip, fault->sp, fault->fp,
              fault->image_base);
    report_frame(init, c, fault->image_base, fault->ip);
    struct ipc_msg buffer;
    struct vm_process_backtrace_req request = { .component = component_number(init, c) };
    struct vm_process_backtrace_rep reply;
    if (vm_process_backtrace(init->trusted.vm_process, &request, &reply, &buffer) != OK) {
        return;
    }
    for (size_t i = 0; i < reply.frames.len; i++) {
        // A return address stands behind the call: one less lies inside of the calling function.
        report_frame(init, c, fault->image_base, reply.frames.ptr[i] - 1);
    }
}
