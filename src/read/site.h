// site.h — tells a host from a label.
#pragma once

#include <string_view>

namespace newsecho::read {

// Returns whether text has the form of a host name: "www.example.com", not "Example News".
bool looks_like_host(std::string_view text);

}  // namespace newsecho::read
