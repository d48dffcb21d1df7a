// SPDX-License-Identifier: MIT
/// @file
/// Names and texts of the status codes, from libs/abi/status.def.

#include <base/base.h>

const char *status_text(status_t status) {
    switch (status) {
#define STATUS(name, number, text)                                                                 \
    case name:                                                                                     \
        return text;
#include <abi/status.def>
#undef STATUS
    }
    return "unknown status";
}

const char *status_name(status_t status) {
    switch (status) {
#define STATUS(name, number, text)                                                                 \
    case name:                                                                                     \
        return #name;
#include <abi/status.def>
#undef STATUS
    }
    return "ERR_UNKNOWN";
}
