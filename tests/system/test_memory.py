#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Memory: quotas, accounts, regions that are passed on and taken back. On the disk image, by BIOS."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402
from probe import Calm, Part  # noqa: E402


@case
def over_its_quota_an_app_alone_gets_an_error():
    with Desktop("quota", boot="bios") as desktop:
        calm = Calm(desktop, "probe_quota")
        free = desktop.testd.free_memory()
        check(16 << 20 < free < 256 << 20, f"free memory of a machine with 256 MiB is {free} bytes")
        part = Part(desktop, "probe_quota", "quota")
        part.expect("quota.twice_the_limit", "quota.twice_changes_nothing", "quota.what_is_left_and_a_page",
                    "quota.and_a_page_changes_nothing", "quota.all_that_is_left", "quota.all_changes_nothing",
                    "quota.small", "quota.small_word", "quota.full", "quota.room_again", "process.no_spawn",
                    "process.no_kill", "process.no_stats", "process.no_start", "process.no_account",
                    "process.no_released")
        calm.expect()
        desktop.testd.kill("probe_quota")
        check_equal(desktop.testd.components()["probe_quota"]["used"], 0, "memory of the dead probe")
        check_equal(desktop.testd.free_memory(), free, "free memory behind its end")


@case
def an_account_capability_only_creates():
    with Desktop("account", boot="bios") as desktop:
        desktop.testd.launch("probe_server", "serve")
        calm = Calm(desktop, "probe_client")
        Part(desktop, "probe_client", "account").expect(
            "account.create", "account.no_private_region", "account.no_attach", "account.no_pin", "account.no_usage",
            "account.no_detach", "account.no_kill", "account.not_of_a_stranger", "account.charged_to_the_client",
            "account.charge_ends_with_the_region")
        calm.expect()


HOPS = ("hops.same_pointer", "hops.same_word", "hops.no_attach_for_writing", "hops.no_store",
        "hops.word_is_unchanged", "hops.load_sees_the_write", "hops.revoke")


@case
def a_region_passed_on_twice_faults_when_its_first_owner_revokes_it():
    with Desktop("hops", boot="bios") as desktop:
        desktop.testd.launch("probe_reader", "serve")
        desktop.testd.launch("probe_server", "serve")
        Part(desktop, "probe_client", "hops").expect(*HOPS, "hops.load_faults", "hops.nothing_was_read")
        after = desktop.testd.components()["probe_reader"]
        check_equal((after["state"], after["restarts"]), ("ready", 0), "the reader, which guards its loads")


@case
def without_a_guard_the_reader_dies_with_a_backtrace():
    with Desktop("hops-fatal", boot="bios") as desktop:
        desktop.testd.launch("probe_reader", "serve")
        desktop.testd.launch("probe_server", "serve")
        calm = Calm(desktop, "probe_client", "probe_reader", "log")
        part = Part(desktop, "probe_client", "hops-fatal")
        part.expect(*HOPS, "hops.reader_died")
        address = re.search(r"probe_reader touched memory it does not have: reading 0x([0-9a-f]+)", part.text())
        check(address is not None, f"init does not say where the reader faulted:\n{desktop.tail()}")
        names = re.findall(r"0x[0-9a-f]+ (\w+)\+0x", part.text())
        check("reader_load_plainly" in names, f"the backtrace does not name the load: {names}")
        check("probe_reader_dispatch" in names and "main" in names, f"the backtrace does not reach main: {names}")
        check_equal(desktop.testd.components()["probe_reader"]["state"], "stopped", "the reader, never restarted")
        calm.expect()


if __name__ == "__main__":
    main("memory")
