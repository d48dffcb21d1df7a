#!/bin/sh
# SPDX-License-Identifier: MIT
# Cuts the Japanese fallback font down to what is common: signs, kana and the kanji of JIS level 1.
set -eu
python3 "$PORT/characters.py" >characters
mkdir -p "$OUT/fonts"
PYTHONPATH="$SRC/usr/lib/python3/dist-packages" python3 -m fontTools.subset \
    "$SRC/usr/share/fonts/truetype/motoya-l-cedar/MTLc3m.ttf" --unicodes-file=characters \
    --output-file="$OUT/fonts/Fallback-Japanese.ttf" --no-hinting --layout-features= \
    --drop-tables+=GSUB,GPOS,vhea,vmtx,VORG,BASE,mort --name-IDs= --no-glyph-names \
    --no-recalc-timestamp
