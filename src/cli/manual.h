// manual.h — the manual page.
#pragma once

#include <string>

#include "cli/listing.h"

namespace newsecho::cli {

// Returns the page in roff: newsecho --man | man -l -
std::string manual(const Listing& program);

}  // namespace newsecho::cli
