// SPDX-License-Identifier: MIT
#include "components.h"

#include <base/fmt.h>
#include <base/hash.h>
#include <base/string.h>
#include <task/archive.h>

static bool is_terminated(const char *text, size_t size_b) {
    return strnlen(text, size_b) < size_b;
}

/// The build wrote the table; a damaged image must still not lead init astray.
static bool is_sound(const struct manifest_component *m, uint32_t count) {
    if (!is_terminated(m->name, sizeof m->name) || !is_terminated(m->args, sizeof m->args) ||
        !is_terminated(m->title, sizeof m->title) ||
        !is_terminated(m->summary, sizeof m->summary) || m->num_provides > MANIFEST_PROVIDES_MAX ||
        m->num_uses > MANIFEST_USES_MAX || m->num_match > MANIFEST_MATCH_MAX ||
        m->num_ports > MANIFEST_PORTS_MAX || m->num_irqs > MANIFEST_IRQS_MAX) {
        return false;
    }
    for (uint32_t i = 0; i < m->num_uses; i++) {
        if (m->uses[i].provider >= count && m->uses[i].provider != MANIFEST_PROVIDER_NONE) {
            return false;
        }
    }
    for (uint32_t i = 0; i < m->num_match; i++) {
        if (!is_terminated(m->match[i], sizeof m->match[i])) {
            return false;
        }
    }
    return true;
}

static void start_row(struct component *c, const struct manifest_component *m) {
    memset(c, 0, sizeof *c);
    c->manifest = m;
    c->state = INIT_COMPONENT_STATE_STOPPED;
    c->device = DEVICE_NONE;
    fmt_str(c->name, sizeof c->name, "%s", m->name);
    fmt_str(c->args, sizeof c->args, "%s", m->args);
}

struct component *components_provider(struct init *init, const struct component *client,
                                      uint32_t use) {
    uint8_t provider = client->manifest->uses[use].provider;
    return provider == MANIFEST_PROVIDER_NONE ? NULL : &init->components[provider];
}

status_t components_load(struct init *init) {
    const struct archive_entry *entry = archive_find(init->trusted.archive, "manifests");
    if (entry == NULL) {
        return ERR_NOT_FOUND;
    }
    const struct manifest_header *header =
        (const struct manifest_header *)((const char *)init->trusted.archive + entry->offset_b);
    if (entry->size_b < sizeof *header || header->magic != MANIFEST_MAGIC ||
        header->component_b != sizeof(struct manifest_component) ||
        header->num_components > MANIFEST_COMPONENTS_MAX ||
        entry->size_b < sizeof *header + (uint64_t)header->num_components * header->component_b) {
        return ERR_BAD_FORMAT;
    }
    const struct manifest_component *records = (const struct manifest_component *)(header + 1);
    if (hash_crc32(0, records, header->num_components * sizeof *records) != header->crc32) {
        return ERR_BAD_FORMAT;
    }
    init->own = UINT32_MAX;
    for (uint32_t i = 0; i < header->num_components; i++) {
        if (!is_sound(&records[i], header->num_components)) {
            return ERR_BAD_FORMAT;
        }
        start_row(&init->components[i], &records[i]);
        if (strcmp(records[i].name, "init") == 0) {
            init->own = i;
        }
    }
    init->manifests = header;
    return init->own == UINT32_MAX ? ERR_BAD_FORMAT : OK;
}

struct component *components_find(struct init *init, struct ipc_text name) {
    for (uint32_t i = 0; i < COMPONENTS_MAX; i++) {
        if (init->components[i].manifest != NULL && ipc_text_is(name, init->components[i].name)) {
            return &init->components[i];
        }
    }
    return NULL;
}

struct component *components_get(struct init *init, uint32_t number) {
    bool known =
        number >= 1 && number <= COMPONENTS_MAX && init->components[number - 1].manifest != NULL;
    return known ? &init->components[number - 1] : NULL;
}

struct component *components_of_session(struct init *init, uint32_t session) {
    struct component *c = components_get(init, IPC_SESSION_COMPONENT(session));
    bool same = c != NULL && IPC_SESSION_GENERATION(session) == (c->instance & IPC_GENERATION_MASK);
    return same ? c : NULL;
}

struct component *components_for_device(struct init *init,
                                        const struct manifest_component *manifest, int32_t device) {
    struct component *base = NULL, *spare = NULL;
    uint32_t others = 0;
    for (uint32_t i = 0; i < COMPONENTS_MAX; i++) {
        struct component *c = &init->components[i];
        if (c->manifest == manifest && c->device == device) {
            return c;
        }
        if (c->manifest == manifest && c->device == DEVICE_NONE) {
            base = c;
        }
        others += c->manifest == manifest ? 1 : 0;
        spare = c->manifest == NULL && spare == NULL ? c : spare;
    }
    if (base == NULL && spare != NULL) {
        start_row(spare, manifest);
        fmt_str(spare->name, sizeof spare->name, "%.24s.%u", manifest->name, others);
        base = spare;
    }
    if (base != NULL) {
        base->device = device;
        fmt_str(base->args, sizeof base->args, "device=%d%s%s", device,
                manifest->args[0] != 0 ? " " : "", manifest->args);
    }
    return base;
}
