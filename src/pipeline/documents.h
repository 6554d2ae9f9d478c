// documents.h — articles as verification sees them, taken from the spool when asked for and kept while there
// is room.
//
// Threads   one Documents a thread at a time: borrow one from the pool.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "newsecho/verify.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

// Replaces `out` by the runs of letters and digits of an article's kept text, as Document::characters.
absl::Status characters_into(const Crawl& crawl, std::uint32_t article, std::vector<std::uint32_t>& out);

// Puts the characters of all articles that are to be compared with a noisy one to the crawl's documents, so that
// their texts are read and normalised once.
absl::Status keep_characters(Crawl& crawl, const std::vector<Candidate>& candidates);

// Which shingles of each node are rare, found once for all: a bit a shingle.
class Rarity {
 public:
  explicit Rarity(const Crawl& crawl);
  absl::Span<std::uint64_t> of(std::uint32_t node) {
    return absl::MakeSpan(bits_).subspan(begin_[node], begin_[node + 1] - begin_[node]);
  }
  absl::Span<const std::uint64_t> of(std::uint32_t node) const {
    return absl::MakeConstSpan(bits_).subspan(begin_[node], begin_[node + 1] - begin_[node]);
  }

 private:
  std::vector<std::uint64_t> begin_, bits_;
};

class Documents {
 public:
  Documents(const Crawl& crawl, std::uint64_t budget_bytes)
      : crawl_(crawl), budget_bytes_(budget_bytes), held_(crawl.nodes.size()) {}

  // Returns a node's document: of its longest article, with the earliest date of all. An empty one when the
  // spool fails; status() says so. It stands until the next call.
  const Document& get(std::uint32_t node) { return load(node, node); }

  // Returns two nodes to be compared, with their characters if one of them is noisy; both stand until the next
  // call.
  struct Both {
    const Document& a;
    const Document& b;
  };
  Both get(std::uint32_t a, std::uint32_t b);

  // From now on documents know which of their shingles few stories hold. REQUIRES: they know of no other rarity.
  void use(const Rarity* rarity) { rarity_ = rarity; }

  const absl::Status& status() const { return status_; }

 private:
  Document& load(std::uint32_t node, std::uint32_t spared);
  void add_characters(std::uint32_t node, Document& document);
  void add_rarity(std::uint32_t node, Document& document);
  void make_room(std::uint32_t spared);

  const Crawl& crawl_;
  std::uint64_t budget_bytes_;
  const Rarity* rarity_ = nullptr;
  std::uint64_t held_bytes_ = 0;
  std::vector<std::unique_ptr<Document>> held_;  // by node
  std::deque<std::uint32_t> oldest_;
  absl::Status status_;
};

// Lends a Documents to whoever runs; as many exist as run at once.
class DocumentPool {
 public:
  DocumentPool(const Crawl& crawl, std::uint64_t budget_bytes) : crawl_(crawl), budget_bytes_(budget_bytes) {}
  ~DocumentPool();
  DocumentPool(const DocumentPool&) = delete;
  DocumentPool& operator=(const DocumentPool&) = delete;

  class Loan {
   public:
    Loan(DocumentPool& pool, std::unique_ptr<Documents> documents) : pool_(pool), documents_(std::move(documents)) {}
    ~Loan() { pool_.give_back(std::move(documents_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Documents& operator*() const { return *documents_; }
    Documents* operator->() const { return documents_.get(); }

   private:
    DocumentPool& pool_;
    std::unique_ptr<Documents> documents_;
  };

  Loan borrow();
  // REQUIRES: nothing is lent.
  void use(const Rarity& rarity);
  absl::Status status() const;

 private:
  void give_back(std::unique_ptr<Documents> documents);

  const Crawl& crawl_;
  std::uint64_t budget_bytes_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Documents>> idle_;
  const Rarity* rarity_ = nullptr;
  absl::Status status_;
};

}  // namespace newsecho::pipeline
