// documents.h — articles as verification sees them: views of what the spool has in memory, and of what was read from
// its file last.
//
// Threads   one Documents a thread at a time: borrow one from the pool.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/pages.h"
#include "newsecho/verify.h"
#include "pipeline/crawl.h"

namespace newsecho::pipeline {

// Replaces `out` by the runs of letters and digits of an article's kept text, as Document::characters.
absl::Status characters_into(const Crawl& crawl, std::uint32_t article, std::vector<std::uint32_t>& out);

// Puts the characters of all articles that are to be compared with a noisy one to the crawl's documents, so that
// their texts are read and normalised once.
absl::Status keep_characters(Crawl& crawl, const std::vector<Candidate>& candidates);

// Which shingles of each node are rare, found once for all.
class Rarity {
 public:
  explicit Rarity(Crawl& crawl) : crawl_(crawl), slots_(crawl.nodes.size()) {}

  // Concurrently for different nodes; then flush_keepers().
  absl::Status set(std::uint32_t node, absl::Span<const std::uint32_t> rare, Keeper& keeper);

  // Returns Document::rare, in `buffer` unless it is in memory.
  absl::StatusOr<absl::Span<const std::uint32_t>> of(std::uint32_t node, std::vector<std::uint32_t>& buffer) const;

 private:
  Crawl& crawl_;
  std::vector<Spool::Slot> slots_;
};

// The records that were read from the file last, in one piece of memory, where a new one takes the place of the oldest.
class Ring {
 public:
  Ring(std::uint64_t bytes, std::size_t nodes) : size_(bytes / 8 * 8), nodes_(nodes) {}

  // Null when it is not there, or no longer.
  const char* find(std::uint32_t node) const {
    const std::uint64_t begin = begin_.empty() ? 0 : begin_[node];
    return begin == 0 || written_ > begin + size_ ? nullptr : memory_.get() + begin % size_;
  }

  // Returns room for a record; null for one so long that two of them would not stand beside each other.
  char* add(std::uint32_t node, std::size_t bytes);

 private:
  std::uint64_t size_;
  std::size_t nodes_;
  base::Pages<char> memory_;
  std::vector<std::uint64_t> begin_;  // by node, as written_; 0: never
  std::uint64_t written_ = 0;         // bytes so far, with what was left free where the memory ends
};

class Documents {
 public:
  Documents(const Crawl& crawl, const Rarity* rarity, std::uint64_t ring_bytes)
      : crawl_(crawl), rarity_(rarity), ring_(ring_bytes, crawl.nodes.size()) {}

  // Returns a node's document: of its longest article, with the earliest date of all. An empty one when the
  // spool fails; status() says so. It stands until the next call.
  const Document& get(std::uint32_t node);

  // Returns two nodes to be compared, with their characters if one of them is noisy; both stand until the next
  // call.
  struct Both {
    const Document& a;
    const Document& b;
  };
  Both get(std::uint32_t a, std::uint32_t b);

  // Returns only their rare shingles, for which no record is looked at. REQUIRES: a rarity is in use.
  struct BothRare {
    absl::Span<const std::uint32_t> a, b;
  };
  BothRare rare(std::uint32_t a, std::uint32_t b) { return {rare_of(a, a_), rare_of(b, b_)}; }

  // From now on documents know which of their shingles few stories hold.
  void use(const Rarity* rarity) { rarity_ = rarity; }

  const absl::Status& status() const { return status_; }

 private:
  struct Side {
    Document document;
    std::vector<char> record;  // one too long for the ring
    std::vector<std::uint32_t> characters;
    std::uint32_t rare_of = ~std::uint32_t{0};  // the node whose rare shingles follow
    absl::Span<const std::uint32_t> rare;
    std::vector<std::uint32_t> rare_read;
  };

  const char* record_of(std::uint32_t node, Side& side);
  void show(std::uint32_t node, const char* record, Side& side);
  void show_characters(std::uint32_t node, Side& side);
  absl::Span<const std::uint32_t> rare_of(std::uint32_t node, Side& side);

  const Crawl& crawl_;
  const Rarity* rarity_;
  Ring ring_;
  Side a_, b_;
  absl::Status status_;
};

// Lends a Documents to whoever runs; as many exist as run at once.
class DocumentPool {
 public:
  // `ring_bytes`: of each thread, for records that are not in memory.
  DocumentPool(const Crawl& crawl, std::uint64_t ring_bytes) : crawl_(crawl), ring_bytes_(ring_bytes) {}
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
  bool rarity_known() const { return rarity_ != nullptr; }
  absl::Status status() const;

 private:
  void give_back(std::unique_ptr<Documents> documents);

  const Crawl& crawl_;
  std::uint64_t ring_bytes_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Documents>> idle_;
  const Rarity* rarity_ = nullptr;
  absl::Status status_;
};

}  // namespace newsecho::pipeline
