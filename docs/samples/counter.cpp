// SPDX-License-Identifier: MIT
// The counter in C++.
#include <ui.hpp>

static int n;

static void view() {
    ui::Window("Counter", { .w = 280 }, [] {
        ui::Column({ .pad = 20, .gap = 16, .align = UI_CENTER }, [] {
            ui::text(ui_fmt("%d", n), { .style = UI_DISPLAY });
            ui::Row({ .gap = 8 }, [] {
                ui::button("−1", ui::on([] { n--; }), { .disabled = n == 0 });
                ui::button("Add one", ui::on([] { n++; }), { .tone = UI_ACCENT });
            });
        });
    });
}

int main() {
    return ui_run(view);
}
