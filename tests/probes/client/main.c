// SPDX-License-Identifier: MIT
/// @file
/// Plays one part against the server and the reader: sessions, accounts, a region passed through
/// two hops.
#include <base/log.h>
#include <base/string.h>
#include <idl/probe.h>
#include <manifest.h>
#include <probe/probe.h>

#define LOG_TAG "client"

enum {
    REGION_B = 12288,
    FIRST_WORD = 0x1234567,
    ACCOUNT_B = 262144,
};

static status_t add(handle_t counter, uint32_t *out_total) {
    struct probe_counter_add_rep rep = { 0 };
    status_t st = probe_counter_add(counter, &(struct probe_counter_add_req){ .step = 1 }, &rep);
    *out_total = rep.total;
    return st;
}

static status_t ping(uint64_t *out_value, uint32_t *out_instance) {
    struct probe_echo_ping_rep rep = { 0 };
    status_t st =
        probe_echo_ping(CAP_USES_PROBE_ECHO, &(struct probe_echo_ping_req){ .value = 41 }, &rep);
    *out_value = rep.value;
    *out_instance = rep.instance;
    return st;
}

/// Somebody kills the server while it holds our call.
static void play_sessions(void) {
    uint32_t total;
    (void)probe_status("session.first_call", add(CAP_USES_PROBE_COUNTER, &total), OK);
    (void)probe_status("session.second_call", add(CAP_USES_PROBE_COUNTER, &total), OK);
    (void)probe_equal("session.state_is_kept", total, 2);
    status_t st = probe_echo_hold(CAP_USES_PROBE_ECHO, &(struct probe_echo_hold_req){ 0 }, NULL);
    (void)probe_status("session.served_when_it_died", st, ERR_PEER_DIED);
    // The old handle, without any help of the library: refused each time, and never again by a
    // death.
    (void)probe_status("session.old_handle", add(CAP_USES_PROBE_COUNTER, &total), ERR_SESSION_GONE);
    (void)probe_status("session.old_handle_again", add(CAP_USES_PROBE_COUNTER, &total),
                       ERR_SESSION_GONE);
    uint64_t value;
    uint32_t instance;
    (void)probe_status("session.stateless_goes_on", ping(&value, &instance), OK);
    (void)probe_equal("session.next_instance", instance, 2);
    struct ipc_conn conn = IPC_CONN(CAP_USES_PROBE_COUNTER);
    (void)probe_check("session.reconnect", ipc_conn_reopen(&conn, ERR_SESSION_GONE));
    (void)probe_status("session.new_connection", add(conn.handle, &total), OK);
    (void)probe_equal("session.state_is_new", total, 1);
}

/// Somebody kills the server while it does nothing but serve us; another component waits in its
/// queue.
static void play_hang(void) {
    status_t st = probe_echo_hang(CAP_USES_PROBE_ECHO, &(struct probe_echo_hang_req){ 0 }, NULL);
    (void)probe_status("hang.served_when_it_died", st, ERR_PEER_DIED);
    uint64_t value;
    uint32_t instance;
    (void)probe_status("hang.next_call", ping(&value, &instance), OK);
    (void)probe_equal("hang.answer", value, 42);
    (void)probe_equal("hang.next_instance", instance, 2);
}

/// The server makes a region on our account.
static void play_account(void) {
    uint64_t before_b = probe_used_b();
    struct probe_echo_account_rep rep = { 0 };
    struct probe_echo_account_req req = { .size = ACCOUNT_B };
    if (!probe_status("account.served", probe_echo_account(CAP_USES_PROBE_ECHO, &req, &rep), OK)) {
        return;
    }
    (void)probe_check("account.charged_to_the_client", probe_used_b() >= before_b + ACCOUNT_B);
    ipc_cap_drop(rep.pages);
    (void)probe_equal("account.charge_ends_with_the_region", probe_used_b(), before_b);
}

/// Gives a read-only child of a region to the server, which passes it on to the reader.
static bool pass(handle_t *out_region, uint64_t *out_address) {
    if (!probe_status("hops.make", probe_make_region(REGION_B, out_region, out_address), OK) ||
        !probe_status("hops.write", probe_store(*out_address, FIRST_WORD), OK)) {
        return false;
    }
    handle_t child = HANDLE_NONE;
    if (!probe_status("hops.derive", cap_derive(*out_region, RIGHT_READ | RIGHT_DUP, 0, &child),
                      OK)) {
        return false;
    }
    struct probe_relay_pass_rep rep;
    status_t st = probe_relay_pass(CAP_USES_PROBE_RELAY,
                                   &(struct probe_relay_pass_req){ .pages = child }, &rep);
    ipc_cap_drop(child);
    if (!probe_status("hops.pass", st, OK)) {
        return false;
    }
    (void)probe_equal("hops.same_pointer", rep.address, *out_address);
    (void)probe_equal("hops.same_word", rep.value, FIRST_WORD);
    (void)probe_status("hops.no_attach_for_writing", rep.attach_write, ERR_DENIED);
    (void)probe_status("hops.no_store", rep.store, ERR_FAULT);
    uint64_t word = 0;
    (void)probe_status("hops.own_load", probe_load(*out_address, &word), OK);
    return probe_equal("hops.word_is_unchanged", word, FIRST_WORD);
}

static status_t load(bool guarded, struct probe_reader_load_rep *rep) {
    *rep = (struct probe_reader_load_rep){ 0 };
    return probe_reader_load(CAP_USES_PROBE_READER,
                             &(struct probe_reader_load_req){ .guarded = guarded }, rep);
}

static void play_hops(bool guarded) {
    handle_t region;
    uint64_t address;
    struct probe_reader_load_rep rep;
    if (!pass(&region, &address)) {
        return;
    }
    // Written by us, seen by the reader at once: it is the same memory.
    (void)probe_status("hops.write_again", probe_store(address, FIRST_WORD + 1), OK);
    (void)probe_status("hops.load", load(true, &rep), OK);
    (void)probe_status("hops.load_works", rep.status, OK);
    (void)probe_equal("hops.load_sees_the_write", rep.value, FIRST_WORD + 1);
    (void)probe_status("hops.revoke", cap_revoke(region), OK);
    status_t st = load(guarded, &rep);
    if (guarded) {
        (void)probe_status("hops.load_after_revoke", st, OK);
        (void)probe_status("hops.load_faults", rep.status, ERR_FAULT);
        (void)probe_equal("hops.nothing_was_read", rep.value, 0);
    } else {
        (void)probe_status("hops.reader_died", st, ERR_PEER_DIED);
    }
}

/// What the reader can do with the connection that it was given.
static void use_kept(const char *status_name, status_t want, uint32_t total) {
    struct probe_reader_add_rep rep = { 0 };
    status_t st =
        probe_reader_add(CAP_USES_PROBE_READER, &(struct probe_reader_add_req){ 0 }, &rep);
    (void)probe_status("handon.reader_answers", st, OK);
    (void)probe_status(status_name, rep.status, want);
    (void)probe_equal("handon.total", rep.total, total);
}

/// Gives a connection of our own to the reader.
static void play_hand_on(void) {
    uint32_t total;
    struct probe_reader_keep_req req = { .counter = CAP_USES_PROBE_COUNTER };
    (void)probe_status("handon.own", add(CAP_USES_PROBE_COUNTER, &total), OK);
    (void)probe_status("handon.keep", probe_reader_keep(CAP_USES_PROBE_READER, &req, NULL), OK);
    use_kept("handon.works_meanwhile", OK, 2);
}

/// The server's own memory holds what it put there, whatever others tried.
static void play_vault(void) {
    struct probe_echo_vault_rep rep = { 0 };
    (void)probe_status(
        "vault.served",
        probe_echo_vault(CAP_USES_PROBE_ECHO, &(struct probe_echo_vault_req){ 0 }, &rep), OK);
    (void)probe_equal("vault.word", rep.value, 0x7a017);
}

int main(void) {
    probe_start();
    (void)probe_status("client.guard", probe_guard(), OK);
    if (probe_is("sessions")) {
        play_sessions();
    } else if (probe_is("hang")) {
        play_hang();
    } else if (probe_is("account")) {
        play_account();
    } else if (probe_is("hops") || probe_is("hops-fatal")) {
        play_hops(probe_is("hops"));
    } else if (probe_is("hand-on")) {
        play_hand_on();
    } else if (probe_is("handed-on")) {
        use_kept("handon.ended_with_its_owner", ERR_BAD_HANDLE, 0);
    } else if (probe_is("vault")) {
        play_vault();
    } else {
        (void)probe_check("client.part_is_known", false);
    }
    probe_end();
}
