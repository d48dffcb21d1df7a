// SPDX-License-Identifier: MIT
/// @file
/// Interrupts as notification bits, I/O ports.
#include "child.h"
#include "pci_input.h"

enum {
    PIT_CHANNEL_0 = 0x40,
    PIT_COMMAND = 0x43,
    PIT_ONE_SHOT = 0x30,
    LINE_PIT = 0,
    LINE_FREE = 3, ///< COM2: nothing uses it here.
};

static void out8(uint32_t port, uint32_t value) {
    CHECK_STATUS(ioport_out(KT_IOPORT, port, 1, value), OK);
}

static void start_pit(void) {
    out8(PIT_COMMAND, PIT_ONE_SHOT);
    out8(PIT_CHANNEL_0, 0x00);
    out8(PIT_CHANNEL_0, 0x10); // 3.4 ms
}

KT(irq_line_is_a_bit) {
    handle_t irq;
    handle_t bit;
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    REQUIRE_OK(irq_control_line(KT_IRQ_CONTROL, kt.untyped, LINE_PIT, 0, &irq));
    REQUIRE_OK(cap_derive(notification, RIGHT_WRITE, 0x2000, &bit));
    REQUIRE_OK(irq_bind(irq, bit));
    for (uint32_t i = 0; i < 3; i++) {
        REQUIRE_OK(irq_ack(irq));
        start_pit();
        struct trap_regs regs = { .handle = notification };
        CHECK_STATUS(hsys_trap(TRAP_RECV, &regs), OK);
        CHECK_EQ(regs.words[0], 0x2000);
    }
    REQUIRE_OK(cap_delete(irq));
    start_pit(); // Goes nowhere, and breaks nothing.
}

KT(irq_refusals) {
    handle_t irq;
    handle_t second;
    CHECK_REFUSED(irq_control_line(KT_IRQ_CONTROL, kt.untyped, 5000, 0, &irq), ERR_BAD_ARG);
    CHECK_REFUSED(irq_control_line(KT_IRQ_CONTROL, kt.untyped, LINE_FREE, 0x80, &irq), ERR_BAD_ARG);
    CHECK_REFUSED(irq_control_line(KT_IRQ_CONTROL, kt.endpoint, LINE_FREE, 0, &irq), ERR_BAD_TYPE);
    REQUIRE_OK(irq_control_line(KT_IRQ_CONTROL, kt.untyped, LINE_FREE, 0, &irq));
    CHECK_STATUS(irq_control_line(KT_IRQ_CONTROL, kt.untyped, LINE_FREE, 0, &second), ERR_EXISTS);
    REQUIRE_OK(cap_delete(irq));
    CHECK_STATUS(irq_control_line(KT_IRQ_CONTROL, kt.untyped, LINE_FREE, 0, &irq), OK);
}

KT(irq_vectors_come_back) {
    for (uint32_t round = 0; round < 3; round++) {
        uint32_t count = 0;
        status_t st = OK;
        while (st == OK && count < 1000) {
            handle_t irq;
            uint64_t address;
            uint64_t data;
            st = irq_control_msi(KT_IRQ_CONTROL, kt.untyped, &irq, &address, &data);
            count += st == OK ? 1 : 0;
        }
        CHECK_STATUS(st, ERR_NO_SPACE);
        CHECK(count > 100);
        REQUIRE_OK(cap_revoke(kt.untyped));
    }
}

KT(irq_ports_have_bounds) {
    handle_t few;
    uint32_t value;
    REQUIRE_OK(ioport_carve(KT_IOPORT, 0x3f8, 8, &few));
    CHECK_STATUS(ioport_in(few, 0x3fd, 1, &value), OK);
    CHECK_REFUSED(ioport_in(few, 0x3f7, 1, &value), ERR_RANGE);
    CHECK_REFUSED(ioport_in(few, 0x400, 1, &value), ERR_RANGE);
    CHECK_REFUSED(ioport_in(few, 0x3fd, 4, &value), ERR_RANGE);
    CHECK_REFUSED(ioport_in(few, 0x3fd, 3, &value), ERR_BAD_ARG);
    CHECK_REFUSED(ioport_out(few, UINT32_MAX, 1, 0), ERR_RANGE);
    handle_t more;
    CHECK_REFUSED(ioport_carve(few, 0x3f8, 9, &more), ERR_RANGE);
    CHECK_STATUS(cap_delete(few), OK);
}

/// Waits for the interrupt; its result is the bits. Acknowledges, so that the next one can come.
CHILD static void child_driver(struct kt_shared *shared) {
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(SLOT_NOTIFICATION);
    regs.tag = 0;
    (void)child_trap(TRAP_RECV, &regs);
    uint64_t bits = regs.words[0];
    regs.handle = START_HANDLE(KT_SLOT_FREE);
    regs.tag = TAG(IRQ_ACK, 0, 0, 0);
    shared->words[0] = (uint64_t)(int64_t)child_trap(TRAP_INVOKE, &regs);
    child_done(shared, bits);
}

/// One life of a driver task: interrupt bound to its notification, device started, a key pressed
/// by the host.
static void drive_once(struct pci_input *dev, uint64_t bit_value) {
    struct kt_task driver;
    handle_t irq;
    handle_t bit;
    uint64_t address;
    uint64_t data;
    if (!kt_make(&driver, child_driver, (struct kt_options){ 0 })) {
        return;
    }
    REQUIRE_OK(irq_control_msi(KT_IRQ_CONTROL, kt.untyped, &irq, &address, &data));
    REQUIRE_OK(cap_derive(driver.notification, RIGHT_WRITE, bit_value, &bit));
    REQUIRE_OK(irq_bind(irq, bit));
    REQUIRE_OK(irq_ack(irq));
    kt_give(&driver, irq, KT_SLOT_FREE, RIGHT_ALL, 0);
    kt_start(&driver);
    pci_input_reset(dev);
    pci_input_set_msi(dev, address, data);
    REQUIRE_OK(pci_input_start(dev));
    kt_print("# host: press a key\n");
    CHECK_EQ(kt_join(&driver), bit_value);
    CHECK_EQ(driver.shared->words[0], OK);
    CHECK(pci_input_events(dev) > 0);
    // The task dies with its interrupt; then its device is reset.
    REQUIRE_OK(cap_delete(driver.thread));
    REQUIRE_OK(cap_delete(driver.captable));
    REQUIRE_OK(cap_delete(driver.domain));
    REQUIRE_OK(cap_delete(irq));
    pci_input_reset(dev);
}

KT(irq_msix_of_virtio_input) {
    struct pci_input dev = { 0 };
    REQUIRE_OK(pci_input_find(&dev));
    drive_once(&dev, 0x40);
    drive_once(&dev, 0x80); // Again, in a new task.
}
