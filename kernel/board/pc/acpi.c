// SPDX-License-Identifier: MIT
/// @file
/// The little of ACPI that the kernel needs: interrupt controllers (MADT), power (FADT, \_S5).
#include <base/string.h>

#include "pc.h"

enum {
    TABLE_MAX_B = 1 << 20,
    TABLES_MAX = 128,
    MADT_FIRST_ENTRY = 44,
    MADT_IOAPIC = 1,
    MADT_OVERRIDE = 2,
    OVERRIDE_ACTIVE_LOW = 3,
    OVERRIDE_LEVEL = 3 << 2,
    FADT_DSDT = 40,
    FADT_PM1A = 64,
    FADT_PM1B = 68,
    FADT_FLAGS = 112,
    FADT_RESET = 116, ///< Generic address: space, width, offset, access, 64-bit address.
    FADT_RESET_VALUE = 128,
    FADT_FLAG_RESET = 1 << 10,
    SPACE_IO = 1,
    AML_BYTE = 0x0a,
    AML_PACKAGE = 0x12,
    EBDA_POINTER = 0x40e,
    BIOS_START = 0xe0000,
    BIOS_B = 0x20000,
    RSDP_B = 36,
    RSDP_OLD_B = 20,
};
#define IOAPIC_DEFAULT UINT64_C(0xfec00000)

/// Tables may lie at any address, so nothing may assume alignment.
struct table_head {
    char signature[4];
    uint32_t size_b;
    uint8_t revision, checksum;
    char oem[6], oem_table[8];
    uint32_t oem_revision, creator, creator_revision;
} __attribute__((packed));
_Static_assert(sizeof(struct table_head) == 36, "ACPI's format");

struct rsdp {
    char signature[8];
    uint8_t checksum;
    char oem[6];
    uint8_t revision;
    uint32_t rsdt;
    uint32_t size_b;
    uint64_t xsdt;
} __attribute__((packed));

static uint32_t read32(const uint8_t *bytes) {
    uint32_t value;
    memcpy(&value, bytes, sizeof(value));
    return value;
}

static bool sums_to_zero(const uint8_t *bytes, uint64_t size_b) {
    uint8_t sum = 0;
    for (uint64_t i = 0; i < size_b; i++) {
        sum = (uint8_t)(sum + bytes[i]);
    }
    return sum == 0;
}

static bool is_rsdp(const uint8_t *bytes) {
    return memcmp(bytes, "RSD PTR ", 8) == 0 && sums_to_zero(bytes, RSDP_OLD_B);
}

static paddr_t scan_rsdp(paddr_t start, uint64_t size_b) {
    for (paddr_t at = start; at + RSDP_B <= start + size_b; at += 16) {
        if (is_rsdp((const uint8_t *)(uintptr_t)at)) {
            return at;
        }
    }
    return 0;
}

static paddr_t find_rsdp(const struct pc_loader_info *info) {
    if (pc_is_readable(info->acpi_rsdp, RSDP_B) &&
        is_rsdp((const uint8_t *)(uintptr_t)info->acpi_rsdp)) {
        return info->acpi_rsdp;
    }
    uint16_t segment;
    memcpy(&segment, (const void *)(uintptr_t)EBDA_POINTER, sizeof(segment));
    paddr_t ebda = (paddr_t)segment << 4;
    paddr_t found = ebda >= 0x80000 && ebda < 0xa0000 ? scan_rsdp(ebda, 1024) : 0;
    return found != 0 ? found : scan_rsdp(BIOS_START, BIOS_B);
}

/// A whole, correct table at `paddr`, or NULL.
static const struct table_head *table_at(paddr_t paddr) {
    if (!pc_is_readable(paddr, sizeof(struct table_head))) {
        return NULL;
    }
    const struct table_head *head = (const struct table_head *)(uintptr_t)paddr;
    if (head->size_b < sizeof(*head) || head->size_b > TABLE_MAX_B ||
        !pc_is_readable(paddr, head->size_b) ||
        !sums_to_zero((const uint8_t *)head, head->size_b)) {
        return NULL;
    }
    return head;
}

static const struct table_head *find_table(const struct rsdp *rsdp, const char *signature) {
    bool is_wide = rsdp->revision >= 2 && table_at(rsdp->xsdt) != NULL;
    const struct table_head *list = table_at(is_wide ? rsdp->xsdt : rsdp->rsdt);
    if (list == NULL) {
        return NULL;
    }
    uint32_t entry_b = is_wide ? 8 : 4;
    uint32_t count = MIN((list->size_b - (uint32_t)sizeof(*list)) / entry_b, (uint32_t)TABLES_MAX);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t paddr = 0;
        memcpy(&paddr, (const uint8_t *)(list + 1) + (uint64_t)i * entry_b, entry_b);
        const struct table_head *table = table_at(paddr);
        if (table != NULL && memcmp(table->signature, signature, 4) == 0) {
            return table;
        }
    }
    return NULL;
}

static void read_madt_entry(const uint8_t *entry, uint32_t size_b, struct pc_acpi *out) {
    if (entry[0] == MADT_IOAPIC && size_b >= 12 && out->num_ioapics < PC_IOAPICS_MAX) {
        out->ioapics[out->num_ioapics].paddr = read32(entry + 4);
        out->ioapics[out->num_ioapics].gsi_base = read32(entry + 8);
        out->num_ioapics++;
    }
    if (entry[0] == MADT_OVERRIDE && size_b >= 10 && entry[3] < PC_ISA_LINES) {
        out->isa[entry[3]] = (struct pc_isa_line){
            .gsi = read32(entry + 4),
            .active_low = (entry[8] & OVERRIDE_ACTIVE_LOW) == OVERRIDE_ACTIVE_LOW,
            .level = (entry[8] & OVERRIDE_LEVEL) == OVERRIDE_LEVEL,
        };
    }
}

static void read_madt(const struct table_head *madt, struct pc_acpi *out) {
    const uint8_t *bytes = (const uint8_t *)madt;
    uint32_t at = MADT_FIRST_ENTRY;
    while (at + 2 <= madt->size_b && bytes[at + 1] >= 2 && bytes[at + 1] <= madt->size_b - at) {
        read_madt_entry(bytes + at, bytes[at + 1], out);
        at += bytes[at + 1];
    }
}

/// A number of a package: a constant or a byte.
static uint32_t read_aml_number(const uint8_t *aml, uint8_t *out) {
    if (aml[0] == AML_BYTE) {
        *out = aml[1];
        return 2;
    }
    *out = aml[0] == 1 ? 1 : 0;
    return 1;
}

/// Looks for Name(_S5_, Package{a, b, ...}) in the bytes, without an interpreter.
static void read_s5(const struct table_head *dsdt, struct pc_acpi *out) {
    const uint8_t *bytes = (const uint8_t *)dsdt;
    for (uint32_t at = sizeof(*dsdt); at + 16 <= dsdt->size_b; at++) {
        if (memcmp(bytes + at, "_S5_", 4) != 0 || bytes[at + 4] != AML_PACKAGE) {
            continue;
        }
        // The package's length takes 1 byte and as many as its two top bits say, then the count.
        uint32_t value = at + 5 + 1 + (bytes[at + 5] >> 6) + 1;
        value += read_aml_number(bytes + value, &out->s5_a);
        if (value + 2 <= dsdt->size_b) {
            read_aml_number(bytes + value, &out->s5_b);
        }
        return;
    }
}

static void read_fadt(const struct table_head *fadt, struct pc_acpi *out) {
    const uint8_t *bytes = (const uint8_t *)fadt;
    if (fadt->size_b < FADT_FLAGS + 4) {
        return;
    }
    const struct table_head *dsdt = table_at(read32(bytes + FADT_DSDT));
    if (dsdt != NULL) {
        out->pm1a_port = (uint16_t)read32(bytes + FADT_PM1A);
        out->pm1b_port = (uint16_t)read32(bytes + FADT_PM1B);
        read_s5(dsdt, out);
    }
    bool has_reset = (read32(bytes + FADT_FLAGS) & FADT_FLAG_RESET) != 0;
    if (has_reset && fadt->size_b > FADT_RESET_VALUE && bytes[FADT_RESET] == SPACE_IO) {
        out->reset_port = (uint16_t)read32(bytes + FADT_RESET + 4);
        out->reset_value = bytes[FADT_RESET_VALUE];
    }
}

paddr_t pc_read_acpi(const struct pc_loader_info *info, struct pc_acpi *out) {
    for (uint32_t i = 0; i < PC_ISA_LINES; i++) {
        out->isa[i].gsi = i;
    }
    paddr_t paddr = find_rsdp(info);
    struct rsdp rsdp = { 0 };
    if (paddr != 0) {
        memcpy(&rsdp, (const void *)(uintptr_t)paddr, sizeof(rsdp));
    } else if (info->has_rsdp_copy && is_rsdp(info->rsdp_copy)) {
        memcpy(&rsdp, info->rsdp_copy, sizeof(rsdp));
    }
    const struct table_head *madt = find_table(&rsdp, "APIC");
    const struct table_head *fadt = find_table(&rsdp, "FACP");
    if (madt != NULL) {
        read_madt(madt, out);
    }
    if (fadt != NULL) {
        read_fadt(fadt, out);
    }
    if (out->num_ioapics == 0) {
        out->ioapics[0].paddr = IOAPIC_DEFAULT;
        out->num_ioapics = 1;
    }
    return paddr;
}
