// SPDX-License-Identifier: MIT
// How IPC ends other than by an answer, whose time it runs on, and faults as messages.
#include "kit.h"

#include <base/string.h>

enum {
    SAME = 40
};

static struct task server, client;
static handle_t endpoint, at_server, at_client;

static void set_up(uint32_t server_flags) {
    kit_boot();
    endpoint = kit_carve(OBJECT_ENDPOINT, 0);
    server = kit_task(SAME, server_flags);
    client = kit_task(SAME, 0);
    at_server = kit_give(&server, endpoint, RIGHT_READ, 0);
    at_client = kit_give(&client, endpoint, RIGHT_WRITE, 1);
}

static void server_recv(void) {
    kit_run(server.t);
    (void)kit_trap(TRAP_RECV, at_server, 0, NULL);
}

static void server_reply(uint32_t label) {
    kit_run(server.t);
    (void)kit_trap(TRAP_REPLY_RECV, at_server, TAG(label, 0, 0, 0), NULL);
}

static struct result client_call(uint32_t flags) {
    kit_run(client.t);
    return kit_trap(TRAP_CALL, at_client, TAG(1, 0, 0, flags), NULL);
}

// --- Time ---

static void check_donation(bool general) {
    set_up(TASK_PASSIVE);
    struct sched_context *sched = client.t->sched;
    server_recv();
    kit_run(client.t);
    cpus[0].resched = general;
    client_call(0);
    CHECK(server.t->sched == sched && client.t->sched == NULL && client.t->lent == sched);
    CHECK(sched->holder == server.t && sched->owner == client.t);
    CHECK(thread_current() == server.t);
    host.now += 1000;
    cpus[0].resched = general;
    server_reply(0);
    CHECK(server.t->sched == NULL && client.t->sched == sched && client.t->lent == NULL);
    CHECK(sched->holder == client.t && sched->num_lenders == 0);
    kit_run_init();
    struct result info = kit_invoke(client.sched, SCHED_INFO);
    CHECK_STATUS(info.status, OK);
    CHECK(info.words[0] >= 1000);
}

TEST(a_passive_server_runs_on_its_callers_time) {
    check_donation(false);
    check_donation(true);
}

TEST(an_active_server_keeps_its_own) {
    set_up(0);
    struct sched_context *own = server.t->sched;
    server_recv();
    client_call(0);
    CHECK(server.t->sched == own && client.t->sched != NULL && client.t->lent == NULL);
    server_reply(0);
    CHECK(server.t->sched == own);
}

TEST(a_dying_server_gives_time_and_an_error_back) {
    set_up(TASK_PASSIVE);
    struct sched_context *sched = client.t->sched;
    server_recv();
    client_call(0);
    kit_run_init();
    CHECK_STATUS(kit_do(server.thread, CAP_DELETE), OK);
    CHECK_STATUS(kit_result(client.t).status, ERR_PEER_DIED);
    CHECK(client.t->sched == sched && sched->holder == client.t);
    CHECK_EQ(client.t->state, THREAD_READY);
    kit_check_all();
}

TEST(time_that_dies_leaves_nobody_pointing_at_it) {
    set_up(TASK_PASSIVE);
    server_recv();
    client_call(0);
    kit_run_init();
    CHECK_STATUS(kit_do(client.sched, CAP_DELETE), OK);
    CHECK(server.t->sched == NULL && client.t->sched == NULL && client.t->lent == NULL);
    server_reply(0);
    CHECK_EQ(client.t->state, THREAD_READY);
    kit_run(client.t); // runs without time of its own
    CHECK_STATUS(kit_trap(TRAP_YIELD, 0, 0, NULL).status, OK);
}

TEST(time_lent_further_comes_back_to_who_aborts) {
    set_up(TASK_PASSIVE);
    kit_run_init();
    struct task last = kit_task(SAME, TASK_PASSIVE);
    handle_t second = kit_carve(OBJECT_ENDPOINT, 0);
    handle_t at_last = kit_give(&last, second, RIGHT_READ, 0);
    handle_t onward = kit_give(&server, second, RIGHT_WRITE, 0);
    kit_run(last.t);
    (void)kit_trap(TRAP_RECV, at_last, 0, NULL);
    server_recv();
    struct sched_context *sched = client.t->sched;
    client.frame->send.abort_mask = 1;
    client_call(TAG_ABORTABLE);
    kit_run(server.t);
    (void)kit_trap(TRAP_CALL, onward, 0, NULL);
    CHECK(last.t->sched == sched && sched->num_lenders == 2);
    kit_run_init();
    CHECK_STATUS(
        kit_trap(TRAP_NOTIFY, client.notification, TAG(0, 1, 0, 0), (uint64_t[]){ 1 }).status, OK);
    CHECK_STATUS(kit_result(client.t).status, ERR_TIMEOUT);
    CHECK(client.t->sched == sched && last.t->sched == NULL && server.t->lent == NULL);
    kit_run(last.t);
    (void)kit_trap(TRAP_REPLY_RECV, at_last, 0, NULL);
    CHECK(client.t->sched == sched && server.t->sched == NULL);
    server_reply(0); // nobody is there to answer any more
    CHECK_EQ(server.t->state, THREAD_BLOCKED_RECV);
}

// --- Aborts ---

TEST(abortable_calls_end_when_a_bit_comes) {
    set_up(0);
    client.frame->send.abort_mask = 6;
    client_call(TAG_ABORTABLE); // queued: nobody receives
    struct notification *notification = kit_object(client.notification);
    kit_run_init();
    notification_signal(notification, 1);
    CHECK_EQ(client.t->state, THREAD_BLOCKED_SEND); // not a bit of the mask
    notification_signal(notification, 2);
    CHECK_EQ(client.t->state, THREAD_READY);
    CHECK_STATUS(kit_result(client.t).status, ERR_TIMEOUT);
    CHECK_EQ(notification->word, 3);                              // the bits stay for recv
    CHECK_STATUS(client_call(TAG_ABORTABLE).status, ERR_TIMEOUT); // still pending
    CHECK_EQ(((struct endpoint *)kit_object(endpoint))->state, ENDPOINT_IDLE);

    notification->word = 0;
    server_recv();
    client_call(TAG_ABORTABLE);
    notification_signal(notification, 4);
    CHECK_STATUS(kit_result(client.t).status, ERR_TIMEOUT);
    CHECK(server.t->caller == NULL);
    server_reply(0);
    client.t->bound->word = 0;
    client_call(0); // not abortable
    notification_signal(notification, 4);
    CHECK_EQ(client.t->state, THREAD_BLOCKED_REPLY);
}

TEST(aborting_needs_a_bound_notification) {
    set_up(0);
    kit_run_init();
    CHECK_STATUS(kit_do(client.thread, THREAD_BIND, 0), OK);
    CHECK_STATUS(client_call(TAG_ABORTABLE).status, ERR_BAD_STATE);
}

TEST(a_frame_that_dies_while_its_thread_waits) {
    set_up(0);
    kit_run(client.t);
    (void)kit_trap(TRAP_CALL, at_client, TAG(1, 9, 0, 0), NULL);
    CHECK_EQ(client.t->state, THREAD_BLOCKED_SEND);
    kit_run_init();
    CHECK_STATUS(kit_do(cap_handle(slot_at(client.t->frame_slot)), CAP_DELETE), OK);
    server_recv();
    CHECK_STATUS(kit_result(client.t).status, ERR_FAULT);
    CHECK_EQ(server.t->state, THREAD_BLOCKED_RECV);
}

// --- Replies ---

TEST(a_saved_reply_answers_later) {
    set_up(TASK_PASSIVE);
    kit_run_init();
    handle_t reply = kit_carve(OBJECT_REPLY, 0);
    handle_t moved = kit_make(server.table, CAPTABLE_INSERT, reply, 0, RIGHT_ALL, 0, CAPTABLE_MOVE);
    CHECK(moved != 0);
    kit_run(server.t);
    CHECK_STATUS(kit_do(moved, REPLY_SAVE), ERR_NOT_FOUND);
    CHECK_STATUS(kit_trap(TRAP_SEND, moved, 0, NULL).status, ERR_BAD_STATE);
    server_recv();
    client_call(0);
    kit_run(server.t);
    CHECK_STATUS(kit_do(moved, REPLY_SAVE), OK);
    CHECK(server.t->caller == NULL && server.t->depth == 0);
    CHECK_EQ(client.t->state, THREAD_BLOCKED_REPLY);
    (void)kit_trap(TRAP_RECV, at_server, TAG(0, 0, 0, TAG_NONBLOCK), NULL);
    const uint64_t words[] = { 42 };
    CHECK_STATUS(kit_trap(TRAP_SEND, moved, TAG(9, 1, 0, 0), words).status, OK);
    CHECK_EQ(TAG_LABEL(kit_result(client.t).tag), 9);
    CHECK_EQ(kit_result(client.t).words[0], 42);
    CHECK(client.t->sched != NULL && client.t->reply == NULL);
    CHECK_STATUS(kit_trap(TRAP_SEND, moved, TAG(9, 1, 0, 0), words).status, ERR_BAD_STATE);
    kit_check_all();
}

TEST(deleting_a_reply_resumes_the_caller) {
    set_up(TASK_PASSIVE);
    kit_run_init();
    handle_t reply = kit_carve(OBJECT_REPLY, 0);
    handle_t moved = kit_make(server.table, CAPTABLE_INSERT, reply, 0, RIGHT_ALL, 0, CAPTABLE_MOVE);
    server_recv();
    client_call(0);
    kit_run(server.t);
    CHECK_STATUS(kit_do(moved, REPLY_SAVE), OK);
    CHECK_STATUS(kit_do(moved, CAP_DELETE), OK);
    CHECK_STATUS(kit_result(client.t).status, ERR_PEER_DIED);
    CHECK_EQ(client.t->state, THREAD_READY);
    CHECK(client.t->sched != NULL && client.t->sched->holder == client.t);
}

TEST(deleting_a_table_resumes_saved_callers) {
    set_up(0);
    kit_run_init();
    handle_t reply = kit_carve(OBJECT_REPLY, 0);
    handle_t moved = kit_make(server.table, CAPTABLE_INSERT, reply, 0, RIGHT_ALL, 0, CAPTABLE_MOVE);
    server_recv();
    client_call(0);
    kit_run(server.t);
    CHECK_STATUS(kit_do(moved, REPLY_SAVE), OK);
    kit_run_init();
    CHECK_STATUS(kit_do(server.table, CAP_DELETE), OK);
    CHECK_STATUS(kit_result(client.t).status, ERR_PEER_DIED);
    CHECK_EQ(server.t->state, THREAD_STOPPED);
    CHECK_STATUS(kit_do(server.thread, THREAD_RESUME), ERR_BAD_STATE);
    kit_check_all();
}

// --- Ends of endpoints and threads ---

TEST(a_dying_endpoint_wakes_everybody) {
    set_up(0);
    client_call(0);
    kit_run_init();
    host.irq_countdown = 0; // interrupts all the time
    host.irq_period = 1;
    CHECK_STATUS(kit_do(endpoint, CAP_DELETE), OK);
    CHECK_STATUS(kit_result(client.t).status, ERR_PEER_DIED);
    CHECK_EQ(client.t->state, THREAD_READY);
    kit_run(server.t);
    CHECK_STATUS(kit_trap(TRAP_RECV, at_server, 0, NULL).status, ERR_BAD_HANDLE);

    set_up(0);
    server_recv();
    kit_run_init();
    CHECK_STATUS(kit_do(endpoint, CAP_DELETE), OK);
    CHECK_STATUS(kit_result(server.t).status, ERR_PEER_DIED);
    kit_check_all();
}

TEST(a_dying_client_frees_its_server) {
    set_up(TASK_PASSIVE);
    server_recv();
    client_call(0);
    kit_run_init();
    CHECK_STATUS(kit_do(client.thread, CAP_DELETE), OK);
    CHECK(server.t->caller == NULL);
    server_reply(0);
    CHECK_EQ(server.t->state, THREAD_BLOCKED_RECV);
    kit_check_all();
}

TEST(suspending_ends_ipc_with_again) {
    set_up(0);
    client_call(0);
    kit_run_init();
    CHECK_STATUS(kit_do(client.thread, THREAD_SUSPEND), OK);
    CHECK_EQ(((struct endpoint *)kit_object(endpoint))->state, ENDPOINT_IDLE);
    CHECK_EQ(kit_invoke(client.thread, THREAD_GET_REGS).words[3], THREAD_STATE_STOPPED);
    CHECK_STATUS(kit_do(client.thread, THREAD_RESUME), OK);
    CHECK_STATUS(kit_result(client.t).status, ERR_AGAIN);
    CHECK_STATUS(kit_do(client.thread, THREAD_RESUME), ERR_BAD_STATE);
}

// --- Faults ---

static void fault_client(void) {
    const struct core_fault fault = { FAULT_PAGE, FAULT_WRITE, 0xdead000, 6 };
    kit_run(client.t);
    client.t->context.words[0] = 4321;
    client.t->context.ip = 0x1234;
    (void)core_fault(&fault);
}

TEST(a_fault_without_endpoint_stops_the_thread_and_is_printed) {
    set_up(0);
    fault_client();
    CHECK_EQ(client.t->state, THREAD_FAULTED);
    CHECK(strlen(host.console) > 20);
    kit_run_init();
    struct result regs = kit_invoke(client.thread, THREAD_GET_REGS);
    CHECK_EQ(regs.words[0], 0x1234);
    CHECK_EQ(regs.words[3], THREAD_STATE_FAULTED);
    CHECK_EQ(regs.words[4], (uint64_t)FAULT_PAGE << 32 | FAULT_WRITE);
    CHECK_EQ(regs.words[5], 0xdead000);
}

TEST(only_debug_authority_makes_a_domain_trusted) {
    set_up(0);
    kit_run_init();
    handle_t weak = kit_make(START_HANDLE(INIT_SLOT_DEBUG), CAP_DERIVE, RIGHT_WRITE, 0);
    CHECK_STATUS(kit_do(weak, DEBUG_TRUST, client.domain), ERR_DENIED);
    CHECK(!client.t->domain->trusted);
    CHECK_STATUS(kit_do(START_HANDLE(INIT_SLOT_DEBUG), DEBUG_TRUST, client.domain), OK);
    CHECK(client.t->domain->trusted);
    CHECK(!server.t->domain->trusted);
}

static void set_fault_endpoint(void) {
    kit_run_init();
    handle_t badged = kit_make(endpoint, CAP_DERIVE, RIGHT_WRITE, 555);
    CHECK_STATUS(kit_do(client.domain, DOMAIN_SET_FAULT, badged), OK);
}

static void check_fault_message(bool waiting) {
    set_up(TASK_PASSIVE);
    set_fault_endpoint();
    if (waiting) {
        server_recv();
    }
    fault_client();
    if (!waiting) {
        CHECK_EQ(client.t->state, THREAD_BLOCKED_SEND);
        server_recv();
    }
    struct result got = kit_result(server.t);
    CHECK_STATUS(got.status, OK);
    CHECK_EQ(got.badge, 555);
    CHECK_EQ(got.tag, TAG(FAULT_PAGE, 6, 0, TAG_FAULT));
    CHECK_EQ(got.words[0], 0xdead000);
    CHECK_EQ(got.words[1], 0x1234);
    CHECK_EQ(got.words[2], FAULT_WRITE);
    CHECK_EQ(got.words[5], 6);
    CHECK(server.t->caller == client.t);
}

TEST(faults_arrive_as_messages_and_an_ok_resumes) {
    for (uint32_t waiting = 0; waiting < 2; waiting++) {
        check_fault_message(waiting != 0);
        server_reply(0);
        CHECK_EQ(client.t->state, THREAD_READY);
        CHECK_EQ(client.t->context.words[0], 4321); // registers are untouched
        CHECK_EQ(client.t->context.ip, 0x1234);
        CHECK(client.t->sched != NULL);
        check_fault_message(waiting != 0);
        server_reply(1);
        CHECK_EQ(client.t->state, THREAD_FAULTED);
        kit_run_init();
        CHECK_STATUS(kit_do(client.thread, THREAD_RESUME), OK);
        CHECK_EQ(client.t->state, THREAD_READY);
    }
}

TEST(a_fault_handler_that_dies_leaves_the_thread_faulted) {
    check_fault_message(true);
    kit_run_init();
    CHECK_STATUS(kit_do(server.thread, CAP_DELETE), OK);
    CHECK_EQ(client.t->state, THREAD_FAULTED);

    set_up(0);
    set_fault_endpoint();
    fault_client();
    kit_run_init();
    CHECK_STATUS(kit_do(endpoint, CAP_DELETE), OK);
    CHECK_EQ(client.t->state, THREAD_FAULTED);
    CHECK(client.t->domain->fault_endpoint == NULL);
    kit_check_all();
}
