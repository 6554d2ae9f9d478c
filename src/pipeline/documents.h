// documents.h — articles prepared for comparison, loaded from the spool when asked for and kept while
// there is room.
//
// Threads   one Documents a thread at a time: borrow one from the pool.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "newsecho/verify.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

class Documents {
 public:
  using Handle = std::shared_ptr<const Document>;

  Documents(const Crawl& crawl, std::uint64_t budget_bytes) : crawl_(crawl), budget_bytes_(budget_bytes) {}

  // Returns a node's document: of its longest article, with the earliest date of all. An empty one
  // when the spool fails; status() says so.
  Handle get(std::uint32_t node);

  // From now on documents know which of their shingles few stories hold.
  void use(const StoryFrequency* frequency);

  // Returns two nodes to be compared, with their characters if one of them is noisy.
  std::pair<Handle, Handle> get(std::uint32_t a, std::uint32_t b);
  const absl::Status& status() const { return status_; }

 private:
  bool noisy(std::uint32_t node) const { return crawl_.entries[crawl_.nodes[node].articles.front()].noisy; }
  Handle with_characters(std::uint32_t node);
  Handle load(std::uint32_t node, bool characters);
  void hold(std::uint32_t node, Handle document);

  const Crawl& crawl_;
  std::uint64_t budget_bytes_;
  const StoryFrequency* frequency_ = nullptr;
  std::uint64_t held_bytes_ = 0;
  absl::flat_hash_map<std::uint32_t, Handle> held_;
  std::deque<std::uint32_t> oldest_;
  std::vector<char> bytes_;
  std::vector<std::uint32_t> title_;
  Tokens tokens_;
  Normalised normalised_;
  absl::Status status_;
};

// Lends a Documents to whoever runs; as many exist as run at once.
class DocumentPool {
 public:
  DocumentPool(const Crawl& crawl, std::uint64_t budget_bytes) : crawl_(crawl), budget_bytes_(budget_bytes) {}

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
  void use(const StoryFrequency& frequency);
  absl::Status status() const;

 private:
  void give_back(std::unique_ptr<Documents> documents);

  const Crawl& crawl_;
  std::uint64_t budget_bytes_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Documents>> idle_;
  const StoryFrequency* frequency_ = nullptr;
  absl::Status status_;
};

}  // namespace newsecho::pipeline
