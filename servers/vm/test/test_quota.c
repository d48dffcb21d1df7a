// SPDX-License-Identifier: MIT
/// @file
/// Limits, reserves and what is refused.

#include "quota.h"

#include <base/rng.h>
#include <base/string.h>
#include <test/test.h>

TEST(over_the_limit_is_quota_and_changes_nothing) {
    static struct quota quota;
    quota_init(&quota, 1000);
    CHECK_STATUS(quota_open(&quota, 5, 300, 0), OK);
    CHECK_STATUS(quota_charge(&quota, 5, 200), OK);
    struct quota before = quota;
    CHECK_STATUS(quota_charge(&quota, 5, 101), ERR_QUOTA);
    CHECK_STATUS(quota_charge(&quota, 5, UINT64_MAX), ERR_QUOTA);
    CHECK(memcmp(&before, &quota, sizeof(quota)) == 0);
    CHECK_STATUS(quota_charge(&quota, 5, 100), OK);
    CHECK_EQ(quota_left(&quota, 5), 0);
}

TEST(a_reserve_is_kept_from_others) {
    static struct quota quota;
    quota_init(&quota, 1000);
    CHECK_STATUS(quota_open(&quota, 1, 800, 600), OK);
    CHECK_STATUS(quota_open(&quota, 2, 800, 0), OK);
    CHECK_STATUS(quota_charge(&quota, 2, 401), ERR_NO_MEMORY);
    CHECK_STATUS(quota_charge(&quota, 2, 400), OK);
    CHECK_STATUS(quota_charge(&quota, 1, 600), OK);
    CHECK_STATUS(quota_charge(&quota, 1, 1), ERR_NO_MEMORY);
    quota_refund(&quota, 2, 100);
    CHECK_STATUS(quota_charge(&quota, 1, 100), OK);
}

TEST(reserves_that_cannot_be_kept_are_refused) {
    static struct quota quota;
    quota_init(&quota, 1000);
    CHECK_STATUS(quota_open(&quota, 1, 500, 501), ERR_BAD_ARG);
    CHECK_STATUS(quota_open(&quota, 1, 900, 600), OK);
    CHECK_STATUS(quota_open(&quota, 1, 900, 0), ERR_EXISTS);
    CHECK_STATUS(quota_open(&quota, 2, 900, 401), ERR_NO_MEMORY);
    CHECK_STATUS(quota_charge(&quota, 3, 1), ERR_NOT_FOUND);
}

TEST(closing_moves_the_charge_to_the_system) {
    static struct quota quota;
    quota_init(&quota, 1000);
    CHECK_STATUS(quota_open(&quota, 9, 500, 200), OK);
    CHECK_STATUS(quota_charge(&quota, 9, 150), OK);
    quota_close(&quota, 9);
    CHECK_EQ(quota.accounts[QUOTA_SYSTEM].used_b, 150);
    CHECK_EQ(quota.promised_b, 0);
    CHECK_EQ(quota.free_b, 850);
    quota_refund(&quota, QUOTA_SYSTEM, 150);
    CHECK_EQ(quota.free_b, 1000);
}

static void check_invariant(const struct quota *quota) {
    uint64_t promised = 0;
    uint64_t used = 0;
    for (uint32_t i = 0; i < QUOTA_ACCOUNTS; i++) {
        const struct account *a = &quota->accounts[i];
        used += a->used_b;
        if (a->open && a->reserve_b > a->used_b) {
            promised += a->reserve_b - a->used_b;
        }
    }
    CHECK_EQ(quota->promised_b, promised);
    CHECK(quota->promised_b <= quota->free_b);
    CHECK_EQ(quota->free_b + used, 100000);
}

TEST(random_use_keeps_the_promises) {
    static struct quota quota;
    struct rng rng;
    rng_init(&rng, 3);
    quota_init(&quota, 100000);
    for (int run = 0; run < 20000; run++) {
        uint32_t account = 1 + rng_below(&rng, 6);
        uint64_t size = rng_below(&rng, 5000);
        struct account *a = &quota.accounts[account];
        switch (rng_below(&rng, 8)) {
        case 0:
            (void)quota_open(&quota, account, 5000 + rng_below(&rng, 50000), rng_below(&rng, 5000));
            break;
        case 1:
            if (a->open && rng_below(&rng, 8) == 0) {
                quota_close(&quota, account);
            }
            break;
        case 2:
        case 3:
            if (a->open) {
                quota_refund(&quota, account, MIN(size, a->used_b));
            }
            break;
        default:
            (void)quota_charge(&quota, account, size);
            break;
        }
        check_invariant(&quota);
    }
}
