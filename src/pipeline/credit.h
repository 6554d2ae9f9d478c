// credit.h — the agency an article names in its dateline or byline.
#pragma once

#include <string>
#include <string_view>

namespace newsecho::pipeline {

// Returns "Reuters" for "LONDON (Reuters) - ...", the part behind a comma or slash of a byline such as
// "Jane Doe, Associated Press", or "".
std::string credit_of(std::string_view text, std::string_view byline);

}  // namespace newsecho::pipeline
