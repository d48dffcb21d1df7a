# SPDX-License-Identifier: MIT
"""X_fuzz.c: a libFuzzer program for every decoder of the library.

The first byte of an input chooses the decoder, the second the number of capabilities, the rest is
the body. So each input has a true header, and valid bodies come as seeds."""

import names
import sample
from emit import banner, handles, has_views, prefix
from model import body_max, int_range


def check_value(t, value, low, high):
    """C statements that stop when a decoded value breaks a promise."""
    if t.kind == "enum":
        return [f"FUZZ_REQUIRE({names.full(t.lib, t.decl.name)}_is_valid({value}));"]
    if t.kind == "bits":
        mask = f"{names.full(t.lib, t.decl.name).upper()}_ALL"
        return [f"FUZZ_REQUIRE(({value} & ~(uint64_t){mask}) == 0);"]
    if t.kind == "struct":
        lines = []
        for slot in t.decl.layout.slots:
            if slot.is_pad:
                lines.append(f"FUZZ_REQUIRE(ipc_is_zero({value}.{slot.name}, {slot.size}));")
            else:
                f = slot.field
                lines += check_value(f.type, f"{value}.{slot.name}", f.low, f.high)
        return lines
    lines = []
    least, most = int_range(t.base) if t.kind == "int" else (None, None)
    if low is not None and low != least:
        lines.append(f"FUZZ_REQUIRE({value} >= {names.literal(low, t.base)});")
    if high is not None and high != most:
        lines.append(f"FUZZ_REQUIRE({value} <= {names.literal(high, t.base)});")
    return lines + [f"fuzz_touch(&{value}, sizeof({value}));"]


def check_fields(fields, source):
    """C statements that touch every byte of the decoded fields and check each promise."""
    lines = []
    for f in fields:
        value, t = f"{source}->{f.name}", f.type
        if t.is_handle:
            lines.append(f"FUZZ_REQUIRE({value} != HANDLE_NONE);")
        elif t.kind == "array":
            lines += [f"FUZZ_REQUIRE({value}.len <= {t.max});",
                      f"for (size_t i = 0; i < {value}.len; i++) {{"]
            lines += ["    " + s for s in check_value(t.elem, f"{value}.ptr[i]", None, None)]
            lines.append("}")
        elif t.is_variable:
            lines += [f"FUZZ_REQUIRE({value}.len <= {t.max});",
                      f"fuzz_touch({value}.ptr, {value}.len);"]
            if t.kind == "string":
                lines.append(f"FUZZ_REQUIRE(utf8_is_valid({value}.ptr, {value}.len));")
        else:
            lines += check_value(t, value, f.low, f.high)
    return ["    " + line for line in lines]


def handler(p, m):
    """A handler that checks its request, keeps every other capability and fills its reply."""
    rep = f", struct {p}_{m.name}_rep *rep" if m.kind == "call" else ""
    lines = [f"static status_t on_{p}_{m.name}(void *self, uint64_t badge, "
             f"struct {p}_{m.name}_req *req{rep}) {{", "    (void)self;", "    (void)badge;"]
    lines += check_fields(m.ins, "req") or ["    (void)req;"]
    for i, f in enumerate(handles(m.ins)):
        if i % 2 == 0:
            lines.append(f"    fuzz_kept += ipc_take(&req->{f.name}) != HANDLE_NONE;")
    if m.kind == "call":
        for f in m.outs:
            if f.type.is_variable:
                fill = "fuzz_zeros" if f.type.kind == "array" else "fuzz_fill"
                lines += [f"    rep->{f.name}.ptr = (const void *){fill};",
                          f"    rep->{f.name}.len = {f.type.max};"]
            elif f.type.is_handle:
                lines.append(f"    rep->{f.name} = 1;")
        lines.append("    (void)rep;")
    return lines + ["    fuzz_accepted++;", "    return OK;", "}", ""]


def request_target(lib, protocol, m):
    p = prefix(lib, protocol)
    return [f"static void fuzz_{p}_{m.name}_request(void) {{",
            f"    fuzz_message.label = IPC_LABEL({protocol.number}, {m.ordinal});",
            f"    struct {p}_ops ops = {{ .{m.name} = on_{p}_{m.name} }};",
            "    static struct ipc_msg out;",
            f"    status_t st = {p}_dispatch(&ops, NULL, &fuzz_message, &out);",
            "    FUZZ_REQUIRE(st == OK && out.num_words <= IPC_WORDS_MAX);",
            "    FUZZ_REQUIRE(fuzz_accepted == 0 || (int32_t)out.label == OK);",
            "}", ""]


def reply_target(lib, protocol, m):
    """The fuzz input is the server's answer to a correct call."""
    p = prefix(lib, protocol)
    lines = [f"static void fuzz_{p}_{m.name}_reply(void) {{",
             f"    struct {p}_{m.name}_req req;", "    memset(&req, 0, sizeof(req));",
             f"    struct {p}_{m.name}_rep decoded;", f"    struct {p}_{m.name}_rep *rep = &decoded;"]
    buffer = ", fuzz_buffer" if has_views(m.outs) else ""
    lines += [f"    if ({p}_{m.name}(1, &req, rep{buffer}) != OK) {{", "        return;", "    }",
              "    fuzz_accepted++;"]
    lines += check_fields(m.outs, "rep")
    if handles(m.outs):
        lines.append(f"    fuzz_kept += {len(handles(m.outs))};")
    return lines + ["}", ""]


def event_target(lib, protocol, m):
    p = prefix(lib, protocol)
    name = f"{p}_event_{m.name}"
    lines = [f"static void on_{name}(void *self, const struct {name} *event) {{",
             "    (void)self;"]
    lines += check_fields(m.ins, "event") or ["    (void)event;"]
    return lines + [
        "    fuzz_accepted++;", "}", "", f"static void fuzz_{name}(void) {{",
        f"    struct {p}_events handlers = {{ .{m.name} = on_{name} }};",
        f"    fuzz_event_run({protocol.number}, {m.ordinal}, {p}_any_event_of_fuzz, &handlers);",
        "}", ""]


def event_cover(lib, protocol):
    p = prefix(lib, protocol)
    return [f"static status_t {p}_any_event_of_fuzz(const void *handlers, void *self, "
            "const struct ipc_event *event) {",
            f"    return {p}_event_dispatch(handlers, self, event);", "}", ""]


def seed_rows(targets):
    """Arrays with two valid bodies for each target."""
    lines, rows = [], []
    for index, (_, fields) in enumerate(targets):
        for full in (False, True):
            data = sample.body(fields, full)
            name = f"seed_{index}_{'full' if full else 'small'}"
            text = ", ".join(f"0x{b:02x}" for b in data) or "0"
            lines.append(f"static const uint8_t {name}[] = {{ {text} }};")
            rows.append(f"    {{ {index}, {len(handles(fields))}, {name}, {len(data)} }},")
    return lines + ["", "const struct fuzz_seed fuzz_seeds[] = {"] + rows + [
        "};", f"const size_t fuzz_num_seeds = {len(rows)};", ""]


def generate(lib):
    """Text of the fuzz program of `lib`; the frame around it is tools/idlc/fuzz/fuzz.h."""
    lines = [f'#include "{lib.name}.h"', "", "#include <base/string.h>", "#include <base/utf8.h>",
             "#include <ipc/events.h>", "", '#include "fuzz.h"', ""]
    targets = []
    for protocol in lib.protocols:
        p = prefix(lib, protocol)
        for m in protocol.requests:
            lines += handler(p, m) + request_target(lib, protocol, m)
            targets.append((f"fuzz_{p}_{m.name}_request", m.ins))
            if m.kind == "call":
                lines += reply_target(lib, protocol, m)
                targets.append((f"fuzz_{p}_{m.name}_reply", m.outs))
        if protocol.events:
            lines += event_cover(lib, protocol)
        for m in protocol.events:
            lines += event_target(lib, protocol, m)
            targets.append((f"fuzz_{p}_event_{m.name}", m.ins))
    lines += ["const fuzz_target fuzz_targets[] = {"] + [f"    {name}," for name, _ in targets]
    lines += ["};", f"const size_t fuzz_num_targets = {len(targets)};", ""]
    lines += seed_rows(targets)
    assert len(targets) <= 256, "the first byte of an input names the target"
    largest = max((body_max(fields) for _, fields in targets), default=0)
    lines.append(f"const size_t fuzz_max_len = {largest + 2 + 8};")
    return banner(lib) + "\n".join(lines).rstrip() + "\n"
