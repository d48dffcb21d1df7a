// SPDX-License-Identifier: MIT
#include <drv/dma.h>

#include <abi/boot.h>
#include <base/string.h>
#include <idl/vm.h>

#define VM START_HANDLE(SLOT_VM)

/// Reads the physical addresses, several runs with each answer; neighbours are merged.
static status_t read_runs(struct dma *dma, struct ipc_msg *buffer) {
    uint64_t done_b = 0;
    while (done_b < dma->size_b) {
        struct vm_memory_pin_req request = {
            .address = (uint64_t)dma->at,
            .first_page = (uint32_t)(done_b / PAGE_SIZE_B),
        };
        struct vm_memory_pin_rep reply;
        TRY(vm_memory_pin(VM, &request, &reply, buffer));
        if (reply.runs.len == 0) {
            return ERR_BAD_MESSAGE;
        }
        for (size_t i = 0; i < reply.runs.len && done_b < dma->size_b; i++) {
            uint64_t size_b = reply.runs.ptr[i].pages * PAGE_SIZE_B;
            struct dma_run *last = dma->num_runs > 0 ? &dma->runs[dma->num_runs - 1] : NULL;
            if (last != NULL && last->paddr + last->size_b == reply.runs.ptr[i].paddr) {
                last->size_b += size_b;
            } else if (dma->num_runs < DMA_RUNS_MAX) {
                dma->runs[dma->num_runs++] = (struct dma_run){ reply.runs.ptr[i].paddr, size_b };
            } else {
                return ERR_NO_SPACE;
            }
            done_b += size_b;
        }
    }
    return OK;
}

status_t dma_create(uint64_t size_b, struct dma *out) {
    memset(out, 0, sizeof *out);
    struct ipc_msg buffer;
    struct vm_memory_create_req create = {
        .size = ALIGN_UP(size_b, PAGE_SIZE_B),
        .kind = VM_REGION_KIND_SHARED,
    };
    struct vm_memory_create_rep created;
    TRY(vm_memory_create(VM, &create, &created));
    struct vm_memory_attach_req attach = {
        .region = created.region,
        .rights = VM_RIGHTS_READ | VM_RIGHTS_WRITE,
    };
    struct vm_memory_attach_rep attached;
    status_t status = vm_memory_attach(VM, &attach, &attached);
    if (status != OK) {
        ipc_cap_drop(created.region);
        return status;
    }
    *out = (struct dma){ .at = (uint8_t *)created.address,
                         .size_b = create.size,
                         .region = created.region };
    status = read_runs(out, &buffer);
    if (status != OK) {
        dma_destroy(out);
    }
    return status;
}

void dma_destroy(struct dma *dma) {
    struct vm_memory_unpin_req unpin = { .address = (uint64_t)dma->at };
    (void)vm_memory_unpin(VM, &unpin, NULL); // not attached: then vm keeps it until our death
    struct vm_memory_detach_req detach = { .address = (uint64_t)dma->at };
    (void)vm_memory_detach(VM, &detach, NULL); // an error means that it is not attached
    ipc_cap_drop(dma->region);
    memset(dma, 0, sizeof *dma);
}
