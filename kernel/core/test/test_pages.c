// SPDX-License-Identifier: MIT
// Random mapping and attaching: a walk through the page tables finds exactly what a model says.
#include "kit.h"

#include <base/rng.h>
#include <base/string.h>

enum {
    REGIONS = 4,
    UNITS = 2,
    DOMAINS = 3,
    FRAMES = 40,
    STEPS = 6000,
    CHECK_EVERY = 20
};
enum {
    PAGES = UNITS * UNIT_PAGES,
    RW = RIGHT_READ | RIGHT_WRITE,
    RX = RIGHT_READ | RIGHT_EXEC
};

struct model_frame {
    handle_t handle;
    paddr_t paddr;
    uint32_t order;
    uint32_t rights; ///< Of the capability.
    int region;      ///< Mapped there, or -1.
    uint32_t page;
    uint32_t mapped;
};
struct model_region {
    handle_t handle; ///< 0: dead.
    vaddr_t address;
};
struct model_domain {
    handle_t handle, upper, lower;
    handle_t attachments[REGIONS]; ///< 0: none.
    uint32_t rights[REGIONS];
    bool hooked; ///< The lower table is there.
};

static struct rng rng;
static struct model_frame frames[FRAMES];
static handle_t pools[FRAMES]; ///< Memory of one Frame each, used again and again.
static struct model_region regions[REGIONS];
static struct model_domain domains[DOMAINS];
static vaddr_t gib;

static uint32_t any(uint32_t limit) {
    return rng_below(&rng, limit);
}

static void new_region(uint32_t i) {
    regions[i].handle = kit_region(UNITS, &regions[i].address);
    CHECK(regions[i].handle != 0);
}

static void new_frame(uint32_t i) {
    frames[i] = (struct model_frame){ .order = any(6), .rights = RW | RIGHT_EXEC, .region = -1 };
    frames[i].handle =
        kit_make(pools[i], UNTYPED_CARVE, OBJECT_FRAME, frames[i].order, UNTYPED_NEXT);
    frames[i].paddr = kit_invoke(frames[i].handle, CAP_INFO).words[5];
    CHECK(frames[i].paddr != 0);
}

static void set_up(void) {
    kit_boot();
    rng_init(&rng, 31);
    for (uint32_t i = 0; i < REGIONS; i++) {
        new_region(i);
    }
    gib = ALIGN_DOWN(regions[0].address, BIT64(30));
    for (uint32_t i = 0; i < FRAMES; i++) {
        pools[i] = kit_carve(OBJECT_UNTYPED, 17);
        new_frame(i);
    }
    for (uint32_t i = 0; i < DOMAINS; i++) {
        memset(&domains[i], 0, sizeof(domains[i]));
        domains[i].handle = kit_carve(OBJECT_DOMAIN, 0);
        domains[i].upper = kit_carve(OBJECT_TABLE, 0);
        domains[i].lower = kit_carve(OBJECT_TABLE, 0);
        CHECK_STATUS(kit_do(domains[i].handle, DOMAIN_SET_TABLE, domains[i].upper, 0, 3), OK);
        CHECK_STATUS(kit_do(domains[i].handle, DOMAIN_SET_TABLE, domains[i].lower, gib, 2), OK);
        domains[i].hooked = true;
    }
}

/// Whether the model has a Frame on any of `count` pages from `page`.
static bool is_taken(uint32_t region, uint32_t page, uint32_t count) {
    for (uint32_t i = 0; i < FRAMES; i++) {
        const struct model_frame *frame = &frames[i];
        if (frame->region == (int)region && frame->page < page + count &&
            page < frame->page + (1u << frame->order)) {
            return true;
        }
    }
    return false;
}

static void op_map(struct model_frame *frame) {
    static const uint32_t choices[] = { RIGHT_READ, RW, RX, RW | RIGHT_EXEC, RIGHT_WRITE };
    uint32_t region = any(REGIONS);
    uint32_t rights = choices[any(ARRAY_LEN(choices))];
    uint32_t page = any(PAGES) & ~((1u << frame->order) - 1);
    status_t st = kit_do(frame->handle, FRAME_MAP, regions[region].handle, page * PAGE_SIZE_B,
                         rights, CACHE_NORMAL);
    if (rights == (RW | RIGHT_EXEC) || rights == RIGHT_WRITE) {
        CHECK_STATUS(st, ERR_BAD_ARG);
    } else if ((frame->rights & rights) != rights) {
        CHECK_STATUS(st, ERR_DENIED);
    } else if (frame->region >= 0 || is_taken(region, page, 1u << frame->order)) {
        CHECK_STATUS(st, ERR_EXISTS);
    } else {
        CHECK_STATUS(st, OK);
        frame->region = (int)region;
        frame->page = page;
        frame->mapped = rights;
    }
}

static void op_frame(struct model_frame *frame) {
    handle_t moved;
    switch (any(10)) {
    case 0:
    case 1:
    case 2:
        CHECK_STATUS(kit_do(frame->handle, FRAME_UNMAP), frame->region >= 0 ? OK : ERR_BAD_STATE);
        frame->region = -1;
        break;
    case 3:
        CHECK_STATUS(kit_do(frame->handle, FRAME_PROTECT, RX), OK);
        frame->rights &= ~(uint32_t)RIGHT_WRITE;
        frame->mapped = RX;
        break;
    case 4:
        moved = kit_make(frame->handle, CAP_MOVE);
        CHECK(moved != 0);
        frame->handle = moved;
        break;
    case 5:
        CHECK_STATUS(kit_do(frame->handle, CAP_DELETE), OK);
        new_frame((uint32_t)(frame - frames));
        break;
    default:
        op_map(frame);
        break;
    }
}

static void op_attach(struct model_domain *domain, uint32_t region) {
    uint32_t rights = RIGHT_READ | any(8);
    struct result got = kit_invoke(domain->handle, DOMAIN_ATTACH, regions[region].handle, rights);
    if (!domain->hooked) {
        CHECK_STATUS(got.status, ERR_NO_TABLE);
        CHECK_EQ(got.words[0], 2);
    } else if (domain->attachments[region] != 0) {
        CHECK_STATUS(got.status, ERR_EXISTS);
    } else {
        CHECK_STATUS(got.status, OK);
        domain->attachments[region] = got.words[0];
        domain->rights[region] = rights;
    }
}

static void forget_attachments(struct model_domain *domain) {
    for (uint32_t i = 0; i < REGIONS; i++) {
        if (domain->attachments[i] != 0) {
            CHECK_STATUS(kit_do(domain->attachments[i], CAP_DELETE), OK);
            domain->attachments[i] = 0;
        }
    }
}

static void op_domain(struct model_domain *domain) {
    uint32_t region = any(REGIONS);
    uint32_t kind = any(20);
    if (kind < 12) {
        op_attach(domain, region);
    } else if (kind < 18) {
        if (domain->attachments[region] != 0) {
            CHECK_STATUS(kit_do(domain->attachments[region], CAP_DELETE), OK);
            domain->attachments[region] = 0;
        }
    } else if (domain->hooked) {
        // Tables go with what they showed; the attachments are then only names.
        CHECK_STATUS(kit_do(domain->lower, TABLE_UNSET), OK);
        domain->hooked = false;
        forget_attachments(domain);
    } else {
        CHECK_STATUS(kit_do(domain->handle, DOMAIN_SET_TABLE, domain->lower, gib, 2), OK);
        domain->hooked = true;
    }
}

static void op_region(uint32_t index) {
    CHECK_STATUS(kit_do(regions[index].handle, CAP_DELETE), OK);
    for (uint32_t i = 0; i < FRAMES; i++) {
        frames[i].region = frames[i].region == (int)index ? -1 : frames[i].region;
    }
    for (uint32_t i = 0; i < DOMAINS; i++) {
        domains[i].attachments[index] = 0;
    }
    new_region(index);
}

/// What the model says a walk must find: an entry of the host, or 0.
static uint64_t expected(const struct model_domain *domain, uint32_t region, uint32_t page) {
    if (domain->attachments[region] == 0 || !domain->hooked) {
        return 0;
    }
    for (uint32_t i = 0; i < FRAMES; i++) {
        const struct model_frame *frame = &frames[i];
        if (frame->region == (int)region && page >= frame->page &&
            page < frame->page + (1u << frame->order)) {
            uint32_t rights = frame->mapped & domain->rights[region];
            return (frame->paddr + (page - frame->page) * PAGE_SIZE_B) | HOST_PTE_PRESENT |
                   ((rights & RIGHT_WRITE) != 0 ? HOST_PTE_WRITE : 0u) |
                   ((rights & RIGHT_EXEC) != 0 ? HOST_PTE_EXEC : 0u);
        }
    }
    return 0;
}

static void check_walks(void) {
    for (uint32_t d = 0; d < DOMAINS; d++) {
        for (uint32_t r = 0; r < REGIONS; r++) {
            for (uint32_t page = 0; page < PAGES; page += 1 + any(3)) {
                vaddr_t at = regions[r].address + page * PAGE_SIZE_B;
                uint32_t missing = 0;
                struct domain *domain = kit_object(domains[d].handle);
                const uint64_t *unit = domain_entry(domain, at, 2, &missing);
                const uint64_t *leaf = domain_entry(domain, at, 1, &missing);
                uint64_t found = leaf == NULL ? 0 : *leaf & (*unit | HOST_PTE_ADDRESS);
                CHECK_EQ(found, expected(&domains[d], r, page));
            }
        }
    }
}

TEST(walks_find_what_the_model_says) {
    set_up();
    for (uint32_t step = 0; step < STEPS; step++) {
        uint32_t kind = any(100);
        if (kind < 75) {
            op_frame(&frames[any(FRAMES)]);
        } else if (kind < 99 || any(4) != 0) {
            op_domain(&domains[any(DOMAINS)]);
        } else {
            op_region(any(REGIONS));
        }
        if (step % CHECK_EVERY == 0) {
            check_walks();
        }
    }
    kit_check_all();
}
