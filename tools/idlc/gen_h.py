# SPDX-License-Identifier: MIT
"""X.h: types, constants, client functions, tables of handlers."""

import names
from emit import banner, behind, comment, has_views, method_text, needs_put, prefix, struct_body


def range_note(field):
    return [] if field.low is None else [f"{field.low}..{field.high}."]


def type_note(field):
    t = field.type
    if t.is_variable:
        return [f"At most {t.max} {'items' if t.kind == 'array' else 'bytes'}."]
    if t.kind == "chan":
        return [f"Endpoint: {t.lib}.{t.decl.name}."]
    if t.kind == "handle":
        return [f"{t.handle_kind}{': ' + '|'.join(t.rights) if t.rights else ''}."]
    return []


def constants(lib):
    lines = []
    for const in lib.consts:
        name = f"{lib.name.upper()}_{const.name}"
        lines.append(f"#define {name} {names.literal(const.value, const.base)}"
                     + behind(const.doc))
    return lines + [""] if lines else []


def enum_decl(lib, enum):
    name = names.full(lib.name, enum.name)
    lines = comment(enum.doc) + [f"enum {name} {{"]
    for member in enum.members:
        lines.append(f"    {name.upper()}_{member.name} = {names.literal(member.value, enum.base)},"
                     + behind(member.doc))
    lines += ["};", f"/// An enum {name} as it travels.",
              f"typedef {names.int_type(enum.base)} {name}_t;",
              f"/// Whether `value` is a member of enum {name}.",
              f"bool {name}_is_valid(uint64_t value);",
              f"/// Name of `value` as in the interface, \"?\" when it is none.",
              f"const char *{name}_name(uint64_t value);", ""]
    return lines


def bits_decl(lib, bits):
    name = names.full(lib.name, bits.name)
    lines = comment(bits.doc) + [f"typedef {names.int_type(bits.base)} {name}_t;"]
    for member in bits.members:
        value = names.literal(1 << member.value, bits.base)
        lines.append(f"#define {name.upper()}_{member.name} {value}" + behind(member.doc))
    lines += [f"#define {name.upper()}_ALL {names.literal(bits.mask, bits.base)} ///< Every bit.", ""]
    return lines


def struct_decl(lib, struct):
    name = names.full(lib.name, struct.name)
    lines = comment(struct.doc) + [f"struct {name} {{"] + struct_body(struct.layout) + ["};"]
    lines.append(f"_Static_assert(sizeof(struct {name}) == {struct.layout.size}, \"wire format\");")
    for slot in struct.layout.slots:
        lines.append(f"_Static_assert(offsetof(struct {name}, {slot.name}) == {slot.offset}, "
                     "\"wire format\");")
    lines += [f"/// Whether the bytes of a struct {name} that came from elsewhere keep the rules.",
              f"bool {name}_is_valid(const void *bytes);"]
    if any(needs_put(f.type) for f in struct.fields) or struct.layout.pads:
        lines += [f"/// Writes `from` to `to` with zeros in the holes.",
                  f"void {name}_put(void *to, const struct {name} *from);"]
    return lines + [""]


def fields_struct(name, doc, fields):
    """A struct of parameters; views instead of what has no fixed size."""
    lines = comment(doc) + [f"struct {name} {{"]
    for field in fields:
        notes = field.doc + range_note(field) + type_note(field)
        lines.append(f"    {names.c_type(field.type)} {field.name};" + behind(notes))
    if not fields:
        lines.append("    uint8_t none; ///< No fields.")
    return lines + ["};", ""]


def method_structs(lib, protocol):
    p = prefix(lib, protocol)
    lines = []
    for m in protocol.requests:
        text = method_text(lib, protocol, m)
        lines += fields_struct(f"{p}_{m.name}_req", [f"Request of {text}."], m.ins)
        if m.kind == "call":
            lines += fields_struct(f"{p}_{m.name}_rep", [f"Reply of {text}."], m.outs)
    for m in protocol.events:
        text = method_text(lib, protocol, m)
        lines += fields_struct(f"{p}_event_{m.name}", [f"Event {text}."] + m.doc, m.ins)
    return lines


def numbers(lib, protocol):
    p = prefix(lib, protocol).upper()
    lines = [f"#define {p}_PROTOCOL {protocol.number}u ///< Recovery: {protocol.recovery}."]
    lines += [f"#define {p}_METHOD_{m.name.upper()} {m.ordinal}u" for m in protocol.requests]
    lines += [f"#define {p}_EVENT_{m.name.upper()} {m.ordinal}u" for m in protocol.events]
    return lines + [""]


def client_signature(p, m):
    """Head of the client function of a call or send."""
    args = [f"handle_t endpoint, const struct {p}_{m.name}_req *req"]
    if m.kind == "call":
        args.append(f"struct {p}_{m.name}_rep *rep")
        if has_views(m.outs):
            args.append("struct ipc_msg *buffer")
    return f"status_t {p}_{m.name}({', '.join(args)})"


def client_decls(lib, protocol):
    p = prefix(lib, protocol)
    lines = []
    for m in protocol.requests:
        lines += comment(m.doc) + ["///"]
        if not m.ins:
            lines.append("/// `req` has no fields and may be NULL.")
        if m.kind == "call" and not m.outs:
            lines.append("/// `rep` has no fields and may be NULL.")
        if m.kind == "call" and has_views(m.outs):
            lines.append("/// The views in `rep` point into `buffer`.")
        fails = "".join(f", ERR_{name}" for name, _ in m.fails)
        lines.append(f"/// @return OK{fails}, or what ipc_{m.kind}() gives.")
        lines += [client_signature(p, m) + ";", ""]
    return lines


def ops_decl(lib, protocol):
    p = prefix(lib, protocol)
    if not protocol.requests:
        return []
    lines = [f"/// Handlers of {lib.name}.{protocol.name}; NULL answers ERR_NOT_SUPPORTED. Views in"
             " `req` last until the", "/// handler returns; what `rep` points to must outlive it."
             " A handler that keeps a received handle takes", "/// it with ipc_take(); the rest is"
             " deleted. `rep` starts zeroed and counts only when OK is returned.",
             f"struct {p}_ops {{"]
    for m in protocol.requests:
        rep = f", struct {p}_{m.name}_rep *rep" if m.kind == "call" else ""
        lines += comment(m.doc, "    ")
        lines.append(f"    status_t (*{m.name})(void *self, uint64_t badge, "
                     f"struct {p}_{m.name}_req *req{rep});")
    lines += ["};", "",
              f"/// Decodes the request `in`, calls its handler and encodes the answer into `out`.",
              "///",
              "/// @return OK: `out` is the answer (errors included), send it. IPC_DEFERRED: the"
              " handler has saved the", "///         reply object and answers later.",
              f"status_t {p}_dispatch(const struct {p}_ops *ops, void *self, "
              "const struct ipc_msg *in,", "    struct ipc_msg *out);", ""]
    for m in protocol.requests:
        if m.kind == "call":
            lines += [f"/// Encodes the answer to a deferred {m.name}. `rep` may be NULL with an"
                      " error.",
                      f"void {p}_{m.name}_reply(struct ipc_msg *out, status_t status, "
                      f"const struct {p}_{m.name}_rep *rep);", ""]
    lines += [f"/// Name of a method of {lib.name}.{protocol.name}, \"?\" for an unknown one.",
              f"const char *{p}_method_name(uint32_t method);", ""]
    return lines


def events_decl(lib, protocol):
    p = prefix(lib, protocol)
    if not protocol.events:
        return []
    lines = [f"/// What a reader does with events of {lib.name}.{protocol.name}; NULL ignores.",
             f"struct {p}_events {{"]
    for m in protocol.events:
        lines += comment(m.doc, "    ")
        lines.append(f"    void (*{m.name})(void *self, const struct {p}_event_{m.name} *event);")
    lines += ["};", ""]
    for m in protocol.events:
        lines += comment(m.doc) + [
            "///", "/// @return OK, ERR_TOO_BIG beyond a bound, or what ring_write() gives.",
            f"status_t {p}_event_{m.name}_write(struct ring_writer *writer, "
            f"const struct {p}_event_{m.name} *event);", ""]
    lines += ["/// Decodes one record and calls its handler. Unknown events are ignored.", "///",
              "/// @return OK, ERR_BAD_MESSAGE when the record is malformed or of another protocol.",
              f"status_t {p}_event_dispatch(const struct {p}_events *handlers, void *self, "
              "const struct ipc_event *event);", "",
              "/// Handles up to `max` records of `reader`; returns as ipc_events_run().",
              f"status_t {p}_events_dispatch(const struct {p}_events *handlers, void *self, "
              "struct ring_reader *reader,", "    uint32_t max);", "",
              f"/// Name of an event of {lib.name}.{protocol.name}, \"?\" for an unknown one.",
              f"const char *{p}_event_name(uint32_t method);", ""]
    return lines


def generate(lib):
    """Text of the header of `lib`."""
    lines = ["/// @file"] + comment(lib.doc) + ["#pragma once", ""]
    if any(p.events for p in lib.protocols):
        lines.append("#include <ipc/events.h>")
    lines += ["#include <ipc/wire.h>", ""]
    if lib.imports:
        lines += [f'#include "{i.name}.h"' for i in lib.imports] + [""]
    lines += constants(lib)
    for enum in lib.enums:
        lines += enum_decl(lib, enum)
    for bits in lib.bits:
        lines += bits_decl(lib, bits)
    for struct in lib.structs:
        lines += struct_decl(lib, struct)
    for protocol in lib.protocols:
        lines += [f"// --- {lib.name}.{protocol.name} ---", ""]
        lines += comment(protocol.doc) + numbers(lib, protocol)
        lines += method_structs(lib, protocol) + client_decls(lib, protocol)
        lines += ops_decl(lib, protocol) + events_decl(lib, protocol)
    return banner(lib) + "\n".join(lines).rstrip() + "\n"
