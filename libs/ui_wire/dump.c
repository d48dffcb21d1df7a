// SPDX-License-Identifier: MIT
// The readable notation. No floating point: this library links into code without FPU registers.
#include <ui_wire/dump.h>

#include <base/fmt.h>
#include <base/string.h>
#include <base/utf8.h>

/// What the functions below share.
struct dumper {
    const struct ui_tree *tree;
    const struct ui_dump_sink *sink;
    uint32_t options;
    ui_dump_extra_fn extra;
    void *extra_context;
    bool first; ///< No word written yet on this line.
};

static void put_bytes(const struct dumper *d, const char *bytes, size_t len_b) {
    d->sink->write(d->sink->context, bytes, len_b);
}

static void put(const struct dumper *d, const char *text) {
    put_bytes(d, text, strlen(text));
}

static void put_indent(const struct dumper *d, uint32_t columns) {
    for (uint32_t i = 0; i < columns; i++) {
        put(d, " ");
    }
}

/// Writes ` name: `, without the first blank at the start of a line.
static void put_name(struct dumper *d, const char *name) {
    put(d, d->first ? "" : " ");
    d->first = false;
    put(d, name);
    put(d, ": ");
}

static void put_i64(const struct dumper *d, int64_t number) {
    char text[24];
    fmt_str(text, sizeof text, "%lld", (long long)number);
    put(d, text);
}

/// Writes a double, given by its bits, with up to six decimals.
static void put_f64(const struct dumper *d, uint64_t bits) {
    int exponent = (int)((bits >> 52) & 0x7ff) - 1075;
    uint64_t mantissa = bits & 0xfffffffffffffu;
    if ((bits >> 52 & 0x7ff) != 0) {
        mantissa |= 1ull << 52;
    }
    char text[40];
    if (exponent > 10) { // 2^63 and above
        fmt_str(text, sizeof text, "0x%016llx", (unsigned long long)bits);
        put(d, text);
        return;
    }
    uint64_t whole = exponent >= 0 ? mantissa << exponent : 0;
    uint32_t part = 0;
    if (exponent < 0 && exponent > -100) {
        // Millionths of the rest, rounded: a rest < 2^53 times 2^20 fits 128 bits. No division: its
        // 128-bit form would need the compiler's run-time library.
        uint32_t shift = (uint32_t)-exponent;
        whole = shift < 64 ? mantissa >> shift : 0;
        uint64_t rest = mantissa - (shift < 64 ? whole << shift : 0);
        part =
            (uint32_t)(((__uint128_t)rest * 1000000u + ((__uint128_t)1 << (shift - 1))) >> shift);
        whole += part / 1000000u;
        part %= 1000000u;
    }
    const char *sign = bits >> 63 != 0 && (whole | part) != 0 ? "-" : "";
    size_t len_b = fmt_str(text, sizeof text, "%s%llu.%06u", sign, (unsigned long long)whole, part);
    while (text[len_b - 1] == '0') {
        len_b--;
    }
    put_bytes(d, text, text[len_b - 1] == '.' ? len_b - 1 : len_b);
}

/// Writes a float, given by its bits; canvas numbers are never subnormal enough to matter.
static void put_f32(const struct dumper *d, uint32_t bits) {
    uint64_t exponent = (bits >> 23) & 0xff;
    uint64_t wide = (uint64_t)(bits >> 31) << 63;
    if (exponent != 0) {
        wide |= (exponent + 896) << 52 | (uint64_t)(bits & 0x7fffff) << 29;
    }
    put_f64(d, wide);
}

static bool is_control(uint32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200e && c <= 0x200f) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static void put_string(const struct dumper *d, struct ui_text text) {
    put(d, "\"");
    for (size_t at = 0; at < text.len_b;) {
        uint32_t c = 0;
        size_t len_b = utf8_decode(text.bytes + at, text.len_b - at, &c);
        char escape[16];
        if (c == '"' || c == '\\') {
            fmt_str(escape, sizeof escape, "\\%c", (int)c);
            put(d, escape);
        } else if (c == '\n' || c == '\t') {
            put(d, c == '\n' ? "\\n" : "\\t");
        } else if (is_control(c)) {
            fmt_str(escape, sizeof escape, "\\u{%x}", (unsigned)c);
            put(d, escape);
        } else {
            put_bytes(d, text.bytes + at, len_b);
        }
        at += len_b;
    }
    put(d, "\"");
}

static void put_word(const struct dumper *d, const struct ui_attr_info *info, uint32_t value) {
    for (uint32_t i = 0; i < info->num_words; i++) {
        if (info->words[i].value == value) {
            put(d, info->words[i].name);
            return;
        }
    }
    put_i64(d, value);
}

static void put_ops(const struct dumper *d, struct ui_ops ops) {
    put(d, "[");
    struct ui_canvas_op op;
    for (bool first = true; ui_ops_next(&ops, &op); first = false) {
        const struct ui_op_info *info = &ui_op_table[op.op];
        put(d, first ? "" : ", ");
        put(d, info->name);
        for (uint32_t i = 0; info->args[i] != '\0'; i++) {
            put(d, " ");
            char text[16];
            switch (info->args[i]) {
            case 'f':
                put_f32(d, op.args[i]);
                break;
            case 'c':
                fmt_str(text, sizeof text, "#%08x", (unsigned)op.args[i]);
                put(d, text);
                break;
            case 's':
                put_string(d, op.text);
                break;
            case 'e':
                put(d, info->words[i][op.args[i]].name);
                break;
            default:
                put_i64(d, op.args[i]);
            }
        }
    }
    put(d, "]");
}

static void put_strings(const struct dumper *d, struct ui_text strs) {
    put(d, "[");
    struct ui_text one;
    for (bool first = true; ui_strs_next(&strs, &one); first = false) {
        put(d, first ? "" : ", ");
        put_string(d, one);
    }
    put(d, "]");
}

static void put_attr(struct dumper *d, uint32_t node, enum ui_attr_name name) {
    const struct ui_attr_info *info = &ui_attr_table[name];
    uint32_t value = ui_tree_u32(d->tree, node, name);
    char text[16];
    put_name(d, info->name);
    switch (info->type) {
    case UI_TYPE_U32:
        put_i64(d, value);
        return;
    case UI_TYPE_I32:
        put_i64(d, (int32_t)value);
        return;
    case UI_TYPE_ENUM:
        put_word(d, info, value);
        return;
    case UI_TYPE_RGBA:
    case UI_TYPE_REF:
        fmt_str(text, sizeof text, "#%08x", (unsigned)value);
        put(d, text);
        return;
    case UI_TYPE_F64:
        put_f64(d, ui_tree_f64_bits(d->tree, node, name));
        return;
    case UI_TYPE_STR:
        if (name == UI_ATTR_TEXT && (d->tree->nodes[node].flags & UI_FLAG_SECRET) != 0 &&
            (d->options & UI_DUMP_SECRETS) == 0) {
            put(d, "\"***\"");
            return;
        }
        put_string(d, ui_tree_text(d->tree, node, name));
        return;
    case UI_TYPE_STRS:
        put_strings(d, ui_tree_text(d->tree, node, name));
        return;
    case UI_TYPE_OPS:
        put_ops(d, ui_tree_ops(d->tree, node, name));
        return;
    }
}

/// Writes attributes, flags, events and extra words of a node.
static void put_words(struct dumper *d, uint32_t node) {
    const struct ui_node *n = &d->tree->nodes[node];
    for (uint32_t i = 0; i < n->num_attrs; i++) {
        uint32_t name = d->tree->attrs[n->first_attr + i].name;
        if (name < UI_NUM_ATTRS && ui_attr_table[name].name[0] != '\0') {
            put_attr(d, node, (enum ui_attr_name)name);
        }
    }
    for (uint32_t bit = 0; bit < 32; bit++) {
        if ((n->flags & BIT(bit)) != 0) {
            put_name(d, ui_flag_names[bit]);
            put(d, "true");
        }
    }
    if (n->on != 0) {
        put_name(d, "on");
        const char *before = "[";
        for (uint32_t bit = 0; bit < 32; bit++) {
            if ((n->on & BIT(bit)) != 0) {
                put(d, before);
                put(d, ui_event_names[bit]);
                before = " ";
            }
        }
        put(d, "]");
    }
    if (d->extra != NULL) {
        put(d, d->first ? "" : " ");
        d->first = false;
        d->extra(d->extra_context, d->sink, node);
    }
}

/// Whether put_words() would write anything.
static bool has_words(const struct dumper *d, uint32_t node) {
    const struct ui_node *n = &d->tree->nodes[node];
    return n->num_attrs != 0 || n->flags != 0 || n->on != 0 || d->extra != NULL;
}

/// The name under which a window shows this child.
static const char *child_name(uint32_t kind) {
    if (kind == UI_KIND_CANVAS) {
        return "canvas: ";
    }
    return kind == UI_KIND_MENU_BAR ? "menu_bar: " : "content: ";
}

static void put_node(struct dumper *d, uint32_t node, uint32_t indent, const char *name) {
    const struct ui_tree *t = d->tree;
    const struct ui_node *n = &t->nodes[node];
    put_indent(d, indent);
    put(d, name);
    put(d, ui_kind_table[n->kind].name);
    if ((d->options & UI_DUMP_IDS) != 0) {
        char text[16];
        fmt_str(text, sizeof text, " #%08x", (unsigned)n->id);
        put(d, text);
    }
    put(d, " {");
    d->first = false;
    if (t->first_child[node] == UI_NODE_NONE) {
        put_words(d, node);
        put(d, has_words(d, node) ? " }\n" : "}\n");
        return;
    }
    put(d, "\n");
    if (has_words(d, node)) {
        put_indent(d, indent + 2);
        d->first = true;
        put_words(d, node);
        put(d, "\n");
    }
    bool named = n->kind == UI_KIND_WINDOW || n->kind == UI_KIND_DIALOG;
    if (!named) {
        put_indent(d, indent + 2);
        put(d, "items: [\n");
    }
    for (uint32_t c = t->first_child[node]; c != UI_NODE_NONE; c = t->next_sibling[c]) {
        put_node(d, c, indent + (named ? 2 : 4), named ? child_name(t->nodes[c].kind) : "");
    }
    if (!named) {
        put_indent(d, indent + 2);
        put(d, "]\n");
    }
    put_indent(d, indent);
    put(d, "}\n");
}

void ui_tree_dump_extra(const struct ui_tree *tree, uint32_t node, uint32_t options,
                        const struct ui_dump_sink *sink, ui_dump_extra_fn extra,
                        void *extra_context) {
    struct dumper d = {
        .tree = tree,
        .sink = sink,
        .options = options,
        .extra = extra,
        .extra_context = extra_context,
    };
    if (node < tree->num_nodes) { // nothing was imported yet
        put_node(&d, node, 0, "");
    }
}

void ui_tree_dump(const struct ui_tree *tree, uint32_t node, uint32_t options,
                  const struct ui_dump_sink *sink) {
    ui_tree_dump_extra(tree, node, options, sink, NULL, NULL);
}

static void write_to_buffer(void *context, const char *bytes, size_t len_b) {
    struct ui_dump_buffer *b = context;
    if (b->len_b < b->size_b) {
        size_t room_b = b->size_b - 1 - b->len_b;
        size_t take_b = MIN(room_b, len_b);
        memcpy(b->bytes + b->len_b, bytes, take_b);
        b->bytes[b->len_b + take_b] = '\0';
    }
    b->len_b += len_b;
}

struct ui_dump_sink ui_dump_to_buffer(struct ui_dump_buffer *buffer) {
    buffer->len_b = 0;
    buffer->bytes[0] = '\0';
    return (struct ui_dump_sink){ write_to_buffer, buffer };
}
