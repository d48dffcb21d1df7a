# SPDX-License-Identifier: MIT
"""X.c: names, validators, client functions, dispatchers, events."""

from emit import banner, handles, has_views, method_text, prefix
from gen_codec import (decode_body, decoder, encode_body, encoder, enum_functions, head_struct,
                       struct_functions)
from gen_h import client_signature
from model import body_max


def name_table(function, methods):
    lines = [f"const char *{function}(uint32_t method) {{", "    switch (method) {"]
    for m in methods:
        lines += [f"    case {m.ordinal}:", f'        return "{m.name}";']
    return lines + ["    default:", '        return "?";', "    }", "}", ""]


def client(lib, protocol, m):
    p = prefix(lib, protocol)
    text = method_text(lib, protocol, m)
    views = m.kind == "call" and has_views(m.outs)
    msg = "buffer" if views else "&msg"
    lines = [client_signature(p, m) + " {"]
    if not views:
        lines.append("    struct ipc_msg msg;")
    lines += [f"    {msg.lstrip('&')}{'->' if views else '.'}label = "
              f"IPC_LABEL({protocol.number}, {m.ordinal});",
              f"    TRY({p}_{m.name}_req_encode(req, {msg}));",
              f"    IPC_TRACE(IPC_TRACE_CALL, \"{text}\", {msg});"]
    if m.kind == "send":
        return lines + ["    return ipc_send(endpoint, &msg);", "}", ""]
    lines += [f"    TRY(ipc_call(endpoint, {msg}));",
              f"    IPC_TRACE(IPC_TRACE_RETURN, \"{text}\", {msg});",
              f"    TRY(ipc_reply_status({msg}));"]
    target = "rep"
    if not m.outs: # then the caller may pass NULL
        lines += ["    (void)rep;", f"    struct {p}_{m.name}_rep none;"]
        target = "&none"
    lines += [f"    status_t st = {p}_{m.name}_rep_decode({msg}, {target});",
              "    if (st != OK) {", f"        ipc_drop_caps({msg});",
              "        return ERR_BAD_MESSAGE;", "    }", "    return OK;", "}", ""]
    return lines


def reply(lib, protocol, m):
    p = prefix(lib, protocol)
    lines = [f"void {p}_{m.name}_reply(struct ipc_msg *out, status_t status, "
             f"const struct {p}_{m.name}_rep *rep) {{",
             "    ipc_answer(out, status);", "    if (status != OK) {", "        return;", "    }",
             f"    status_t st = {p}_{m.name}_rep_encode(rep, out);", "    if (st != OK) {",
             "        ipc_answer(out, st);", "    }", "}", ""]
    return lines


def serve(lib, protocol, m):
    """One request: decode, handle, delete what was left, answer."""
    p = prefix(lib, protocol)
    text = method_text(lib, protocol, m)
    lines = [f"static status_t {p}_{m.name}_serve(const struct {p}_ops *ops, void *self, "
             "const struct ipc_msg *in,", "    struct ipc_msg *out) {",
             f"    if (ops->{m.name} == NULL) {{",
             "        return ipc_refuse(in, out, ERR_NOT_SUPPORTED);", "    }",
             f"    struct {p}_{m.name}_req req;",
             f"    if ({p}_{m.name}_req_decode(in, &req) != OK) {{",
             "        return ipc_refuse(in, out, ERR_BAD_MESSAGE);", "    }",
             f"    IPC_TRACE(IPC_TRACE_SERVE, \"{text}\", in);"]
    rep = ""
    if m.kind == "call":
        rep = ", &rep"
        lines += [f"    struct {p}_{m.name}_rep rep;", "    memset(&rep, 0, sizeof(rep));"]
    lines.append(f"    status_t st = ops->{m.name}(self, in->badge, &req{rep});")
    lines += [f"    ipc_drop_rest(req.{f.name});" for f in handles(m.ins)]
    if m.kind == "call":
        fails = "".join(f", ERR_{name}" for name, _ in m.fails)
        lines += [f"    IPC_CHECK_STATUS(\"{text}\", st{fails});",
                  "    if (st == IPC_DEFERRED) {", "        return IPC_DEFERRED;", "    }",
                  f"    {p}_{m.name}_reply(out, st, &rep);"]
    else:
        lines.append("    ipc_answer(out, st);")
    lines += [f"    IPC_TRACE(IPC_TRACE_REPLY, \"{text}\", out);", "    return OK;", "}", ""]
    return lines


def dispatch(lib, protocol):
    p = prefix(lib, protocol)
    lines = [f"status_t {p}_dispatch(const struct {p}_ops *ops, void *self, "
             "const struct ipc_msg *in,", "    struct ipc_msg *out) {"]
    if protocol.recovery != "stateless":
        lines += ["    if (ipc_is_gone(in)) {",
                  "        return ipc_refuse(in, out, ERR_SESSION_GONE);", "    }"]
    lines.append("    switch (in->label) {")
    for m in protocol.requests:
        lines += [f"    case IPC_LABEL({protocol.number}, {m.ordinal}):",
                  f"        return {p}_{m.name}_serve(ops, self, in, out);"]
    lines += ["    default:", "        return ipc_refuse(in, out, ERR_NOT_SUPPORTED);", "    }",
              "}", ""]
    return lines


def event_functions(lib, protocol, m):
    p = prefix(lib, protocol)
    name = f"{p}_event_{m.name}"
    words = max(body_max(m.ins) // 8, 1)
    lines = head_struct(f"{name}_head", m.ins)
    lines += [f"status_t {name}_write(struct ring_writer *writer, const struct {name} *event) {{",
              f"    uint64_t words[{words}];"]
    if not m.ins:
        lines.append("    (void)event;")
    lines += encode_body(f"{name}_head", m.ins, "event", "words", "sizeof(words)")
    lines += [f"    return ring_write(writer, {protocol.number}, {m.ordinal}, words, out.used_b);",
              "}", "",
              f"static status_t {name}_decode(const struct ipc_event *event, struct {name} *to) {{"]
    lines += [line.replace("{}", "event")
              for line in decode_body(f"{name}_head", m.ins, "to", "ipc_in_event")]
    if not m.ins:
        lines.append("    to->none = 0;")
    return lines + ["    return OK;", "}", ""]


def event_dispatch(lib, protocol):
    p = prefix(lib, protocol)
    lines = [f"status_t {p}_event_dispatch(const struct {p}_events *handlers, void *self, "
             "const struct ipc_event *event) {",
             f"    if (event->record.protocol != {protocol.number}) {{",
             "        return ERR_BAD_MESSAGE;", "    }", "    switch (event->record.method) {"]
    for m in protocol.events:
        name = f"{p}_event_{m.name}"
        lines += [f"    case {m.ordinal}: {{", f"        struct {name} decoded;",
                  f"        if ({name}_decode(event, &decoded) != OK) {{",
                  "            return ERR_BAD_MESSAGE;", "        }",
                  f"        if (handlers->{m.name} != NULL) {{",
                  f"            handlers->{m.name}(self, &decoded);", "        }",
                  "        return OK;", "    }"]
    lines += ["    default:", "        return OK; // from a newer writer", "    }", "}", "",
              f"static status_t {p}_any_event(const void *handlers, void *self, "
              "const struct ipc_event *event) {",
              f"    return {p}_event_dispatch(handlers, self, event);", "}", "",
              f"status_t {p}_events_dispatch(const struct {p}_events *handlers, void *self, "
              "struct ring_reader *reader,", "    uint32_t max) {",
              f"    return ipc_events_run(reader, max, {p}_any_event, handlers, self);", "}", ""]
    return lines


def generate(lib):
    """Text of the source of `lib`."""
    lines = [f'#include "{lib.name}.h"', "", "#include <base/string.h>", ""]
    for enum in lib.enums:
        lines += enum_functions(lib, enum)
    for struct in lib.structs:
        lines += struct_functions(lib, struct)
    for protocol in lib.protocols:
        p = prefix(lib, protocol)
        lines += [f"// --- {lib.name}.{protocol.name} ---", ""]
        for m in protocol.requests:
            lines += encoder(f"{p}_{m.name}_req", f"{p}_{m.name}_req", m.ins)
            lines += decoder(f"{p}_{m.name}_req", f"{p}_{m.name}_req", m.ins)
            if m.kind == "call":
                lines += encoder(f"{p}_{m.name}_rep", f"{p}_{m.name}_rep", m.outs)
                lines += decoder(f"{p}_{m.name}_rep", f"{p}_{m.name}_rep", m.outs)
                lines += reply(lib, protocol, m)
            lines += client(lib, protocol, m) + serve(lib, protocol, m)
        if protocol.requests:
            lines += dispatch(lib, protocol) + name_table(f"{p}_method_name", protocol.requests)
        for m in protocol.events:
            lines += event_functions(lib, protocol, m)
        if protocol.events:
            lines += event_dispatch(lib, protocol) + name_table(f"{p}_event_name", protocol.events)
    return banner(lib) + "\n".join(lines).rstrip() + "\n"
