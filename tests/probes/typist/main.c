// SPDX-License-Identifier: MIT
// Line n of what is typed has LINE letters that follow from n (tests/system/test_survival.py types them). Each
// line ends with Enter; what stands in the variable then is compared byte by byte.
#include <base/fmt.h>
#include <string.h>
#include <ui.h>

#define LINE 24

static char line[64];
static char said[64] = "0 right, 0 wrong";
static char first_wrong[128];
static int right, wrong;

static void submitted(ui_event *event) {
    char want[LINE + 1] = { 0 };
    int n = right + wrong;
    for (int i = 0; i < LINE; i++) {
        want[i] = (char)('a' + (n * 7 + i * 5 + i * i) % 26);
    }
    if (strcmp(line, want) == 0) {
        right++;
    } else {
        if (wrong++ == 0) {
            fmt_str(first_wrong, sizeof(first_wrong), "line %d: %s", n, line);
        }
    }
    fmt_str(said, sizeof(said), "%d right, %d wrong", right, wrong);
    line[0] = 0;
}

static void view(void) {
    Window("Typist", .w = 420) {
        Column() {
            ui_text_field(line, sizeof(line), .on_submit = { submitted });
            ui_text(said);
            ui_text(first_wrong);
        }
    }
}

int main(void) {
    return ui_run(view);
}
