// SPDX-License-Identifier: MIT
#include "tree_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/// One attribute before it is sorted into its place.
struct word {
    uint32_t name;
    const char *value;
    size_t len;
};

struct parser {
    struct ui_builder *b;
    const char *at;
    uint32_t stack[UI_DEPTH_MAX + 1];
    uint32_t depth;
    struct word words[32];
    uint32_t num_words;
};

static void skip_space(struct parser *p) {
    while (isspace((unsigned char)*p->at)) {
        p->at++;
    }
}

static size_t word_len(const char *s) {
    size_t n = 0;
    while (isalnum((unsigned char)s[n]) || s[n] == '_') {
        n++;
    }
    return n;
}

static bool is_name(const char *name, const char *s, size_t len) {
    return name != NULL && strlen(name) == len && strncmp(name, s, len) == 0;
}

static uint32_t find_kind(const char *s, size_t len) {
    for (uint32_t i = 1; i < UI_NUM_KINDS; i++) {
        if (is_name(ui_kind_table[i].name, s, len)) {
            return i;
        }
    }
    return 0;
}

static uint32_t find_bit(const char *const names[32], const char *s, size_t len) {
    for (uint32_t i = 0; i < 32; i++) {
        if (is_name(names[i], s, len)) {
            return 1u << i;
        }
    }
    return 0;
}

static uint32_t parse_number(const struct ui_attr_info *info, const struct word *w) {
    for (uint32_t i = 0; i < info->num_words; i++) {
        if (is_name(info->words[i].name, w->value, w->len)) {
            return info->words[i].value;
        }
    }
    return (uint32_t)strtoll(w->value, NULL, 0);
}

static void add_attr(struct ui_builder *b, const struct word *w) {
    const struct ui_attr_info *info = &ui_attr_table[w->name];
    enum ui_attr_name name = (enum ui_attr_name)w->name;
    char copy[512];
    size_t len = w->len < sizeof(copy) - 1 ? w->len : sizeof(copy) - 1;
    memcpy(copy, w->value, len);
    copy[len] = '\0';
    switch (info->type) {
    case UI_TYPE_U32:
    case UI_TYPE_I32:
    case UI_TYPE_ENUM:
    case UI_TYPE_RGBA:
    case UI_TYPE_REF:
        ui_build_u32(b, name, parse_number(info, w));
        break;
    case UI_TYPE_F64: {
        double value = atof(copy);
        uint64_t bits;
        memcpy(&bits, &value, sizeof(bits));
        ui_build_f64_bits(b, name, bits);
        break;
    }
    case UI_TYPE_STR:
        ui_build_text(b, name, copy, len);
        break;
    case UI_TYPE_STRS:
        for (size_t i = 0; i < len; i++) {
            copy[i] = copy[i] == '|' ? '\0' : copy[i];
        }
        ui_build_text(b, name, copy, len + 1);
        break;
    case UI_TYPE_OPS:
        break; // tests build these themselves
    }
}

static void add_attrs(struct parser *p) {
    for (uint32_t name = 1; name < UI_NUM_ATTRS; name++) {
        for (uint32_t i = 0; i < p->num_words; i++) {
            if (p->words[i].name == name) {
                add_attr(p->b, &p->words[i]);
            }
        }
    }
    p->num_words = 0;
}

static bool parse_value(struct parser *p, struct ui_node *node, const char *key, size_t len) {
    const char *value = ++p->at;
    size_t value_len;
    if (*value == '"') {
        value++;
        const char *end = strchr(value, '"');
        if (end == NULL) {
            return false;
        }
        value_len = (size_t)(end - value);
        p->at = end + 1;
    } else {
        value_len = strcspn(value, " \n\t}");
        p->at = value + value_len;
    }
    if (is_name("on", key, len)) {
        for (size_t i = 0; i < value_len;) {
            size_t n = word_len(value + i);
            node->on |= find_bit(ui_event_names, value + i, n);
            i += n + 1;
        }
        return true;
    }
    for (uint32_t i = 1; i < UI_NUM_ATTRS; i++) {
        if (is_name(ui_attr_table[i].name, key, len) && p->num_words < 32) {
            p->words[p->num_words++] = (struct word){ i, value, value_len };
            return true;
        }
    }
    return false;
}

static bool parse_node(struct parser *p, const char *word, size_t len) {
    uint32_t kind = find_kind(word, len);
    if (kind == 0) {
        return false;
    }
    uint32_t id = 1000 + p->b->num_nodes;
    if (*p->at == '#') {
        id = (uint32_t)strtoul(p->at + 1, NULL, 10);
        p->at += 1 + word_len(p->at + 1);
    }
    uint32_t parent = p->depth > 0 ? p->stack[p->depth - 1] : 0;
    p->stack[p->depth] = ui_build_node(p->b, parent, (enum ui_kind)kind, id);
    return p->stack[p->depth] != UI_NODE_NONE;
}

bool tree_text_build(struct ui_builder *b, const char *text) {
    struct parser p = { .b = b, .at = text };
    for (skip_space(&p); *p.at != '\0'; skip_space(&p)) {
        if (*p.at == '{' || *p.at == '}') {
            add_attrs(&p);
            p.depth += *p.at == '{' ? 1 : UINT32_MAX;
            if (p.depth > UI_DEPTH_MAX) {
                return false;
            }
            p.at++;
            continue;
        }
        const char *word = p.at;
        size_t len = word_len(word);
        if (len == 0) {
            return false;
        }
        p.at += len;
        if (*p.at == '=') {
            if (!parse_value(&p, &b->nodes[b->num_nodes - 1], word, len)) {
                return false;
            }
        } else if (isupper((unsigned char)*word)) {
            add_attrs(&p);
            if (!parse_node(&p, word, len)) {
                return false;
            }
        } else {
            uint32_t flag = find_bit(ui_flag_names, word, len);
            if (flag == 0) {
                return false;
            }
            b->nodes[b->num_nodes - 1].flags |= flag;
        }
    }
    add_attrs(&p);
    return p.depth == 0 && !b->full;
}
