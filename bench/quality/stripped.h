// stripped.h — which parts of a crawl's articles were taken for boilerplate, for whoever knows which were.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace newsecho::bench {

// Writes {"id", "stripped": [[begin, end], ...]}, byte ranges in the article's text, a line for each article.
absl::Status write_stripped(const std::string& crawl, const std::string& file);

}  // namespace newsecho::bench
