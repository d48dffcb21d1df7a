# SPDX-License-Identifier: MIT
"""Reads manifest.toml files and image lists. Every mistake is one sentence with file and line."""
import os
import re
import tomllib

import buildmk

SIZES = {"KiB": 1 << 10, "MiB": 1 << 20}
RESTARTS = ("always", "on-crash", "never")
AUTHORITIES = ("irqs", "ioports", "devices")
TRUSTED = ("init", "vm")
CATEGORIES = ("none", "system", "tools", "graphics", "games", "samples")
LIMITS = {"provides": 8, "uses": 32, "wants": 32, "match": 8, "ports": 4, "irqs": 4, "colors": 2}
SLOTS_FIXED = 17 + 2  # start-up slots in front of the uses, and those of interrupts behind them
# What each key holds; True: must be there.
KEYS = {
    "name": (str, True), "summary": (str, True), "memory": (str, True), "reserve": (str, False),
    "caps": (int, False), "restart": (str, False), "priority": (int, False),
    "provides": (list, False), "uses": (list, False), "match": (list, False),
    "authority": (list, False), "ports": (list, False), "irqs": (list, False),
    "fpu": (bool, False), "dma": (bool, False), "dma_master": (bool, False),
    "debug": (bool, False), "autostart": (bool, False), "args": (str, False),
    "wants": (list, False), "title": (str, False), "icon": (str, False), "colors": (list, False),
    "category": (str, False), "hidden": (bool, False),
}
TYPE_NAMES = {str: "a string", int: "a whole number", list: "a list", bool: "true or false"}


class Mistake(Exception):
    """One sentence for the user."""


class Interfaces:
    """Protocol numbers by name, as in interfaces/*.idl."""

    def __init__(self, folder):
        self.numbers = {}
        for file in sorted(os.listdir(folder)):
            if not file.endswith(".idl"):
                continue
            with open(os.path.join(folder, file), encoding="utf-8") as source:
                text = source.read()
            library = re.search(r"^library\s+(\w+)", text, re.M)
            for name, number in re.findall(r"^protocol\s+(\w+)\s*=\s*(\d+)", text, re.M):
                self.numbers[f"{library[1]}.{name}"] = int(number)
        with open(os.path.join(folder, "ui_tree.def"), encoding="utf-8") as source:
            icons = re.search(r"^enum icon\n((?: +.*\n)+)", source.read(), re.M)
        self.icons = {word: int(number)
                      for number, word in re.findall(r"^ +(\d+) (\w+)", icons[1], re.M)}


class Component:
    """One checked manifest."""

    def __init__(self, path):
        self.path = path
        with open(path, encoding="utf-8") as file:
            self.text = file.read()
        self.lines = self.text.splitlines()

    def line_of(self, key, word=""):
        """Line on which `key` stands, or `word` behind it."""
        start = next((i for i, line in enumerate(self.lines)
                      if re.match(rf"\s*{re.escape(key)}\s*=", line)), 0)
        return next((i + 1 for i in range(start, len(self.lines)) if word in self.lines[i]),
                    start + 1)

    def mistake(self, key, text, word=""):
        return Mistake(f"{self.path}:{self.line_of(key, str(word))}: {text}")


def parse_size(component, key, text):
    found = re.fullmatch(r"(\d+) (KiB|MiB)", text)
    if not found:
        raise component.mistake(key, f'{key} is "{text}"; write it like "512 KiB" or "8 MiB"')
    return int(found[1]) * SIZES[found[2]]


def parse_ports(component, text):
    found = re.fullmatch(r"(0x[0-9a-f]+|\d+)\+(\d+)", text)
    first, count = (int(found[1], 0), int(found[2])) if found else (0, 0)
    if count == 0 or first + count > 0x10000:
        raise component.mistake("ports", f'"{text}" is no range of ports; write it like "0x2f8+8"',
                                text)
    return first, count


def check_keys(component, data):
    for key, value in data.items():
        if key not in KEYS:
            raise component.mistake(key, f'unknown key "{key}"')
        kind = KEYS[key][0]
        if type(value) is not kind:
            raise component.mistake(key, f"{key} must be {TYPE_NAMES[kind]}")
        if kind is list:
            if len(value) > LIMITS.get(key, len(AUTHORITIES)):
                raise component.mistake(key, f"{key} has more than {LIMITS[key]} entries")
            for item in value:
                if value.count(item) > 1:
                    raise component.mistake(key, f'{key} names "{item}" twice', item)
                if type(item) is not (int if key == "irqs" else str):
                    raise component.mistake(key, f"{key} holds {item}, which is of the wrong type")
    for key, (_, needed) in KEYS.items():
        if needed and key not in data:
            raise component.mistake(key, f'the key "{key}" is missing')


def check_range(component, key, value, low, high):
    if not low <= value <= high:
        raise component.mistake(key, f"{key} is {value}; it must be {low} to {high}")


def check_text(component, key, value, longest):
    if len(value.encode()) >= longest:
        raise component.mistake(key, f"{key} is longer than {longest - 1} bytes")


def check_protocols(component, interfaces):
    for protocol in component.provides + component.uses:
        key = next(k for k in ("wants", "uses", "provides") if protocol in getattr(component, k))
        if protocol not in interfaces.numbers:
            raise component.mistake(key, f'there is no protocol "{protocol}" in interfaces/',
                                    protocol)
    for protocol in component.uses:  # with what it wants
        key = "wants" if protocol in component.wants else "uses"
        if protocol.startswith("vm.") or protocol == "init.Component":
            raise component.mistake(key, f'"{protocol}" is not for use: every component is '
                                    "given what it needs of it", protocol)
        if protocol in component.provides:
            raise component.mistake(key, f'"{protocol}" is provided by the component itself',
                                    protocol)


def parse_color(component, text):
    """0xRRGGBBAA of "#RRGGBB"."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise component.mistake("colors", f'"{text}" is no colour; write it like "#2A63E0"', text)
    return int(text[1:], 16) << 8 | 0xff


def load_facts(component, data, interfaces):
    """What people see of an app."""
    component.title = data.get("title", "")
    component.hidden = data.get("hidden", False)
    icon = data.get("icon", "none")
    component.icon = interfaces.icons.get(icon.upper(), 0)
    if icon != "none" and component.icon == 0:
        raise component.mistake("icon", f'there is no icon "{icon}" in ui_tree.def')
    colors = [parse_color(component, text) for text in data.get("colors", [])]
    if len(colors) == 1:
        raise component.mistake("colors", "colors has one entry; the icon's ground has an upper "
                                "and a lower colour")
    component.colors = colors or [0, 0]
    category = data.get("category", "none")
    if category not in CATEGORIES:
        raise component.mistake("category", f'category is "{category}"; it must be one of '
                                + ", ".join(CATEGORIES[1:]))
    component.category = CATEGORIES.index(category)
    if category != "none":
        for key in ("title", "icon", "colors"):
            if key not in data:
                raise component.mistake("category", f'an app has "{key}", too')
    check_text(component, "title", component.title, 32)
    check_text(component, "summary", component.summary, 96)


def load(path, interfaces):
    """The checked manifest of one component."""
    component = Component(path)
    try:
        data = tomllib.loads(component.text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at line (\d+), column \d+\)", str(error))
        line = place[1] if place else len(component.lines)
        raise Mistake(f"{path}:{line}: this is not TOML: {str(error).split(' (at ')[0]}") from None
    check_keys(component, data)
    component.name = data["name"]
    component.summary = data["summary"]
    component.memory_b = parse_size(component, "memory", data["memory"])
    component.reserve_b = parse_size(component, "reserve", data.get("reserve", "0 KiB"))
    component.caps = data.get("caps", 128)
    component.restart = data.get("restart", "on-crash")
    component.priority = data.get("priority", 16)
    component.args = data.get("args", "")
    component.irqs = data.get("irqs", [])
    for key in ("provides", "uses", "wants", "match", "authority"):
        setattr(component, key, data.get(key, []))
    for protocol in component.wants:
        if protocol in component.uses:
            raise component.mistake("wants", f'"{protocol}" is among the uses already', protocol)
    component.uses = component.uses + component.wants
    if len(component.uses) > LIMITS["uses"]:
        raise component.mistake("wants", f"uses and wants have more than {LIMITS['uses']} entries")
    load_facts(component, data, interfaces)
    for key in ("fpu", "dma", "dma_master", "debug"):
        setattr(component, key, data.get(key, False))
    component.autostart = data.get("autostart", not component.match)
    component.ports = [parse_ports(component, text) for text in data.get("ports", [])]
    component.numbers = interfaces.numbers
    if not re.fullmatch(r"[a-z][a-z0-9_]*", component.name):
        raise component.mistake("name", f'"{component.name}" is no name: small letters, digits, _')
    check_text(component, "name", component.name, 32)
    check_text(component, "args", component.args, 256)
    check_range(component, "priority", component.priority, 0, 63)
    check_range(component, "caps", component.caps, 64, 65536)
    if len(component.uses) + SLOTS_FIXED > component.caps:
        raise component.mistake("caps", "caps is too small for the start-up slots")
    if component.reserve_b > component.memory_b:
        raise component.mistake("reserve", "reserve is more than memory")
    if component.restart not in RESTARTS:
        raise component.mistake("restart", f'restart is "{component.restart}"; it must be one of '
                                + ", ".join(RESTARTS))
    for item in component.authority:
        if item not in AUTHORITIES:
            raise component.mistake("authority", f'there is no authority "{item}"; there is '
                                    + ", ".join(AUTHORITIES), item)
    for item in component.match:
        check_text(component, "match", item, 48)
        if not re.fullmatch(r"[a-z]+:[0-9a-zA-Z:,._-]+", item):
            raise component.mistake("match", f'"{item}" is no bus id; write it like "virtio:16"',
                                    item)
    for item in component.irqs:
        check_range(component, "irqs", item, 0, 1023)
    check_protocols(component, interfaces)
    return component


class Image:
    """The components of an image list, providers before who uses them."""

    def __init__(self, path, interfaces, root, ram_b):
        self.path = path
        self.lines = {}
        self.components = []
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                words = line.split("#")[0].split()
                if words[1:] not in ([], ["later"]):
                    raise Mistake(f'{path}:{number}: "{words[1]}" behind a folder; only "later" may '
                                  "stand there")
                if words:
                    self.add(words[0], number, root, interfaces)
                    self.components[-1].autostart &= len(words) == 1
        self.find_providers()
        self.check_uses(buildmk.Tree(root))
        reserves_b = sum(component.reserve_b for component in self.components)
        if reserves_b > ram_b:
            raise Mistake(f"{path}:1: the reserves are {reserves_b >> 10} KiB together; "
                          f"the machine has {ram_b >> 20} MiB")
        self.sort()

    def add(self, folder, number, root, interfaces):
        manifest = os.path.normpath(os.path.join(root, folder, "manifest.toml"))
        if not os.path.exists(manifest):
            raise Mistake(f"{self.path}:{number}: there is no {folder}/manifest.toml")
        component = load(manifest, interfaces)
        component.folder = folder
        if any(component.name == other.name for other in self.components):
            raise Mistake(f'{self.path}:{number}: a second component "{component.name}"')
        self.components.append(component)

    def find_providers(self):
        self.providers = {}
        for component in self.components:
            for protocol in component.provides:
                first = self.providers.setdefault(protocol, component)
                if first is not component:
                    raise component.mistake("provides", f'"{protocol}" is provided by {first.name} '
                                            f"and by {component.name}", protocol)

    def check_uses(self, tree):
        for component in self.components:
            known = tree.idls(component.folder)
            for protocol in component.uses:
                if protocol not in self.providers and protocol not in component.wants:
                    raise component.mistake("uses", f'nothing in {self.path} provides "{protocol}"',
                                            protocol)
                library = protocol.split(".")[0]
                if known is not None and library not in known:
                    key = "wants" if protocol in component.wants else "uses"
                    raise component.mistake(key, f'"{protocol}" is not used: neither build.mk '
                                            f"nor a library of it lists the idl {library}", protocol)

    def sort(self):
        """Providers first; where they need each other, the order of the list decides."""
        ordered = []

        def visit(component, above):
            if component in ordered or component in above:
                return
            for protocol in component.uses:
                if protocol in self.providers:
                    visit(self.providers[protocol], above + [component])
            ordered.append(component)

        trusted = [c for name in TRUSTED for c in self.components if c.name == name]
        for component in trusted:
            ordered.append(component)
        for component in self.components:
            visit(component, [])
        self.components = ordered
