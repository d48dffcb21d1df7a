# SPDX-License-Identifier: MIT
"""Writes the files that are generated from a table.Tree."""
import table

BANNER = ("// SPDX-License-Identifier: MIT\n"
          "// Generated from interfaces/ui_tree.def by tools/treegen.")


def comment(text):
    return f" ///< {text[0].upper()}{text[1:]}." if text else ""


def upper(kind_name):
    """TextField -> TEXT_FIELD"""
    out = ""
    for index, letter in enumerate(kind_name):
        out += ("_" if letter.isupper() and index else "") + letter.upper()
    return out


def enums_h(tree):
    lines = [BANNER, "/// @file", "/// Words of the content tree that apps use.", "#pragma once",
             ""]
    for enum in tree.enums:
        if enum.text:
            lines.append(f"/// {enum.text}")
        lines.append(f"enum ui_{enum.name} {{")
        lines += [f"    UI_{w} = {n},{comment(t)}" for n, w, t in enum.values]
        lines += ["};", ""]
    lines.append("/// What happened; `kind` of an event.")
    lines.append("enum ui_event_kind {")
    lines += [f"    UI_EVENT_{e.name.upper()} = {e.number},{comment(e.text)}" for e in tree.events]
    lines += ["};", ""]
    return "\n".join(lines)


TABLES_H = """
// Names stand in the tables themselves: pointers would cost every app a relocation each.

/// How an attribute's `value` is to be read.
enum ui_attr_type {
    UI_TYPE_U32,  ///< The number itself.
    UI_TYPE_I32,  ///< The number itself, two's complement.
    UI_TYPE_ENUM, ///< A number of the enum named in the table.
    UI_TYPE_RGBA, ///< 0xRRGGBBAA.
    UI_TYPE_REF,  ///< Id of a node; whether it exists is not checked.
    UI_TYPE_F64,  ///< Pool slice of 8 bytes: a finite IEEE 754 double, not aligned.
    UI_TYPE_STR,  ///< Pool slice: UTF-8.
    UI_TYPE_STRS, ///< Pool slice: UTF-8 strings that each end in NUL.
    UI_TYPE_OPS,  ///< Pool slice, 4-byte aligned; `len` counts words: canvas operations.
};

/// One word of an enum.
struct ui_word {
    uint32_t value;
    char name[16]; ///< Small letters.
};

/// What the table says about an attribute.
struct ui_attr_info {
    char name[12];               ///< "": there is no such attribute.
    enum ui_attr_type type;
    int64_t low, high;           ///< Of the value; of the length in bytes for STR and STRS.
    int64_t def;                 ///< Its value where it is absent. F64: as a whole number.
    const struct ui_word *words; ///< For ENUM, else NULL.
    uint32_t num_words;
};

/// What the table says about a kind of node.
struct ui_kind_info {
    char name[14];    ///< "TextField"; "": there is no such kind.
    char role[14];    ///< "text_field", for the semantic tests and accessibility.
    uint64_t attrs[2]; ///< Bit n % 64 of word n / 64: attribute n is legal.
    uint32_t flags;   ///< Legal flags.
    uint32_t on;      ///< Legal events, UI_ON_*.
    uint16_t classes; ///< What it is, UI_CLASS_*.
    uint16_t holds;   ///< What its children may be; 0 = leaf.
    bool focusable;   ///< The keyboard can reach it.
    bool shell_only;  ///< Legal in a shell session only.
};

/// Arguments of one canvas operation, one letter a word: f number (32-bit float), e enum, c colour,
/// i image, s = one word with the length in bytes, then the UTF-8 text padded with zeros to words.
struct ui_op_info {
    const char *name; ///< NULL: there is no such operation.
    const char *args;
    uint32_t high[8];               ///< Highest value of each `e` argument.
    const struct ui_word *words[8]; ///< Words of each `e` argument, high + 1 of them, by value.
};

extern const struct ui_attr_info ui_attr_table[UI_NUM_ATTRS];
extern const struct ui_kind_info ui_kind_table[UI_NUM_KINDS];
extern const struct ui_op_info ui_op_table[UI_NUM_OPS];
extern const char *const ui_flag_names[32];      ///< NULL: no such flag.
extern const char *const ui_event_names[32];     ///< Index = bit of UI_ON_*; NULL: no such event.
"""


def numbered(lines, prefix, items, count):
    for name, number, text in items:
        lines.append(f"    {prefix}{name} = {number},{comment(text)}")
    lines += [f"    {count} = {max(n for _, n, _ in items) + 1},", "};", ""]


def tree_h(tree):
    lines = [BANNER, "/// @file",
             "/// Kinds, attributes, flags and events of the content tree, and what is legal where.",
             "#pragma once", "", "#include <ui_enums.h>", "", "#include <base/base.h>", "",
             "/// Negotiated when a session is opened.",
             f"#define UI_TREE_VERSION {tree.version}u", "",
             "enum ui_kind {"]
    numbered(lines, "UI_KIND_", [(upper(k.name), k.number, k.text) for k in tree.kinds],
             "UI_NUM_KINDS")
    lines.append("enum ui_attr_name {")
    numbered(lines, "UI_ATTR_", [(a.name.upper(), a.number, a.text) for a in tree.attrs],
             "UI_NUM_ATTRS")
    lines.append("enum ui_op {")
    numbered(lines, "UI_OP_", [(o.name.upper(), o.number, o.text) for o in tree.ops], "UI_NUM_OPS")
    lines += ["// Flags of a node."]
    lines += [f"#define UI_FLAG_{f.name.upper()} BIT({f.number})" for f in tree.flags]
    lines += ["", "// Events that a node wants."]
    lines += [f"#define UI_ON_{e.name.upper()} BIT({e.number - 1})" for e in tree.events]
    lines += ["", "// What a node is and what it may hold."]
    lines += [f"#define UI_CLASS_{c.upper()} BIT({i})" for i, c in enumerate(table.CLASSES)]
    return "\n".join(lines) + "\n" + TABLES_H


def string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def mask(numbers):
    return " | ".join(numbers) if numbers else "0"


def wrapped(prefix, items, suffix):
    """`prefix` a | b | c `suffix`, broken into lines of at most 100 columns."""
    lines, line = [], prefix
    for index, item in enumerate(items or ["0"]):
        piece = (" | " if index else "") + item
        if len(line) + len(piece) > 96:
            lines.append(line)
            line = " " * 12 + piece.lstrip()
        else:
            line += piece
    return "\n".join(lines + [line + suffix])


def tree_c(tree):
    numbers = {a.name: a.number for a in tree.attrs}
    enums = {e.name: e for e in tree.enums}
    lines = [BANNER, "#include <ui_tree.h>", ""]
    used = {a.enum for a in tree.attrs} | {a[2:] for o in tree.ops for a in o.args}
    for enum in (e for e in tree.enums if e.name in used):
        lines.append(f"static const struct ui_word words_{enum.name}[] = {{")
        lines += [f"    {{ {n}, {string(w.lower())} }}," for n, w, _ in enum.values]
        lines += ["};", ""]
    lines.append("const struct ui_attr_info ui_attr_table[UI_NUM_ATTRS] = {")
    for a in tree.attrs:
        words = f"words_{a.enum}, {len(enums[a.enum].values)}" if a.enum else "NULL, 0"
        lines.append(f"    [UI_ATTR_{a.name.upper()}] = {{ {string(a.name)},"
                     f" UI_TYPE_{a.type.upper()},"
                     f" INT64_C({a.low}), INT64_C({a.high}), {a.default}, {words} }},")
    lines += ["};", "", "const struct ui_kind_info ui_kind_table[UI_NUM_KINDS] = {"]
    for k in tree.kinds:
        lines += [f"    [UI_KIND_{upper(k.name)}] = {{", f"        .name = {string(k.name)},",
                  f"        .role = {string(k.role)},"]
        for word in range(2):
            bits = [f"BIT64({numbers[a] - 64 * word})" for a in k.attrs if numbers[a] // 64 == word]
            lines.append(wrapped(f"        .attrs[{word}] = ", bits, ","))
        lines.append(wrapped("        .flags = ", [f"UI_FLAG_{f.upper()}" for f in k.flags], ","))
        lines.append(wrapped("        .on = ", [f"UI_ON_{e.upper()}" for e in k.on], ","))
        lines.append(wrapped("        .classes = ", [f"UI_CLASS_{c.upper()}" for c in k.classes],
                             ","))
        lines.append(wrapped("        .holds = ", [f"UI_CLASS_{c.upper()}" for c in k.holds], ","))
        lines += [f"        .focusable = {str(k.focus).lower()},",
                  f"        .shell_only = {str(k.shell).lower()},", "    },"]
    lines += ["};", "", "const struct ui_op_info ui_op_table[UI_NUM_OPS] = {"]
    for o in tree.ops:
        highs = [str(max(v[0] for v in enums[a[2:]].values)) if a[0] == "e" else "0"
                 for a in o.args]
        letters = "".join(a[0] for a in o.args)
        words = ["words_" + a[2:] if a[0] == "e" else "NULL" for a in o.args]
        lines.append(f"    [UI_OP_{o.name.upper()}] = {{ {string(o.name)}, {string(letters)},"
                     f" {{ {', '.join(highs) or '0'} }}, {{ {', '.join(words) or 'NULL'} }} }},")
    lines += ["};", "", "const char *const ui_flag_names[32] = {"]
    lines += [f"    [{f.number}] = {string(f.name)}," for f in tree.flags]
    lines += ["};", "", "const char *const ui_event_names[32] = {"]
    lines += [f"    [{e.number - 1}] = {string(e.name)}," for e in tree.events]
    return "\n".join(lines + ["};", ""])


def attr_row(a):
    kind = f"enum `{a.enum}`" if a.enum else a.type
    span = "" if a.type in ("rgba", "ref", "f64", "ops", "enum") else f"{a.low}..{a.high}"
    return f"| {a.number} | `{a.name}` | {kind} | {span} | {a.default or ''} | {a.text} |"


def tree_md(tree):
    lines = ["# Content tree: reference", "",
             f"Generated from `interfaces/ui_tree.def`, version {tree.version}. What the commit",
             "protocol around it looks like is explained in",
             "`libs/ui_wire/include/ui_wire/wire.h`.", "", "## Kinds", ""]
    for k in tree.kinds:
        extra = [k.text] + ["keyboard focus"] * k.focus + ["shell sessions only"] * k.shell
        lines += [f"### {k.number} {k.name}", "", "; ".join(extra) + ".", "",
                  f"- role `{k.role}`; is {', '.join(k.classes)}; "
                  + (f"holds {', '.join(k.holds)}" if k.holds else "a leaf"),
                  "- attributes: " + " ".join(f"`{a}`" for a in k.attrs)]
        if k.flags:
            lines.append("- flags: " + " ".join(f"`{f}`" for f in k.flags))
        if k.on:
            lines.append("- events: " + " ".join(f"`{e}`" for e in k.on))
        lines.append("")
    lines += ["## Attributes", "", "| number | name | type | range | default | meaning |",
              "|---|---|---|---|---|---|"]
    lines += [attr_row(a) for a in tree.attrs]
    for title, items in (("Flags", tree.flags), ("Events", tree.events)):
        lines += ["", f"## {title}", "", "| number | name | meaning |", "|---|---|---|"]
        lines += [f"| {i.number} | `{i.name}` | {i.text} |" for i in items]
    lines += ["", "## Canvas operations", "", "| number | name | arguments | meaning |",
              "|---|---|---|---|"]
    lines += [f"| {o.number} | `{o.name}` | {' '.join(o.args)} | {o.text} |" for o in tree.ops]
    for enum in tree.enums:
        lines += ["", f"## enum {enum.name}", ""]
        lines += [f"- {n} `UI_{w}` {t}".rstrip() for n, w, t in enum.values]
    return "\n".join(lines) + "\n"


def little(value, size):
    return "".join(f"\\x{byte:02x}" for byte in (value & (256**size - 1)).to_bytes(size, "little"))


def tree_dict(tree):
    """Tokens for libFuzzer: kinds in place, attribute names, range ends, heads of operations."""
    lines = ["# Generated from interfaces/ui_tree.def by tools/treegen."]
    lines += [f'kind_{k.name}="{little(k.number, 1)}"' for k in tree.kinds]
    for a in tree.attrs:
        lines.append(f'attr_{a.name}="{little(a.number, 2)}"')
        lines += [f'attr_{a.name}_{end}="{little(value, 4)}"'
                  for end, value in (("high", a.high), ("above", a.high + 1)) if value < 2**32]
    lines += [f'op_{o.name}="{little(o.number | len(o.args) << 8, 4)}"' for o in tree.ops]
    return "\n".join(lines) + "\n"


def outputs(tree):
    return {"ui_enums.h": enums_h(tree), "ui_tree.h": tree_h(tree), "ui_tree.c": tree_c(tree),
            "ui_tree.md": tree_md(tree), "ui_tree.dict": tree_dict(tree)}
