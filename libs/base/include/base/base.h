// SPDX-License-Identifier: MIT
/// @file
/// What every file needs: fixed-width types, the status type, asserts and small macros.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// clang-format 14 takes the attribute for a macro.
// clang-format off
/// Result of every operation that can fail. Zero is success, errors are negative.
typedef enum [[nodiscard]] status {
#define STATUS(name, number, text) name = (number),
#include <abi/status.def>
#undef STATUS
} status_t;
// clang-format on

/// English text of `status`, never NULL; "unknown status" for a number not in status.def.
const char *status_text(status_t status);

/// Name of `status` as written in the source ("ERR_DENIED"), never NULL.
const char *status_name(status_t status);

/// `generation << 32 | slot` of a capability in the caller's table; 0 names nothing.
typedef uint64_t handle_t;
#define HANDLE_NONE ((handle_t)0)

typedef uint64_t nsec_t;  ///< Nanoseconds.
typedef uint64_t paddr_t; ///< Physical address. Never a pointer.
typedef uint64_t vaddr_t; ///< Virtual address of the single address space.

/// Leaves the calling function with the status of `expr` when it is an error.
#define TRY(expr)                                                                                  \
    do {                                                                                           \
        status_t try_status_ = (expr);                                                             \
        if (try_status_ != OK) {                                                                   \
            return try_status_;                                                                    \
        }                                                                                          \
    } while (0)

/// Ends the program (kernel: panics) with file, line and the condition. Provided by whoever links.
_Noreturn void assert_failed(const char *file, int line, const char *condition);

/// For our own bugs only, on in every build. What a peer can cause is a status_t.
#define ASSERT(condition) ((condition) ? (void)0 : assert_failed(__FILE__, __LINE__, #condition))

#ifdef NDEBUG
#define DEBUG_ASSERT(condition) ((void)sizeof(condition))
#else
#define DEBUG_ASSERT(condition) ASSERT(condition)
#endif

#define BIT(n) (1u << (n))
#define BIT64(n) (UINT64_C(1) << (n))
#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define CLAMP(value, low, high) MIN(MAX(value, low), high)

/// `value` rounded to a multiple of `align`, a power of two of the same type.
#define ALIGN_UP(value, align) (((value) + ((align)-1)) & ~((align)-1))
#define ALIGN_DOWN(value, align) ((value) & ~((align)-1))
#define IS_ALIGNED(value, align) (((value) & ((align)-1)) == 0)

#define CONTAINER_OF(pointer, type, member)                                                        \
    ((type *)(void *)((char *)(pointer)-offsetof(type, member)))

#define PAGE_SHIFT 12u
#define PAGE_SIZE_B UINT64_C(4096)
