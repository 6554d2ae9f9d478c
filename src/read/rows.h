// rows.h — comma or tab separated records. Source: RFC 4180.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "newsecho/read.h"
#include "read/draft.h"

namespace newsecho::read {

// Returns the fields of one record, quotes removed and doubled ones made single.
std::vector<std::string> split_row(std::string_view record, char separator);

// Offers a row's fields by the names in the header. Returns false with the reason when it has more of them (empty ones
// at the end do not count) or when it ends before the text.
bool parse_row(std::string_view record, char separator, const std::vector<std::string>& header, Draft& draft,
               std::string& reason);

}  // namespace newsecho::read
