# SPDX-License-Identifier: MIT
"""X.md: the reference page of a library."""

from names import idl_field, idl_type


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(str(c).replace("|", "\\|") for c in row) + " |"
                    for row in rows] + [""]


def paragraph(doc):
    return [" ".join(doc), ""] if doc else []


def method_section(m):
    params = ", ".join(idl_field(f) for f in m.ins)
    reply = f" -> ({', '.join(idl_field(f) for f in m.outs)})" if m.kind == "call" else ""
    lines = [f"### {m.ordinal}: {m.kind} {m.name}", "", "```", f"{m.name}({params}){reply}", "```",
             ""]
    lines += paragraph(m.doc)
    documented = [f for f in m.ins + m.outs if f.doc]
    if documented:
        lines += table(["parameter", "meaning"], [(f.name, " ".join(f.doc)) for f in documented])
    if m.fails:
        lines += ["Fails with " + ", ".join(f"`ERR_{name}`" for name, _ in m.fails) + ".", ""]
    return lines


def generate(lib):
    """Text of the page."""
    lines = [f"# {lib.name}", "", f"Generated from interfaces/{lib.name}.idl.", ""]
    lines += paragraph(lib.doc)
    if lib.consts:
        lines += ["## Constants", ""] + table(
            ["name", "type", "value", "meaning"],
            [(c.name, c.base, c.value, " ".join(c.doc)) for c in lib.consts])
    for decl, kind in [(e, "enum") for e in lib.enums] + [(b, "bits") for b in lib.bits]:
        lines += [f"## {kind} {decl.name}: {decl.base}", ""] + paragraph(decl.doc)
        lines += table(["name", "value" if kind == "enum" else "bit", "meaning"],
                       [(m.name, m.value, " ".join(m.doc)) for m in decl.members])
    for s in lib.structs:
        lines += [f"## struct {s.name} ({s.layout.size} bytes)", ""] + paragraph(s.doc)
        lines += table(["field", "type", "offset", "meaning"],
                       [(x.name, idl_type(x.field.type), x.offset, " ".join(x.field.doc))
                        for x in s.layout.slots if not x.is_pad])
    for p in lib.protocols:
        lines += [f"## protocol {p.name} = {p.number}, {p.recovery}", ""] + paragraph(p.doc)
        for m in p.methods:
            lines += method_section(m)
    return "\n".join(lines).rstrip() + "\n"
