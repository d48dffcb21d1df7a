// SPDX-License-Identifier: MIT
/// @file
/// Device manager: finds PCI functions, has init start their drivers, gives each driver its device.
#include <base/log.h>
#include <base/string.h>
#include <hsys/object.h>
#include <hsys/time.h>
#include <idl/dm.h>
#include <idl/init.h>
#include <idl/vm.h>
#include <ipc/conn.h>
#include <ipc/server.h>
#include <manifest.h>

#include "bars.h"
#include "config_ports.h"
#include "irqs.h"
#include "pci.h"
#include "screen.h"

#define LOG_TAG "dm"

/// One function and the driver that has it.
struct device {
    uint32_t component; ///< The driver's number, 0 = no driver matched.
    bool claimed;
    uint32_t session; ///< While claimed: of the driver's present instance.
    nsec_t ready_at;  ///< Not to be touched before: it is being reset.
    struct vectors vectors;
};

static struct state {
    struct pci_config config;
    struct irqs irqs;
    struct pci_function functions[PCI_FUNCTIONS_MAX];
    struct bar_frames bars[PCI_FUNCTIONS_MAX][PCI_BARS_MAX];
    struct device devices[PCI_FUNCTIONS_MAX];
    uint32_t count;
    struct screen screen;
} state;

static uint32_t component_of(uint64_t badge) {
    return IPC_SESSION_COMPONENT(IPC_BADGE_SESSION(badge));
}

/// The device that the caller has claimed.
static status_t find_claimed(uint64_t badge, uint32_t *out_index) {
    for (uint32_t i = 0; i < state.count; i++) {
        if (state.devices[i].claimed && state.devices[i].session == IPC_BADGE_SESSION(badge)) {
            *out_index = i;
            return OK;
        }
    }
    return ERR_DENIED;
}

/// The device of `component` has no bus mastering: vm may use what the driver's dead instances had pinned.
static void give_memory_back(uint32_t component) {
    struct vm_memory_released_req released = { .component = component };
    (void)vm_memory_released(START_HANDLE(SLOT_VM), &released, NULL); // it had pinned nothing
}

/// The driver is no more: its device does no more DMA, nobody reaches its registers and interrupts, then vm may use its
/// memory again.
static void release(uint32_t index) {
    struct device *device = &state.devices[index];
    vectors_release(&device->vectors, &state.functions[index]);
    bars_release(state.bars[index]);
    bool is_reset = pci_quiesce(&state.config, &state.functions[index]);
    device->ready_at = is_reset ? time_now_ns() + PCI_RESET_NS : 0;
    device->claimed = false;
    give_memory_back(device->component);
}

// --- dm.Device ---

static status_t on_claim(void *self, uint64_t badge, struct dm_device_claim_req *req,
                         struct dm_device_claim_rep *rep) {
    static struct dm_bar bars[DM_BARS_MAX]; // read by the encoder after we return
    (void)self;
    if (req->device >= state.count) {
        return ERR_NOT_FOUND;
    }
    struct device *device = &state.devices[req->device];
    const struct pci_function *function = &state.functions[req->device];
    if (device->component == 0 || device->component != component_of(badge)) {
        return ERR_DENIED;
    }
    if (device->claimed && device->session == IPC_BADGE_SESSION(badge)) {
        return ERR_BUSY;
    }
    if (device->claimed) {
        release(req->device); // by an instance whose end we were not told of
    }
    if (device->ready_at > time_now_ns()) {
        (void)ipc_wait_bits(0, device->ready_at);
    }
    device->claimed = true;
    device->session = IPC_BADGE_SESSION(badge);
    pci_enable(&state.config, function);
    for (uint32_t i = 0; i < DM_BARS_MAX; i++) {
        bars[i] = (struct dm_bar){ function->bars[i].size_b, function->bars[i].paddr };
    }
    rep->vendor = function->vendor;
    rep->product = function->product;
    rep->bars.ptr = bars;
    rep->bars.len = DM_BARS_MAX;
    rep->vectors = function->vectors;
    return OK;
}

static status_t on_bar(void *self, uint64_t badge, struct dm_device_bar_req *req,
                       struct dm_device_bar_rep *rep) {
    (void)self;
    uint32_t index;
    TRY(find_claimed(badge, &index));
    const struct bar_frames *bar = &state.bars[index][req->bar];
    if (req->index >= bar->count) {
        return ERR_NOT_FOUND;
    }
    // A child, so that it ends with the driver wherever it is by then.
    if (cap_derive(bar->frames[req->index], RIGHT_ALL & ~(uint32_t)RIGHT_DMA, 0, &rep->frame) !=
        OK) {
        return ERR_NO_MEMORY;
    }
    ipc_give_reply_caps();
    rep->size = bar->frame_b;
    return OK;
}

static status_t on_irq(void *self, uint64_t badge, struct dm_device_irq_req *req,
                       struct dm_device_irq_rep *rep) {
    (void)self;
    uint32_t index;
    TRY(find_claimed(badge, &index));
    TRY(vectors_get(&state.irqs, &state.devices[index].vectors, &state.functions[index],
                    state.bars[index], req->vector, &rep->irq));
    ipc_give_reply_caps();
    return OK;
}

static bool is_register(uint32_t offset, uint32_t width) {
    return (width == 1 || width == 2 || width == 4) && offset % width == 0;
}

static status_t on_config_read(void *self, uint64_t badge, struct dm_device_config_read_req *req,
                               struct dm_device_config_read_rep *rep) {
    (void)self;
    uint32_t index;
    TRY(find_claimed(badge, &index));
    if (!is_register(req->offset, req->width)) {
        return ERR_BAD_ARG;
    }
    rep->value = state.config.read(state.config.self, state.functions[index].address, req->offset,
                                   req->width);
    return OK;
}

/// MSI-X and function reset stay in our hands.
static bool is_ours(const struct pci_function *function, uint32_t offset) {
    return (function->msix_at != 0 && offset >= function->msix_at &&
            offset < function->msix_at + 12u) ||
           (function->flr_at != 0 && offset >= function->flr_at && offset < function->flr_at + 12u);
}

static status_t on_config_write(void *self, uint64_t badge, struct dm_device_config_write_req *req,
                                struct dm_device_config_write_rep *rep) {
    (void)self;
    (void)rep;
    uint32_t index;
    TRY(find_claimed(badge, &index));
    if (!is_register(req->offset, req->width)) {
        return ERR_BAD_ARG;
    }
    if (is_ours(&state.functions[index], req->offset)) {
        return ERR_DENIED;
    }
    state.config.write(state.config.self, state.functions[index].address, req->offset, req->width,
                       req->value);
    return OK;
}

static status_t on_start_dma(void *self, uint64_t badge, struct dm_device_start_dma_req *req,
                             struct dm_device_start_dma_rep *rep) {
    (void)self;
    (void)req;
    (void)rep;
    uint32_t index;
    TRY(find_claimed(badge, &index));
    pci_start_dma(&state.config, &state.functions[index]);
    return OK;
}

static status_t on_screen(void *self, uint64_t badge, struct dm_device_screen_req *req,
                          struct dm_device_screen_rep *rep) {
    (void)self;
    (void)req;
    uint32_t index;
    TRY(find_claimed(badge, &index));
    if (state.screen.w_px == 0 || state.screen.function != index) {
        return ERR_NOT_FOUND;
    }
    *rep = (struct dm_device_screen_rep){
        .bar = state.screen.bar,
        .offset = state.screen.offset_b,
        .w = state.screen.w_px,
        .h = state.screen.h_px,
        .stride_b = state.screen.stride_b,
    };
    return OK;
}

static const struct dm_device_ops device_ops = {
    .claim = on_claim,
    .bar = on_bar,
    .irq = on_irq,
    .config_read = on_config_read,
    .config_write = on_config_write,
    .start_dma = on_start_dma,
    .screen = on_screen,
};

static status_t serve_device(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return dm_device_dispatch(&device_ops, self, in, out);
}

// --- dm.Board ---

/// What the manifest of the client behind `badge` names.
static status_t find_resource(uint64_t badge, init_resource_kind_t kind, uint32_t index,
                              struct init_component_resource_rep *out) {
    struct init_component_resource_req request = {
        .session = IPC_BADGE_SESSION(badge),
        .kind = kind,
        .index = index,
    };
    return init_component_resource(START_HANDLE(SLOT_PARENT), &request, out);
}

static status_t on_ports(void *self, uint64_t badge, struct dm_board_ports_req *req,
                         struct dm_board_ports_rep *rep) {
    (void)self;
    struct init_component_resource_rep resource;
    TRY(find_resource(badge, INIT_RESOURCE_KIND_PORTS, req->index, &resource));
    if (ioport_carve(CAP_IOPORTS, resource.first, resource.count, &rep->ports) != OK) {
        return ERR_DENIED; // the manifest names ports that do not exist
    }
    ipc_give_reply_caps();
    rep->first = resource.first;
    rep->count = resource.count;
    return OK;
}

static status_t on_board_irq(void *self, uint64_t badge, struct dm_board_irq_req *req,
                             struct dm_board_irq_rep *rep) {
    (void)self;
    struct init_component_resource_rep resource;
    TRY(find_resource(badge, INIT_RESOURCE_KIND_IRQ, req->index, &resource));
    TRY(lines_get(&state.irqs, resource.first, &rep->irq));
    ipc_give_reply_caps();
    return OK;
}

static const struct dm_board_ops board_ops = { .ports = on_ports, .irq = on_board_irq };

static status_t serve_board(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return dm_board_dispatch(&board_ops, self, in, out);
}

// --- life of devices ---

static void on_closed(void *self, uint64_t badge) {
    (void)self;
    uint32_t index;
    if (find_claimed(badge, &index) == OK) {
        release(index);
    }
}

/// Asks init for a driver of function `index` that matches `bus_id`.
static status_t find_driver(uint32_t index, const char *bus_id,
                            struct init_devices_found_rep *reply) {
    struct init_devices_found_req request = { .device = index, .bus_id = ipc_text_of(bus_id) };
    return init_devices_found(CAP_USES_INIT_DEVICES, &request, reply);
}

static void announce(uint32_t index) {
    char bus_id[INIT_BUS_ID_MAX + 1];
    const struct pci_function *function = &state.functions[index];
    pci_bus_id(function, bus_id, sizeof bus_id);
    struct init_devices_found_rep reply;
    status_t status = find_driver(index, bus_id, &reply);
    if (status == ERR_NOT_FOUND && state.screen.w_px != 0 && state.screen.function == index) {
        status = find_driver(index, SCREEN_BUS_ID, &reply);
    }
    if (status == OK) {
        state.devices[index].component = reply.component;
        give_memory_back(
            reply.component); // the scan has silenced what drivers of our last instance had
    }
    LOG_INFO("%02x:%02x.%x %s %s", function->address >> 16, function->address >> 11 & 31,
             function->address >> 8 & 7, bus_id,
             status == OK              ? "has a driver"
             : status == ERR_NOT_FOUND ? "has no driver"
                                       : status_text(status));
}

static void find_screen(void) {
    struct init_devices_screen_rep screen;
    if (init_devices_screen(CAP_USES_INIT_DEVICES, &(struct init_devices_screen_req){ 0 },
                            &screen) != OK) {
        return;
    }
    const struct screen_mode mode = { screen.paddr, screen.w, screen.h, screen.stride_b };
    bool found = screen_find(&mode, state.functions, state.count, &state.screen);
    LOG_INFO("the firmware's screen, %ux%u, %s", screen.w, screen.h,
             found ? "is known" : "is no part of a PCI device and is not used");
}

static const struct ipc_service services[] = {
    { DM_DEVICE_PROTOCOL, serve_device, NULL },
    { DM_BOARD_PROTOCOL, serve_board, NULL },
};

int main(void) {
    static struct ipc_server server = {
        .endpoint = CAP_ENDPOINT,
        .services = services,
        .num_services = ARRAY_LEN(services),
        .on_closed = on_closed,
    };
    ipc_log_open(CAP_USES_LOG_SINK);
    status_t status = ipc_server_init(&server);
    if (status != OK) {
        LOG_ERROR("cannot serve: %s", status_text(status));
        return 1;
    }
    state.irqs = (struct irqs){ CAP_IRQ_CONTROL, CAP_IRQ_MEMORY };
    state.config = config_ports_open(CAP_IOPORTS);
    state.count = pci_scan(&state.config, state.functions, PCI_FUNCTIONS_MAX);
    bars_carve(CAP_DEVICES_FIRST, state.functions, state.count, state.bars);
    find_screen();
    for (uint32_t i = 0; i < state.count; i++) {
        announce(i);
    }
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&server);
}
