# SPDX-License-Identifier: MIT
"""Part of X.c: validators of types, encoders and decoders of message bodies."""

import names
from emit import handles, needs_put, object_type, rights_mask
from model import int_range, lay_out


def load(t, at):
    """C expression that reads an integer of type `t` from the bytes at `at`."""
    size = t.size * 8
    text = f"ipc_load_u{size}({at})"
    signed = t.kind == "int" and t.base.startswith("i")
    return f"({names.int_type(t.base)}){text}" if signed else text


def bad_conditions(t, value, at, low=None, high=None):
    """C conditions, each true for a wrong value. `value` reads it, `at` is where its bytes are."""
    if t.kind == "bool":
        return [f"{value} > 1"]
    if t.kind == "enum":
        return [f"!{names.full(t.lib, t.decl.name)}_is_valid({value})"]
    if t.kind == "bits":
        return bits_conditions(t, value)
    if t.kind == "struct":
        return [f"!{names.full(t.lib, t.decl.name)}_is_valid({at})"] if has_rules(t) else []
    result = []
    least, most = int_range(t.base) if t.kind == "int" else (None, None)
    if low is not None and low != least:
        result.append(f"{value} < {names.literal(low, t.base)}")
    if high is not None and high != most:
        result.append(f"{value} > {names.literal(high, t.base)}")
    return result


def bits_conditions(t, value):
    if t.decl.mask == int_range(t.base)[1]:
        return []
    return [f"({value} & ~(uint64_t){names.full(t.lib, t.decl.name).upper()}_ALL) != 0"]


def has_rules(t):
    """Whether some bytes are no value of the type `t`."""
    if t.kind in ("bool", "enum"):
        return True
    if t.kind == "bits":
        return bool(bits_conditions(t, "x"))
    if t.kind == "struct":
        return bool(t.decl.layout.pads) or any(
            f.low is not None or has_rules(f.type) for f in t.decl.fields)
    return False


def refuse_if(conditions, indent, result):
    return [f"{indent}if ({' || '.join(conditions)}) {{", f"{indent}    return {result};",
            f"{indent}}}"] if conditions else []


def enum_functions(lib, enum):
    name = names.full(lib.name, enum.name)
    lines = [f"bool {name}_is_valid(uint64_t value) {{", "    switch (value) {"]
    lines += [f"    case {names.literal(v, enum.base)}:" for v in enum.values]
    lines += ["        return true;", "    default:", "        return false;", "    }", "}", "",
              f"const char *{name}_name(uint64_t value) {{", "    switch (value) {"]
    for m in enum.members:
        lines += [f"    case {names.literal(m.value, enum.base)}:", f'        return "{m.name}";']
    return lines + ["    default:", '        return "?";', "    }", "}", ""]


def struct_functions(lib, struct):
    name = names.full(lib.name, struct.name)
    conditions = []
    for slot in struct.layout.slots:
        at = f"at + {slot.offset}"
        if slot.is_pad:
            conditions.append(f"!ipc_is_zero({at}, {slot.size})")
        else:
            t = slot.field.type
            value = f"ipc_load_u8({at})" if t.kind == "bool" else (
                "" if t.kind == "struct" else load(t, at))
            conditions += bad_conditions(t, value, at, slot.field.low, slot.field.high)
    lines = [f"bool {name}_is_valid(const void *bytes) {{"]
    if conditions:
        lines.append("    const uint8_t *at = bytes;")
        for condition in conditions:
            lines += refuse_if([condition], "    ", "false")
    else:
        lines.append("    (void)bytes;")
    lines += ["    return true;", "}", ""]
    if struct.layout.pads or any(needs_put(f.type) for f in struct.fields):
        lines += put_function(name, struct)
    return lines


def put_function(name, struct):
    lines = [f"void {name}_put(void *to, const struct {name} *from) {{",
             f"    struct {name} clean;", "    memset(&clean, 0, sizeof(clean));"]
    for f in struct.fields:
        if needs_put(f.type):
            lines.append(f"    {names.full(f.type.lib, f.type.decl.name)}_put(&clean.{f.name}, "
                         f"&from->{f.name});")
        else:
            lines.append(f"    clean.{f.name} = from->{f.name};")
    return lines + ["    memcpy(to, &clean, sizeof(clean));", "}", ""]


def head_struct(name, fields):
    """The fixed part of a body, with every hole named."""
    layout = lay_out(fields, True)
    if layout.size == 0:
        return []
    lines = [f"struct {name} {{"]
    for slot in layout.slots:
        if slot.is_pad:
            lines.append(f"    uint8_t {slot.name}[{slot.size}];")
        else:
            ctype = "uint32_t" if slot.is_len else names.wire_type(slot.field.type)
            lines.append(f"    {ctype} {slot.name};")
    lines += ["};", f"_Static_assert(sizeof(struct {name}) == {layout.size}, \"wire format\");"]
    for slot in layout.slots:
        lines.append(f"_Static_assert(offsetof(struct {name}, {slot.name}) == {slot.offset}, "
                     "\"wire format\");")
    return lines + [""]


def encode_body(head, fields, source, words, size):
    """Statements that write the fields of `source` (a pointer) to `words`; leaves `out`."""
    layout = lay_out(fields, True)
    lines = ["    struct ipc_out out;"]
    if layout.size:
        lines += [f"    struct {head} head;", "    memset(&head, 0, sizeof(head));"]
        for slot in layout.slots:
            if slot.is_pad:
                continue
            f = slot.field
            if slot.is_len:
                lines.append(f"    head.{slot.name} = (uint32_t){source}->{f.name}.len;")
            elif needs_put(f.type):
                lines.append(f"    {names.full(f.type.lib, f.type.decl.name)}_put(&head.{f.name}, "
                             f"&{source}->{f.name});")
            else:
                lines.append(f"    head.{f.name} = {source}->{f.name};")
        lines.append(f"    ipc_out_start(&out, {words}, {size}, &head, sizeof(head));")
    else:
        lines.append(f"    ipc_out_start(&out, {words}, {size}, NULL, 0);")
    for f in fields:
        if f.type.is_variable:
            lines += encode_items(f, f"{source}->{f.name}")
    return lines


def encode_items(f, view):
    t = f.type
    if t.kind == "array" and needs_put(t.elem):
        item = names.full(t.elem.lib, t.elem.decl.name)
        return [f"    uint8_t *{f.name}_at = ipc_out_reserve(&out, {view}.len, {t.max}, {t.size});",
                f"    if ({f.name}_at == NULL) {{", "        return ERR_TOO_BIG;", "    }",
                f"    for (size_t i = 0; i < {view}.len; i++) {{",
                f"        {item}_put({f.name}_at + i * {t.size}, &{view}.ptr[i]);", "    }"]
    return [f"    TRY(ipc_out_items(&out, {view}.ptr, {view}.len, {t.max}, {t.size}));"]


def decode_body(head, fields, target, start):
    """Statements that check a body and fill `target` (a pointer). `start` begins the reading."""
    layout = lay_out(fields, True)
    lines = ["    struct ipc_in in;"]
    if layout.size:
        lines += [f"    struct {head} head;", f"    TRY({start}(&in, {{}}, &head, sizeof(head)));"]
    else:
        lines.append(f"    TRY({start}(&in, {{}}, NULL, 0));")
    for slot in layout.slots:
        if slot.is_pad:
            conditions = [f"!ipc_is_zero(head.{slot.name}, {slot.size})"]
        elif slot.is_len:
            continue
        else:
            f = slot.field
            conditions = bad_conditions(f.type, f"head.{f.name}", f"&head.{f.name}", f.low, f.high)
        lines += refuse_if(conditions, "    ", "ERR_BAD_MESSAGE")
    for slot in layout.slots:
        if not slot.is_pad and not slot.is_len:
            f = slot.field
            value = f"head.{f.name} != 0" if f.type.kind == "bool" else f"head.{f.name}"
            lines.append(f"    {target}->{f.name} = {value};")
    for f in fields:
        if f.type.is_variable:
            lines += decode_items(f, target)
    return lines + ["    TRY(ipc_in_end(&in));"]


def decode_items(f, target):
    t = f.type
    count = f"head.{f.name}_len"
    if t.kind in ("string", "bytes"):
        kind = "text" if t.kind == "string" else "bytes"
        return [f"    TRY(ipc_in_{kind}(&in, {count}, {t.max}, &{target}->{f.name}));"]
    lines = [f"    const void *{f.name}_at = NULL;",
             f"    TRY(ipc_in_items(&in, {count}, {t.max}, {t.size}, &{f.name}_at));"]
    if has_rules(t.elem):
        at = f"(const uint8_t *){f.name}_at + i * {t.size}"
        value = f"ipc_load_u8({at})" if t.elem.kind == "bool" else (
            "" if t.elem.kind == "struct" else load(t.elem, at))
        lines.append(f"    for (size_t i = 0; i < {count}; i++) {{")
        lines += refuse_if(bad_conditions(t.elem, value, at), "        ", "ERR_BAD_MESSAGE")
        lines.append("    }")
    return lines + [f"    {target}->{f.name}.ptr = {f.name}_at;",
                    f"    {target}->{f.name}.len = {count};"]


def encoder(name, struct, fields):
    """static status_t name(const struct *from, struct ipc_msg *msg)"""
    lines = head_struct(f"{name}_head", fields)
    lines += [f"static status_t {name}_encode(const struct {struct} *from, struct ipc_msg *msg) {{"]
    if not fields:
        lines.append("    (void)from;")
    lines += encode_body(f"{name}_head", fields, "from", "msg->words", "sizeof(msg->words)")
    lines.append("    msg->num_words = ipc_out_words(&out);")
    caps = handles(fields)
    lines.append(f"    msg->num_caps = {len(caps)};")
    lines += [f"    msg->caps[{i}] = from->{f.name};" for i, f in enumerate(caps)]
    return lines + ["    return OK;", "}", ""]


def decoder(name, struct, fields):
    """static status_t name(const struct ipc_msg *msg, struct *to)"""
    lines = [f"static status_t {name}_decode(const struct ipc_msg *msg, struct {struct} *to) {{"]
    caps = handles(fields)
    lines.append(f"    TRY(ipc_in_caps(msg, {len(caps)}));")
    body = decode_body(f"{name}_head", fields, "to", "ipc_in_start")
    lines += [line.replace("{}", "msg->words, msg->num_words") for line in body]
    for i, f in enumerate(caps):
        lines.append(f"    TRY(ipc_cap_check(msg->caps[{i}], {object_type(f.type)}, "
                     f"{rights_mask(f.type)}));")
    lines += [f"    to->{f.name} = msg->caps[{i}];" for i, f in enumerate(caps)]
    if not fields:
        lines.append("    to->none = 0;")
    return lines + ["    return OK;", "}", ""]
