#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sessions with a server that dies: who is told what. On the disk image, by UEFI."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402
from probe import Calm, Part  # noqa: E402


@case
def a_connection_from_before_a_restart_is_gone():
    with Desktop("session", boot="uefi") as desktop:
        desktop.testd.launch("probe_server", "serve")
        calm = Calm(desktop, "probe_server", "probe_client")
        part = Part(desktop, "probe_client", "sessions")
        part.wait("holding")
        desktop.testd.kill("probe_server")
        part.expect("session.state_is_kept", "session.served_when_it_died", "session.old_handle",
                    "session.old_handle_again", "session.stateless_goes_on", "session.next_instance",
                    "session.reconnect", "session.new_connection", "session.state_is_new")
        check_equal(desktop.testd.components()["probe_server"]["restarts"], 1, "restarts of the server")
        calm.expect()


@case
def a_connection_that_was_handed_on_ends_with_its_owner():
    with Desktop("hand-on", boot="pvh") as desktop:
        desktop.testd.launch("probe_server", "serve")
        desktop.testd.launch("probe_reader", "serve")
        Part(desktop, "probe_client", "hand-on").expect("handon.keep", "handon.works_meanwhile", "handon.total")
        desktop.testd.kill("probe_client")
        Part(desktop, "probe_client", "handed-on").expect("handon.ended_with_its_owner")


@case
def who_waits_in_the_queue_is_served_by_the_next_instance():
    with Desktop("queue", boot="uefi") as desktop:
        desktop.testd.launch("probe_server", "serve")
        served = Part(desktop, "probe_client", "hang")
        served.wait("hanging")
        queued = Part(desktop, "probe_queue", "queue")
        queued.wait("queueing")
        # testd has the lowest priority of all: when it answers, the other one stands in the queue.
        desktop.testd.components()
        desktop.testd.kill("probe_server")
        served.expect("hang.served_when_it_died", "hang.next_call", "hang.answer", "hang.next_instance")
        queued.expect("queue.answered", "queue.answer", "queue.next_instance")


if __name__ == "__main__":
    main("sessions")
