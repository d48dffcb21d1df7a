// SPDX-License-Identifier: MIT
// Configuration of pixman, checked by hand: one thread, SSE2 and SSSE3 (chosen by cpuid when the
// program starts), no MMX.
#pragma once

#define PACKAGE "pixman"
#define SIZEOF_LONG 8
#define HAVE_BUILTIN_CLZ 1
#define HAVE_GCC_VECTOR_EXTENSIONS 1
#define HAVE_UNISTD_H 1
#define PIXMAN_NO_TLS 1
#define TOOLCHAIN_SUPPORTS_ATTRIBUTE_CONSTRUCTOR 1
#define USE_GCC_INLINE_ASM 1
#define USE_SSE2 1
#define USE_SSSE3 1
