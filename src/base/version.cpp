#include "newsecho/version.h"

namespace newsecho {

std::string_view version() { return NEWSECHO_VERSION; }

}  // namespace newsecho
