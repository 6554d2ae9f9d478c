// misread.h — tells a scan from another wording, where there is no crawl whose words would tell it.
#pragma once

#include <string_view>

#include "compare/pairing.h"

namespace newsecho::compare_detail {

// Whether many words of one text stand in the other with a letter or two exchanged: "Cieek" for "Creek".
bool looks_misread(const Words& a, std::string_view text_a, const Words& b, std::string_view text_b,
                   const Pairing& pairing);

}  // namespace newsecho::compare_detail
