// SPDX-License-Identifier: MIT
// Configuration of cairo, checked by hand: image surfaces and FreeType fonts, one thread.
#pragma once

#define HAVE_STDINT_H 1
#define HAVE_INTTYPES_H 1
#define HAVE_UNISTD_H 1
#define HAVE_BYTESWAP_H 1
#define HAVE_UINT64_T 1
#define HAVE___UINT128_T 1
#define HAVE_CLOCK_GETTIME 1
#define HAVE_CXX11_ATOMIC_PRIMITIVES 1
#define SIZEOF_INT 4
#define SIZEOF_LONG 8
#define SIZEOF_LONG_LONG 8
#define SIZEOF_SIZE_T 8
#define SIZEOF_VOID_P 8

#define HAVE_FT_DONE_MM_VAR 1
#define HAVE_FT_GET_VAR_DESIGN_COORDINATES 1
#define HAVE_FT_GET_X11_FONT_FORMAT 1
#define HAVE_FT_GLYPHSLOT_EMBOLDEN 1
#define HAVE_FT_GLYPHSLOT_OBLIQUE 1
#define HAVE_FT_LIBRARY_SETLCDFILTER 1
#define HAVE_FT_LOAD_SFNT_TABLE 1

#define PACKAGE_NAME "cairo"
#define PACKAGE_VERSION "1.16.0"
