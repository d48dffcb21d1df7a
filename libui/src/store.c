// SPDX-License-Identifier: MIT
// Nodes and their memory.
#include "internal.h"

#include <base/utf8.h>

#include <stdlib.h>

struct ui uii;

// A reference: bit 31 store, bits 14..30 generation, bits 0..13 index.
#define REF_KEPT BIT(31)
#define REF_INDEX_MASK 0x3fffu
#define REF_GENERATION_SHIFT 14u
#define REF_GENERATION_MASK 0x1ffffu
_Static_assert(STORE_CHUNK *STORE_CHUNKS == REF_INDEX_MASK + 1, "an index fits");

#define ARENA_CHUNK_B 8192u

void *uii_grow(void *memory, size_t size_b) {
    void *bigger = realloc(memory, size_b);
    if (bigger == NULL) {
        ui_log("out of memory");
        abort();
    }
    return bigger;
}

void *uii_arena_alloc(size_t size_b) {
    size_b = ALIGN_UP(size_b, (size_t)16);
    struct chunk *c = uii.arena;
    if (c == NULL || size_b > c->size_b - c->used_b) {
        size_t room_b = MAX(size_b, (size_t)ARENA_CHUNK_B);
        c = uii_grow(NULL, ALIGN_UP(sizeof *c, (size_t)16) + room_b);
        *c = (struct chunk){ .next = uii.arena, .size_b = room_b };
        uii.arena = c;
    }
    void *memory = (uint8_t *)c + ALIGN_UP(sizeof *c, (size_t)16) + c->used_b;
    c->used_b += size_b;
    return memory;
}

void uii_arena_reset(void) {
    // The newest chunk stays: a view that fits into one asks malloc for nothing.
    struct chunk *c = uii.arena;
    while (c != NULL && c->next != NULL) {
        struct chunk *older = c->next;
        c->next = older->next;
        free(older);
    }
    if (c != NULL) {
        c->used_b = 0;
    }
}

struct node *uii_node_at(struct store *store, uint32_t index) {
    return &store->chunks[index / STORE_CHUNK][index % STORE_CHUNK];
}

uint32_t uii_node_index(uint32_t ref) {
    return ref & REF_INDEX_MASK;
}

bool uii_node_is_kept(const struct node *node) {
    return (node->ref & REF_KEPT) != 0;
}

struct store *uii_store_of(const struct node *node) {
    return uii_node_is_kept(node) ? &uii.kept : &uii.views;
}

struct node *uii_node_of(uint32_t ref, const char *caller) {
    struct store *store = (ref & REF_KEPT) != 0 ? &uii.kept : &uii.views;
    uint32_t index = uii_node_index(ref);
    if (index != 0 && index < store->num && uii_node_at(store, index)->ref == ref) {
        return uii_node_at(store, index);
    }
    ui_log("%s: %s", caller, ref == 0 ? "the handle names nothing" : "the object is gone");
    return NULL;
}

/// An index that is not in use, 0 when there is none.
static uint32_t take_index(struct store *s) {
    if (s->free != 0) {
        uint32_t index = s->free;
        s->free = uii_node_at(s, index)->next;
        return index;
    }
    if (s->num == 0) {
        s->num = 1;
    }
    if (s->num >= STORE_CHUNK * STORE_CHUNKS) {
        return 0;
    }
    uint32_t chunk = s->num / STORE_CHUNK;
    if (s->chunks[chunk] == NULL) {
        s->chunks[chunk] = uii_grow(NULL, STORE_CHUNK * sizeof(struct node));
        memset(s->chunks[chunk], 0, STORE_CHUNK * sizeof(struct node));
    }
    return s->num++;
}

/// Whether nodes of this kind stand below App itself.
static bool is_top(uint32_t kind) {
    return (ui_kind_table[kind].classes & UI_CLASS_TOP) != 0;
}

struct node *uii_node_new(bool kept, struct node *parent, enum ui_kind kind, struct ui_site site) {
    struct store *s = kept ? &uii.kept : &uii.views;
    uint32_t index = take_index(s);
    if (index == 0) {
        ui_log("%s: too many nodes", uii_site_text(site));
        return NULL;
    }
    struct node *n = uii_node_at(s, index);
    // A free retained node keeps its last generation in `key`.
    uint32_t generation = kept ? (uint32_t)n->key + 1 : s->generation;
    *n = (struct node){ .kind = (uint8_t)kind, .site = site, .shown = true };
    n->ref =
        (generation & REF_GENERATION_MASK) << REF_GENERATION_SHIFT | index | (kept ? REF_KEPT : 0);
    if (kept) {
        n->key = generation;
    }
    if (parent != NULL) {
        uii_node_attach(parent, n);
    } else if (is_top(kind)) {
        n->prev = s->last;
        if (s->last != 0) {
            uii_node_at(s, s->last)->next = index;
        } else {
            s->first = index;
        }
        s->last = index;
    }
    return n;
}

void uii_node_attach(struct node *parent, struct node *node) {
    struct store *s = uii_store_of(parent);
    uint32_t index = uii_node_index(node->ref);
    node->parent = uii_node_index(parent->ref);
    node->prev = parent->last;
    node->next = 0;
    if (parent->last != 0) {
        uii_node_at(s, parent->last)->next = index;
    } else {
        parent->first = index;
    }
    parent->last = index;
}

void uii_node_detach(struct node *node) {
    struct store *s = uii_store_of(node);
    struct node *parent = node->parent != 0 ? uii_node_at(s, node->parent) : NULL;
    bool linked = parent != NULL || is_top(node->kind);
    if (!linked) {
        return;
    }
    uint32_t *first = parent != NULL ? &parent->first : &s->first;
    uint32_t *last = parent != NULL ? &parent->last : &s->last;
    *(node->prev != 0 ? &uii_node_at(s, node->prev)->next : first) = node->next;
    *(node->next != 0 ? &uii_node_at(s, node->next)->prev : last) = node->prev;
    node->parent = node->prev = node->next = 0;
}

void uii_node_free(struct node *node) {
    ASSERT(uii_node_is_kept(node));
    uii_node_detach(node);
    while (node->first != 0) {
        uii_node_free(uii_node_at(&uii.kept, node->first));
    }
    for (struct attr *a = node->attrs; a != NULL;) {
        struct attr *next = a->next;
        free(a);
        a = next;
    }
    free(node->ops.words);
    for (struct held *h = node->held; h != NULL;) {
        struct held *next = h->next;
        free(h);
        h = next;
    }
    uint32_t index = uii_node_index(node->ref);
    *node = (struct node){ .key = node->key, .next = uii.kept.free };
    uii.kept.free = index;
}

void uii_views_reset(void) {
    struct store *s = &uii.views;
    for (uint32_t i = 1; i < s->num; i++) {
        uii_node_at(s, i)->ref = 0;
    }
    s->num = 1;
    s->first = s->last = 0;
    s->generation++;
    uii_arena_reset();
}

// --- attributes

const struct attr *uii_attr_find(const struct node *node, enum ui_attr_name name) {
    for (const struct attr *a = node->attrs; a != NULL; a = a->next) {
        if (a->name == name) {
            return a;
        }
    }
    return NULL;
}

/// Takes an attribute away.
static void attr_remove(struct node *node, enum ui_attr_name name) {
    for (struct attr **at = &node->attrs; *at != NULL; at = &(*at)->next) {
        if ((*at)->name == name) {
            struct attr *gone = *at;
            *at = gone->next;
            if (uii_node_is_kept(node)) {
                free(gone);
            }
            return;
        }
    }
}

/// Replaces an attribute by an empty one with room for `len_b` bytes.
static struct attr *attr_place(struct node *node, enum ui_attr_name name, size_t len_b) {
    attr_remove(node, name);
    size_t size_b = sizeof(struct attr) + len_b;
    struct attr *a = uii_node_is_kept(node) ? uii_grow(NULL, size_b) : uii_arena_alloc(size_b);
    struct attr **at = &node->attrs;
    while (*at != NULL && (*at)->name < name) {
        at = &(*at)->next;
    }
    *a = (struct attr){
        .next = *at, .name = (uint16_t)name, .len_b = (uint32_t)len_b, .bytes = a + 1
    };
    *at = a;
    return a;
}

void uii_attr_number(struct node *node, enum ui_attr_name name, int64_t value) {
    const struct ui_attr_info *info = &ui_attr_table[name];
    if (value < info->low || value > info->high) {
        ui_log("%s: %s: %lld is out of range", uii_site_text(node->site), info->name,
               (long long)value);
        value = CLAMP(value, info->low, info->high);
    }
    if (value == info->def && info->type != UI_TYPE_RGBA) { // no colour is another thing than 0
        attr_remove(node, name);
        return;
    }
    attr_place(node, name, 0)->value = (uint32_t)value;
}

void uii_attr_bytes(struct node *node, enum ui_attr_name name, const void *bytes, size_t len_b) {
    struct attr *a = attr_place(node, name, len_b);
    if (len_b != 0) {
        memcpy(a + 1, bytes, len_b);
    }
}

void uii_attr_f64(struct node *node, enum ui_attr_name name, double value) {
    bool finite = __builtin_fabs(value) <= 1.7976931348623157e308; // false for NaN too
    uii_attr_bytes(node, name, &(double){ finite ? value : 0 }, sizeof value);
}

void uii_attr_text(struct node *node, enum ui_attr_name name, const char *text) {
    if (text == NULL) {
        attr_remove(node, name);
        return;
    }
    size_t len_b = strlen(text);
    size_t room_b = (size_t)ui_attr_table[name].high;
    if (utf8_is_valid(text, len_b)) {
        uii_attr_bytes(node, name, text, utf8_cut(text, len_b, room_b));
        return;
    }
    // Worst case: each byte becomes U+FFFD, which has three.
    struct attr *a = attr_place(node, name, 3 * len_b);
    char *out = (char *)(a + 1);
    size_t out_b = 0;
    for (size_t at = 0; at < len_b;) {
        uint32_t c = 0;
        at += utf8_decode(text + at, len_b - at, &c);
        out_b += utf8_encode(c, out + out_b);
    }
    a->len_b = (uint32_t)utf8_cut(out, out_b, room_b);
}

void uii_flag_set(struct node *node, uint32_t flag, bool on) {
    node->flags = on ? node->flags | flag : node->flags & ~flag;
    node->flags &= ui_kind_table[node->kind].flags;
}

void uii_ops_add(struct node *node, const uint32_t *words, uint32_t num_words) {
    struct ops *o = &node->ops;
    if (num_words > UINT16_MAX - o->num_words) { // the length on the wire
        ui_log("%s: the drawing is too large", uii_site_text(node->site));
        return;
    }
    if (o->num_words + num_words > o->max_words) {
        uint32_t max = MAX(o->max_words * 2, o->num_words + num_words + 32);
        if (uii_node_is_kept(node)) {
            o->words = uii_grow(o->words, max * sizeof *words);
        } else {
            uint32_t *bigger = uii_arena_alloc(max * sizeof *words);
            if (o->num_words != 0) {
                memcpy(bigger, o->words, o->num_words * sizeof *words);
            }
            o->words = bigger;
        }
        o->max_words = max;
    }
    memcpy(o->words + o->num_words, words, num_words * sizeof *words);
    o->num_words += num_words;
}
