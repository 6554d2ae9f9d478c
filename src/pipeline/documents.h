// documents.h — articles as verification sees them: views of what the spools hold.
//
// Threads   one Documents a thread at a time; it costs nothing to make.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "newsecho/verify.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

// Replaces `out` by the runs of letters and digits of an article's kept text, as Document::characters.
void characters_into(const Crawl& crawl, std::uint32_t article, std::vector<std::uint32_t>& out);

// Puts the characters of all articles that are to be compared with a noisy one to the crawl's documents, so that
// their texts are read and normalised once.
absl::Status keep_characters(Crawl& crawl, const Candidates& candidates);

class Documents {
 public:
  explicit Documents(const Crawl& crawl) : crawl_(crawl) {}

  // Returns a node's document: of its longest article, with the earliest date of all. It stands until the next call.
  const Document& get(std::uint32_t node);

  // Returns two nodes to be compared, with their characters if one of them is noisy; both stand until the next
  // call.
  struct Both {
    const Document& a;
    const Document& b;
  };
  Both get(std::uint32_t a, std::uint32_t b);

 private:
  void show(std::uint32_t node, Document& document) const;
  void show_characters(std::uint32_t node, Document& document);

  const Crawl& crawl_;
  Document a_, b_;
  // Of nodes that no candidate is of: the grouping asks for the same ones again and again.
  absl::flat_hash_map<std::uint32_t, std::vector<std::uint32_t>> characters_;
};

}  // namespace newsecho::pipeline
