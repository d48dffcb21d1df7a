#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Components that mean no good: malformed trees, guessed handles and addresses, death in the middle of a copy."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402
from probe import Calm, Part  # noqa: E402

KILLS = 20
SEED = int(os.environ.get("HESPER_SEED", "20261120"))
RESTARTS_MAX = 4  # back-off 0, 100 ms, 1 s, 10 s


def windows(desktop):
    """{title: bounds} of all windows."""
    return {node.name: node.bounds for node in desktop.tree().find_all("Window") if "bounds" in node.values}


@case
def malformed_trees_are_refused_and_the_last_good_picture_stays():
    with Desktop("mistakes", boot="bios") as desktop:
        part = Part(desktop, "probe_tree", "hostile")
        part.wait("showing ")
        desktop.wait_for("Button", "Next")
        desktop.click_on("Button", "Next")
        part.wait("step 0 over")
        desktop.testd.idle()
        good = desktop.testd.surface_hash()
        before = windows(desktop)
        count = int(re.search(r"showing (\d+) mistakes", part.text())[1])
        for step in range(1, count + 1):
            desktop.click_on("Button", "Next")
            part.wait(f"step {step} over")
            desktop.testd.idle()
            check_equal(desktop.testd.surface_hash(), good, f"the screen behind mistake {step}:\n{desktop.tail(8)}\n")
        desktop.click_on("Button", "Next")
        part.wait("closed")
        checked = part.expect("hostile.strikes.third_closes", "hostile.reopened_is_accepted",
                              "hostile.cycle.reason", "hostile.too_deep.node", "hostile.len_beyond_the_bank.reason",
                              "hostile.generation_jumps.reason", "hostile.padding.last_good_one_stays")
        for what in ("refused", "reason", "node", "last_good_one_stays"):
            check_equal(sum(name.endswith("." + what) for name in checked), count, f"checks of {what}")
        refusals = len(re.findall(r"tree \d+ refused: .* at node \d+", part.text()))
        check_equal(refusals, count + 3, "refusals in the GUI server's log")
        check("closed: " in part.text(), "the GUI server does not say that it closed the session")
        gui = desktop.testd.components()["gui"]
        check_equal((gui["state"], gui["restarts"]), ("ready", 0), "the GUI server")
        after = windows(desktop)
        check("Mistakes" in after, "the window is not there again")
        for name in before:
            check(name == "Mistakes" or after.get(name) == before[name], f"{name} was at {before[name]}: {after}")
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")


@case
def an_app_may_die_while_the_gui_server_copies_its_tree():
    with Desktop("killer", boot="uefi") as desktop:
        # The first sessions make the GUI server's heap as large as it gets.
        Part(desktop, "probe_killer", "killer", "3", f"{SEED + 1:x}").expect("killer.kills")
        desktop.testd.kill("probe_killer")
        others = windows(desktop)
        calm = Calm(desktop, "probe_killer", "probe_tree")
        part = Part(desktop, "probe_killer", "killer", f"{KILLS:x}", f"{SEED:x}")
        part.expect("killer.kills", timeout_s=240.0)
        killed, during = re.search(r"(\d+) kills, (\d+) during a copy", part.text()).groups()
        check_equal(int(killed), KILLS, "kills")
        check(int(during) > 0, f"no kill of {killed} came during a copy (HESPER_SEED={SEED})")
        desktop.testd.idle()
        check_equal(windows(desktop), others, "windows behind all deaths")
        calm.expect()
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")


@case
def guessed_handles_are_worth_nothing():
    with Desktop("handles", boot="pvh") as desktop:
        calm = Calm(desktop, "probe_guess")
        Part(desktop, "probe_guess", "handles").expect(
            "guess.all_were_tried", "guess.wrong_answers", "guess.captable_cannot_insert",
            "guess.vm_cannot_be_received_on", "guess.no_other_badge", "guess.no_other_name", "guess.no_higher_priority")
        calm.expect()


@case
def senseless_requests_do_no_harm():
    with Desktop("messages", boot="bios") as desktop:
        calm = Calm(desktop, "probe_guess")
        names = ("messages.wrong_answers", "messages.most_were_answered", "messages.some_made_sense",
                 "messages.vm_serves", "messages.vm_creates")
        Part(desktop, "probe_guess", "messages", f"{SEED:x}").expect(*names)
        calm.expect()
        before = desktop.testd.free_memory()
        mark = desktop.mark()
        desktop.testd.kill("probe_guess")  # init starts it again, for the same part
        desktop.wait_serial("done - messages", after=mark)
        check_equal(desktop.testd.free_memory(), before, f"free memory behind the same again (HESPER_SEED={SEED})")
        calm.expect()


def crash_until_parked(desktop, part, address, function):
    """The probe faults, is restarted with growing pauses, and stays down in the end."""
    crashes = RESTARTS_MAX + 1
    trying = Part(desktop, "probe_guess", part, f"{address:x}")
    trying.wait("probe_guess ended again and again; it stays down", timeout_s=120.0)
    text = trying.text()
    access = "reading" if part == "touch" else "writing"
    reports = re.findall(rf"probe_guess touched memory it does not have: {access} 0x{address:x}\b", text)
    check_equal(len(reports), crashes, "reports of faults at the guessed address")
    check(f" {function}+0x" in text, f"no backtrace names {function}:\n{desktop.tail()}")
    check("not ok" not in text, f"the access did something:\n{desktop.tail()}")
    now = desktop.testd.components()["probe_guess"]
    check_equal((now["state"], now["used"]), ("parked", 0), "the parked component")


@case
def addresses_of_others_are_worth_nothing():
    with Desktop("addresses", boot="pvh") as desktop:
        server = Part(desktop, "probe_server", "serve")
        server.wait("probe_server ready")
        address = int(re.search(r"vault at ([0-9a-f]+)", server.text())[1], 16)
        calm = Calm(desktop, "probe_guess", "probe_client")
        crash_until_parked(desktop, "touch", address, "guess_touch")
        crash_until_parked(desktop, "poke", address, "guess_poke")
        Part(desktop, "probe_client", "vault").expect("vault.served", "vault.word")
        calm.expect()


if __name__ == "__main__":
    main("hostile")
