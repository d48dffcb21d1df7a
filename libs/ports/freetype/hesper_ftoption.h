// SPDX-License-Identifier: MIT
// FreeType's default options, minus what plain OpenType fonts do not need.
#include <freetype/config/ftoption.h>

#undef FT_CONFIG_OPTION_ENVIRONMENT_PROPERTIES
#undef FT_CONFIG_OPTION_USE_LZW
#undef FT_CONFIG_OPTION_USE_ZLIB
#undef FT_CONFIG_OPTION_MAC_FONTS
#undef FT_CONFIG_OPTION_GUESSING_EMBEDDED_RFORK
#undef FT_CONFIG_OPTION_SVG
#undef TT_CONFIG_OPTION_BDF
#undef AF_CONFIG_OPTION_INDIC
