// compare.h — verified pairs of nodes, and what is decided over all of them.
#pragma once

#include <vector>

#include "newsecho/cluster.h"
#include "newsecho/verify.h"
#include "pipeline/documents.h"

namespace newsecho::pipeline {

struct Verified {
  std::uint32_t a, b;  // nodes, a < b
  Evidence evidence;
};

using Groups = std::vector<std::vector<std::uint32_t>>;  // of nodes, medoid first; two or more each

// Finds nodes that hold several reports that are not one another, and turns their pairs into links.
void mark_roundups(const Crawl& crawl, std::vector<Verified>& pairs);

// Fills stories, assignments, links and pairs of the result.
absl::Status assemble(Crawl& crawl, const Groups& groups, const std::vector<Verified>& pairs,
                      const VerifyOptions& options, DocumentPool& pool);

}  // namespace newsecho::pipeline
