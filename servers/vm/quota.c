// SPDX-License-Identifier: MIT
/// @file
/// Accounts. Invariant: promised_b is the sum over open accounts of max(0, reserve - used), and never
/// more than free_b.

#include "quota.h"

static uint64_t promise(const struct account *account) {
    return account->reserve_b > account->used_b ? account->reserve_b - account->used_b : 0;
}

void quota_init(struct quota *quota, uint64_t free_b) {
    *quota = (struct quota){ .free_b = free_b };
    quota->accounts[QUOTA_SYSTEM] = (struct account){ .open = true, .limit_b = UINT64_MAX };
}

status_t quota_open(struct quota *quota, uint32_t account, uint64_t limit_b, uint64_t reserve_b) {
    struct account *a = &quota->accounts[account];
    if (a->open) {
        return ERR_EXISTS;
    }
    if (reserve_b > limit_b) {
        return ERR_BAD_ARG;
    }
    if (reserve_b > quota->free_b - quota->promised_b) {
        return ERR_NO_MEMORY;
    }
    *a = (struct account){ .open = true, .limit_b = limit_b, .reserve_b = reserve_b };
    quota->promised_b += reserve_b;
    return OK;
}

void quota_close(struct quota *quota, uint32_t account) {
    struct account *a = &quota->accounts[account];
    ASSERT(a->open && account != QUOTA_SYSTEM);
    quota->promised_b -= promise(a);
    quota->accounts[QUOTA_SYSTEM].used_b += a->used_b;
    *a = (struct account){ .open = false };
}

uint64_t quota_left(const struct quota *quota, uint32_t account) {
    const struct account *a = &quota->accounts[account];
    if (!a->open || a->used_b >= a->limit_b) {
        return 0;
    }
    // Its own promise is part of promised_b, but no obstacle to itself.
    uint64_t system_b = quota->free_b - (quota->promised_b - promise(a));
    return MIN(a->limit_b - a->used_b, system_b);
}

status_t quota_charge(struct quota *quota, uint32_t account, uint64_t size_b) {
    struct account *a = &quota->accounts[account];
    if (!a->open) {
        return ERR_NOT_FOUND;
    }
    if (a->used_b > a->limit_b || size_b > a->limit_b - a->used_b) {
        return ERR_QUOTA;
    }
    if (size_b > quota_left(quota, account)) {
        return ERR_NO_MEMORY;
    }
    quota->promised_b -= promise(a);
    a->used_b += size_b;
    quota->promised_b += promise(a);
    quota->free_b -= size_b;
    return OK;
}

void quota_refund(struct quota *quota, uint32_t account, uint64_t size_b) {
    struct account *a = &quota->accounts[account];
    ASSERT(a->open && size_b <= a->used_b);
    quota->promised_b -= promise(a);
    a->used_b -= size_b;
    quota->promised_b += promise(a);
    quota->free_b += size_b;
}
