// SPDX-License-Identifier: MIT
/// @file
/// mmap over vm's private regions: they are taken in large pieces, their pages are handed out here.
#include <errno.h>
#include <sys/mman.h>

#include <base/string.h>
#include <hsys/start.h>
#include <idl/vm.h>

#include "pages.h"
#include "posix.h"

#define LOG_TAG "posix"

/// A private region is at least this large: vm commits pages only when they are touched.
#define REGION_MIN_B (UINT64_C(4) << 20)

static struct pages pages;

static status_t grow(uint64_t size_b) {
    struct vm_memory_create_req request = {
        .size = MAX(ALIGN_UP(size_b, REGION_UNIT_B), REGION_MIN_B),
        .kind = VM_REGION_KIND_PRIVATE,
    };
    struct vm_memory_create_rep reply;
    TRY(vm_memory_create(START_HANDLE(SLOT_VM), &request, &reply));
    ipc_cap_drop(reply.region); // private memory lives until it is destroyed by address
    return pages_give(&pages, reply.address, request.size, false);
}

long posix_mmap(uint64_t address, uint64_t size_b, int flags, int fd) {
    bool anonymous = (flags & MAP_ANONYMOUS) != 0 && fd == -1;
    if (size_b == 0 || size_b > UINT64_MAX - PAGE_SIZE_B) {
        return -EINVAL;
    }
    if (!anonymous || (flags & MAP_FIXED) != 0) {
        return -ENODEV;
    }
    (void)address; // a hint
    size_b = ALIGN_UP(size_b, PAGE_SIZE_B);
    vaddr_t start;
    bool dirty;
    status_t status = pages_take(&pages, size_b, &start, &dirty);
    if (status == ERR_NO_MEMORY) {
        status = grow(size_b);
        status = status != OK ? status : pages_take(&pages, size_b, &start, &dirty);
    }
    if (status != OK) {
        return posix_error(status);
    }
    if (dirty) {
        memset((void *)start, 0, size_b);
    }
    return (long)start;
}

long posix_munmap(uint64_t address, uint64_t size_b) {
    if (!IS_ALIGNED(address, PAGE_SIZE_B) || size_b == 0) {
        return -EINVAL;
    }
    status_t status = pages_give(&pages, address, ALIGN_UP(size_b, PAGE_SIZE_B), true);
    // A full table only means that these pages are not used again.
    return status == OK || status == ERR_NO_SPACE ? 0 : -EINVAL;
}

long posix_error(status_t status) {
    return status == ERR_NO_MEMORY || status == ERR_QUOTA ? -ENOMEM : -EIO;
}
