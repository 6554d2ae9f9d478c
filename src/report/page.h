// page.h — makes report.html: one file, no network, nothing of the crawl's text can run in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsecho {

// The first rows of a file and how many it has.
struct PageRows {
  std::size_t limit = 1000;
  std::uint64_t all = 0;
  std::vector<std::string> lines;  // JSON

  void add(std::string_view line) {
    if (lines.size() < limit) lines.emplace_back(line.substr(0, line.find_last_not_of('\n') + 1));
  }
};

struct PageData {
  std::string run;  // run.json
  PageRows stories, links, skipped, boilerplate;
};

std::string make_page(const PageData& data);

}  // namespace newsecho
