// documents.h — articles as verification sees them: views of what the spools hold.
//
//   DocumentPool readers(crawl);
//   const auto documents = readers.borrow();
//   const auto& [a, b] = documents->get(3, 7);
//
// Cost      nothing where records lie in memory, or all are shown; else a read, unless the node was among the last.
// Memory    of those it keeps the records of a thousand, and the letters of a hundred nodes: 5 MB.
// Threads   one Documents a thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/pool.h"
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
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  static constexpr std::size_t kCopies = 1024;

  // A copy of a record that the spool would not keep shown.
  struct Copy {
    std::uint32_t node = kNone;
    std::vector<char> bytes;
  };

  void show(std::uint32_t node, const char* record, Document& document) const;
  // Returns a node's record, without touching that of `other`, which may be itself.
  const char* record_of(std::uint32_t node, std::uint32_t other);
  void show_characters(std::uint32_t node, Document& document);

  const Crawl& crawl_;
  Document a_, b_;
  std::vector<Copy> copies_ = std::vector<Copy>(kCopies);  // by node: those next to each other are alike, and compared
  Copy spare_;
  // Of nodes that no candidate is of: the grouping asks for the same ones again and again.
  absl::flat_hash_map<std::uint32_t, std::vector<std::uint32_t>> characters_;
};

// Lends each thread its own.
class DocumentPool : public base::Pool<Documents> {
 public:
  explicit DocumentPool(const Crawl& crawl) : Pool([&crawl] { return std::make_unique<Documents>(crawl); }) {}
};

}  // namespace newsecho::pipeline
