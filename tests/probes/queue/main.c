// SPDX-License-Identifier: MIT
/// @file
/// Calls a server that does not receive any more; the next instance answers.
#include <base/log.h>
#include <idl/probe.h>
#include <manifest.h>
#include <probe/probe.h>

#define LOG_TAG "queue"

int main(void) {
    probe_start();
    LOG_INFO("queueing");
    struct probe_echo_ping_rep rep = { 0 };
    status_t st =
        probe_echo_ping(CAP_USES_PROBE_ECHO, &(struct probe_echo_ping_req){ .value = 7 }, &rep);
    (void)probe_status("queue.answered", st, OK);
    (void)probe_equal("queue.answer", rep.value, 8);
    (void)probe_equal("queue.next_instance", rep.instance, 2);
    probe_end();
}
