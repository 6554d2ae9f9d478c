// pick.h — the one article a user means: a file, standard input, or an id within a crawl.
#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "newsecho/compare.h"
#include "newsecho/read.h"

namespace newsecho::cli {

// Returns the only article of a file; "-" is standard input.
absl::StatusOr<Article> article_of_file(const std::string& file, const ReadOptions& options);

// Returns two articles of a crawl by their ids, as the results of a run name them: of equal ids the first
// published has it, the others are id#2, id#3. What no article has for an id may be a url, a file or "-".
absl::StatusOr<std::pair<Article, Article>> articles_of_crawl(const std::string& a, const std::string& b,
                                                              const std::string& crawl, const ReadOptions& options);

// Learns from that crawl which lines belong to the sites of the two. Standard input cannot
// be read again: nothing is learned then.
absl::StatusOr<SiteLines> lines_of_sites(const Article& a, const Article& b, const std::string& crawl,
                                         const ReadOptions& options);

}  // namespace newsecho::cli
