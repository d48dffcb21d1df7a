// SPDX-License-Identifier: MIT
#include "words.h"

int words_split(char *line, char *words[WORDS_MAX]) {
    int num = 0;
    char *in = line;
    for (;;) {
        while (*in == ' ' || *in == '\t') {
            in++;
        }
        if (*in == 0 || num == WORDS_MAX) {
            return num;
        }
        char *out = in;
        words[num++] = out;
        char quote = 0;
        for (; *in != 0 && (quote != 0 || (*in != ' ' && *in != '\t')); in++) {
            if (quote == 0 && (*in == '"' || *in == '\'')) {
                quote = *in;
            } else if (*in == quote) {
                quote = 0;
            } else if (*in == '\\' && quote != '\'' && in[1] != 0) {
                *out++ = *++in;
            } else {
                *out++ = *in;
            }
        }
        if (quote != 0) {
            return -1;
        }
        char *next = *in != 0 ? in + 1 : in;
        *out = 0;
        in = next;
    }
}
