// SPDX-License-Identifier: MIT
/// @file
/// Method calls over a fake trap: what is passed, what comes back, what is repeated.

#include <base/string.h>
#include <hsys/object.h>
#include <hsys/trap.h>
#include <test/test.h>

/// The trap as it was made last, and what the fake kernel does.
static struct trap_regs seen;
static uint32_t num_traps;
static uint32_t again_left; ///< ERR_AGAIN so often, with registers made useless.
static status_t answer;
static uint64_t results[TRAP_REG_WORDS];

status_t hsys_trap(uint64_t number, struct trap_regs *regs) {
    CHECK(number == TRAP_INVOKE || number == TRAP_NOTIFY);
    seen = *regs;
    num_traps++;
    if (again_left > 0) {
        again_left--;
        memset(regs, 0xee, sizeof(*regs));
        return ERR_AGAIN;
    }
    memcpy(regs->words, results, sizeof(results));
    return answer;
}

static void start(status_t status, uint64_t r0) {
    memset(&seen, 0, sizeof(seen));
    memset(results, 0, sizeof(results));
    results[0] = r0;
    num_traps = 0;
    again_left = 0;
    answer = status;
}

TEST(arguments_and_result_travel_in_words) {
    handle_t out = HANDLE_NONE;
    start(OK, 77);
    CHECK_STATUS(untyped_carve_at(5, OBJECT_FRAME, 3, 4096, &out), OK);
    CHECK_EQ(out, 77);
    CHECK_EQ(seen.handle, 5);
    CHECK_EQ(TAG_LABEL(seen.tag), UNTYPED_CARVE);
    CHECK_EQ(TAG_WORDS(seen.tag), 4);
    CHECK_EQ(seen.words[0], OBJECT_FRAME);
    CHECK_EQ(seen.words[1], 3);
    CHECK_EQ(seen.words[2], 4096);
}

TEST(interrupted_operations_are_repeated_with_the_same_arguments) {
    handle_t out = HANDLE_NONE;
    start(OK, 9);
    again_left = 3;
    CHECK_STATUS(untyped_carve(5, OBJECT_CAPTABLE, 256, &out), OK);
    CHECK_EQ(num_traps, 4);
    CHECK_EQ(seen.handle, 5);
    CHECK_EQ(seen.words[0], OBJECT_CAPTABLE);
    CHECK_EQ(seen.words[1], 256);
    CHECK_EQ(seen.words[2], UNTYPED_NEXT);
    CHECK_EQ(out, 9);
}

TEST(failures_leave_the_result_alone) {
    handle_t out = 123;
    start(ERR_NO_SLOTS, 55);
    CHECK_STATUS(cap_copy(5, &out), ERR_NO_SLOTS);
    CHECK_EQ(out, 123);
    CHECK_EQ(num_traps, 1);
}

TEST(attach_names_the_missing_level) {
    handle_t out = 1;
    uint32_t level = 0;
    start(ERR_NO_TABLE, 3);
    CHECK_STATUS(domain_attach(5, 6, RIGHT_READ, &out, &level), ERR_NO_TABLE);
    CHECK_EQ(level, 3);
    CHECK_EQ(out, 1);
    start(OK, 8);
    CHECK_STATUS(domain_attach(5, 6, RIGHT_READ, &out, &level), OK);
    CHECK_EQ(out, 8);
}

TEST(console_bytes_are_packed_and_bounded) {
    char text[DEBUG_WRITE_MAX_B + 1];
    memset(text, 'x', sizeof(text));
    start(OK, 0);
    CHECK_STATUS(debug_write(5, text, sizeof(text)), ERR_BAD_SIZE);
    CHECK_EQ(num_traps, 0);
    CHECK_STATUS(debug_write(5, "ab", 2), OK);
    CHECK_EQ(seen.words[0], 'a' | 'b' << 8);
    CHECK_EQ(seen.words[1], 0);
    CHECK_EQ(seen.words[5], 2);
}

TEST(names_of_threads_are_cut) {
    start(OK, 0);
    CHECK_STATUS(debug_thread(5, 6, "abcdefghij"), OK);
    CHECK_EQ(seen.words[0], 6);
    CHECK(memcmp(&seen.words[1], "abcdefgh", 8) == 0);
    CHECK_STATUS(debug_thread(5, 6, "a"), OK);
    CHECK_EQ(seen.words[1], 'a');
}
