// SPDX-License-Identifier: MIT
// What can be typed.
#include <base/base.h>
#include <base/fmt.h>
#include <string.h>

#include "shell.h"
#include "system.h"

static void run_echo(struct shell *s, int num, char *const *words) {
    for (int i = 1; i < num; i++) {
        shell_print(s, "%s%s", words[i], i + 1 < num ? " " : "");
    }
    shell_print(s, "\n");
}

static void run_clear(struct shell *s, int num, char *const *words) {
    (void)num;
    (void)words;
    shell_print(s, "\x1b[H\x1b[2J");
}

/// "1.2 MiB", in a few characters.
static const char *size_text(uint64_t bytes, char out[16]) {
    uint64_t kib = (bytes + 1023) / 1024;
    if (kib < 1024) {
        fmt_str(out, 16, "%lu KiB", kib);
    } else {
        fmt_str(out, 16, "%lu.%lu MiB", kib / 1024, kib % 1024 * 10 / 1024);
    }
    return out;
}

static void run_tasks(struct shell *s, int num, char *const *words) {
    bool all = num > 1 && strcmp(words[1], "-a") == 0;
    shell_print(s, "\x1b[1m%-16s %-9s %10s %10s %9s\x1b[0m\n", "NAME", "STATE", "MEMORY", "LIMIT",
                "RESTARTS");
    struct system_task t;
    uint32_t left_out = 0;
    for (uint32_t i = 0; system_task(i, &t); i++) {
        if (!t.running && !all) {
            left_out++;
            continue;
        }
        char used[16];
        char limit[16];
        shell_print(s, "%-16s %s%-9s\x1b[0m %10s %10s %9u\n", t.name,
                    t.running ? "\x1b[32m" : "\x1b[90m", t.state, size_text(t.used_b, used),
                    size_text(t.limit_b, limit), t.restarts);
    }
    if (left_out > 0) {
        shell_print(s, "\x1b[90m%u more are not running; tasks -a shows them.\x1b[0m\n", left_out);
    }
}

static void run_kill(struct shell *s, int num, char *const *words) {
    if (num != 2) {
        shell_print(s, "Say which: kill NAME. tasks lists the names.\n");
        return;
    }
    status_t st = system_kill(words[1]);
    if (st == ERR_NOT_FOUND) {
        shell_print(s, "\"%s\" is not running. tasks lists what is.\n", words[1]);
    } else if (st == ERR_DENIED) {
        shell_print(s, "\"%s\" holds the system up and cannot be killed.\n", words[1]);
    } else if (st != OK) {
        shell_print(s, "kill %s: %s.\n", words[1], status_text(st));
    } else {
        shell_print(s, "Killed %s.\n", words[1]);
    }
}

static void run_launch(struct shell *s, int num, char *const *words) {
    if (num < 2) {
        shell_print(s, "Say which: launch NAME [arguments]. apps lists what there is.\n");
        return;
    }
    char args[256] = "";
    for (int i = 2; i < num; i++) {
        size_t used = strlen(args);
        fmt_str(args + used, sizeof args - used, "%s%s", i > 2 ? " " : "", words[i]);
    }
    status_t st = system_launch(words[1], args);
    if (st == ERR_NOT_FOUND) {
        shell_print(s, "There is no app \"%s\". apps lists what there is.\n", words[1]);
    } else if (st == ERR_EXISTS) {
        shell_print(s, "%s is running already.\n", words[1]);
    } else if (st != OK) {
        shell_print(s, "launch %s: %s. mem shows what is free.\n", words[1], status_text(st));
    } else {
        shell_print(s, "Started %s.\n", words[1]);
    }
}

static void run_apps(struct shell *s, int num, char *const *words) {
    (void)num;
    (void)words;
    struct system_task t;
    for (uint32_t i = 0; system_task(i, &t); i++) {
        if (t.summary[0] != 0) {
            shell_print(s, "%s%-14s\x1b[0m %s\n", t.running ? "\x1b[32m" : "", t.name, t.summary);
        }
    }
}

/// Whether a log line ("[   1.234] name: text") is of component `name`.
static bool is_of(const char *line, const char *name) {
    const char *at = strchr(line, ']');
    size_t len = strlen(name);
    return at != NULL && at[1] == ' ' && strncmp(at + 2, name, len) == 0 &&
           (at[2 + len] == ':' || at[2 + len] == ' ');
}

static void run_logs(struct shell *s, int num, char *const *words) {
    char line[320];
    uint64_t after = 0;
    uint32_t shown = 0;
    while (system_log(&after, line, sizeof line)) {
        if (num < 2 || is_of(line, words[1])) {
            bool bad = strstr(line, " error: ") != NULL;
            bool odd = strstr(line, " warning: ") != NULL;
            shell_print(s, "%s%s\x1b[0m\n", bad ? "\x1b[31m" : odd ? "\x1b[33m" : "", line);
            shown++;
        }
    }
    if (shown == 0 && num > 1) {
        shell_print(s, "Nothing in the log from \"%s\". tasks -a lists the names.\n", words[1]);
    }
}

static void run_mem(struct shell *s, int num, char *const *words) {
    (void)num;
    (void)words;
    uint64_t used = 0;
    uint64_t limit = 0;
    uint64_t free_b = 0;
    char text[2][16];
    if (!system_memory(&used, &limit, &free_b)) {
        shell_print(s, "The memory server does not answer.\n");
        return;
    }
    shell_print(s, "free      %10s\n", size_text(free_b, text[0]));
    shell_print(s, "terminal  %10s of %s\n", size_text(used, text[0]), size_text(limit, text[1]));
}

static void run_uptime(struct shell *s, int num, char *const *words) {
    (void)num;
    (void)words;
    int64_t unix_s = 0;
    uint64_t up = 0;
    if (!system_time(&unix_s, &up)) {
        shell_print(s, "The clock does not answer.\n");
        return;
    }
    shell_print(s, "%lu:%02lu:%02lu\n", up / 3600, up / 60 % 60, up % 60);
}

/// Days since 1970 as a date of the Gregorian calendar.
static void civil(int64_t days, int64_t *out_y, int *out_m, int *out_d) {
    days += 719468; // from 1 March of the year 0
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *out_d = (int)(doy - (153 * mp + 2) / 5 + 1);
    *out_m = (int)(mp < 10 ? mp + 3 : mp - 9);
    *out_y = yoe + era * 400 + (*out_m <= 2 ? 1 : 0);
}

static void run_date(struct shell *s, int num, char *const *words) {
    (void)num;
    (void)words;
    static const char *const days[] = { "Thursday", "Friday",  "Saturday", "Sunday",
                                        "Monday",   "Tuesday", "Wednesday" };
    int64_t unix_s = 0;
    uint64_t up = 0;
    if (!system_time(&unix_s, &up)) {
        shell_print(s, "The clock does not answer.\n");
        return;
    }
    int64_t y = 0;
    int m = 0;
    int d = 0;
    civil(unix_s / 86400, &y, &m, &d);
    int64_t t = unix_s % 86400;
    shell_print(s, "%s, %ld-%02d-%02d %02ld:%02ld:%02ld UTC\n", days[unix_s / 86400 % 7], y, m, d,
                t / 3600, t / 60 % 60, t % 60);
}

static void run_colors(struct shell *s, int num, char *const *words) {
    (void)num;
    (void)words;
    for (int row = 0; row < 2; row++) {
        for (int i = 0; i < 8; i++) {
            shell_print(s, "\x1b[48;5;%dm   \x1b[0m ", row * 8 + i);
        }
        shell_print(s, "\n");
    }
    for (int i = 16; i < 232; i++) {
        shell_print(s, "\x1b[48;5;%dm  %s", i, (i - 16) % 36 == 35 ? "\x1b[0m\n" : "");
    }
    for (int i = 232; i < 256; i++) {
        shell_print(s, "\x1b[48;5;%dm   ", i);
    }
    shell_print(s, "\x1b[0m\n");
    for (int i = 0; i < 72; i++) {
        shell_print(s, "\x1b[48;2;%d;%d;160m ", 40 + i * 2, 220 - i * 2);
    }
    shell_print(s, "\x1b[0m\n\x1b[1mbold\x1b[0m \x1b[3mitalic\x1b[0m \x1b[4munderline\x1b[0m "
                   "\x1b[7minverse\x1b[0m \x1b[9mstrike\x1b[0m\n");
}

static void run_history(struct shell *s, int num, char *const *words) {
    (void)num;
    (void)words;
    for (int i = 0; i < s->edit.num_history; i++) {
        shell_print(s, "%4d  %s\n", i + 1, s->edit.history[i]);
    }
}

static void run_help(struct shell *s, int num, char *const *words);

static void run_exit(struct shell *s, int num, char *const *words) {
    (void)num;
    (void)words;
    s->tty->hang_up(s->tty);
}

static const struct {
    const char *name, *usage, *text;
    void (*run)(struct shell *s, int num, char *const *words);
} commands[] = {
    { "apps", "", "what can be launched", run_apps },
    { "clear", "", "empties the screen", run_clear },
    { "colors", "", "shows all colours and styles", run_colors },
    { "date", "", "what time it is", run_date },
    { "echo", "WORDS", "writes them", run_echo },
    { "exit", "", "closes the terminal", run_exit },
    { "help", "", "this list", run_help },
    { "history", "", "what was typed", run_history },
    { "kill", "NAME", "ends a component, as if it had crashed", run_kill },
    { "launch", "NAME [ARGS]", "starts an app", run_launch },
    { "logs", "[NAME]", "what components have reported", run_logs },
    { "mem", "", "how much memory is free", run_mem },
    { "tasks", "[-a]", "components: state, memory, restarts", run_tasks },
    { "uptime", "", "how long the system has been running", run_uptime },
};

static void run_help(struct shell *s, int num, char *const *words) {
    (void)num;
    (void)words;
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        shell_print(s, "\x1b[1m%-8s\x1b[0m %-12s %s\n", commands[i].name, commands[i].usage,
                    commands[i].text);
    }
    shell_print(s, "\x1b[90mTab completes, the arrow keys bring back what was typed.\x1b[0m\n");
}

bool shell_command(struct shell *s, int num, char *const *words) {
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        if (strcmp(commands[i].name, words[0]) == 0) {
            commands[i].run(s, num, words);
            return true;
        }
    }
    return false;
}

const char *shell_complete(const char *prefix, bool command, int index) {
    size_t len = strlen(prefix);
    for (size_t i = 0; command && i < ARRAY_LEN(commands); i++) {
        if (strncmp(commands[i].name, prefix, len) == 0 && index-- == 0) {
            return commands[i].name;
        }
    }
    static struct system_task t;
    for (uint32_t i = 0; !command && system_task(i, &t); i++) {
        if (strncmp(t.name, prefix, len) == 0 && index-- == 0) {
            return t.name;
        }
    }
    return NULL;
}
