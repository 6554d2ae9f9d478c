// bundle.h — the page's script and style, built from web/ and checked in under bundle/; CMake makes them source.
#pragma once

#include <string_view>

#include "absl/types/span.h"

namespace newsecho::bundle {

// In pieces: a compiler need not take longer literals.
absl::Span<const std::string_view> script();
absl::Span<const std::string_view> style();

// As the content security policy names them.
std::string_view script_hash();
std::string_view style_hash();

}  // namespace newsecho::bundle
