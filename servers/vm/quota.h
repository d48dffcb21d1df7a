// SPDX-License-Identifier: MIT
/// @file
/// Who may use how much memory: one account for each component, limits and reserves.
#pragma once

#include <base/base.h>

enum {
    QUOTA_ACCOUNTS = 256,
    QUOTA_SYSTEM = 0, ///< Account of what has no living owner; without limit.
};

struct account {
    bool open;
    uint64_t used_b;
    uint64_t limit_b;
    uint64_t reserve_b; ///< Memory that others cannot take away.
};

struct quota {
    struct account accounts[QUOTA_ACCOUNTS];
    uint64_t free_b;     ///< Of the system.
    uint64_t promised_b; ///< Sum of the reserves not yet used.
};

/// `free_b` bytes can be charged in all.
void quota_init(struct quota *quota, uint64_t free_b);

/// @return OK, ERR_EXISTS, ERR_BAD_ARG for a reserve above the limit, ERR_NO_MEMORY when the reserve
///         cannot be promised.
status_t quota_open(struct quota *quota, uint32_t account, uint64_t limit_b, uint64_t reserve_b);

/// Closes an account; what is still charged to it goes to QUOTA_SYSTEM.
void quota_close(struct quota *quota, uint32_t account);

/// Charges `size_b` bytes.
///
/// @return OK, ERR_QUOTA over the limit of the account, ERR_NO_MEMORY when the system has no more or
///         the rest is promised to others. On error nothing is changed.
status_t quota_charge(struct quota *quota, uint32_t account, uint64_t size_b);

/// Gives back `size_b` bytes that were charged.
void quota_refund(struct quota *quota, uint32_t account, uint64_t size_b);

/// What `account` may still charge now.
uint64_t quota_left(const struct quota *quota, uint32_t account);
