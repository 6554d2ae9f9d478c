#include "pipeline/documents.h"

namespace newsecho::pipeline {

namespace {

std::uint64_t size_of(const Document& d) {
  return sizeof(Document) + d.tokens.capacity() * 4 + d.flags.capacity() + d.numbers.capacity() * sizeof(Number) +
         d.occurrences.capacity() * 8 + d.title.capacity() * 4;
}

}  // namespace

Documents::Handle Documents::get(std::uint32_t node) {
  const auto at = held_.find(node);
  if (at != held_.end()) {
    return at->second;
  }
  auto fresh = std::make_shared<Document>();
  const std::uint32_t article = crawl_.nodes[node].articles.front();
  if (absl::Status s = crawl_.spool.load(crawl_.entries[article].tokens, bytes_); !s.ok()) {
    status_.Update(s);
    return fresh;
  }
  decode(bytes_, tokens_, title_);
  prepare(tokens_, title_, crawl_.info(article).published, crawl_.shingle, *fresh);
  held_bytes_ += size_of(*fresh);
  held_.emplace(node, fresh);
  oldest_.push_back(node);
  while (held_bytes_ > budget_bytes_ && oldest_.size() > 1) {
    const auto gone = held_.find(oldest_.front());
    held_bytes_ -= size_of(*gone->second);
    held_.erase(gone);
    oldest_.pop_front();
  }
  return fresh;
}

DocumentPool::Loan DocumentPool::borrow() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) {
    return {*this, std::make_unique<Documents>(crawl_, budget_bytes_)};
  }
  std::unique_ptr<Documents> one = std::move(idle_.back());
  idle_.pop_back();
  return {*this, std::move(one)};
}

void DocumentPool::give_back(std::unique_ptr<Documents> documents) {
  const std::lock_guard lock(mutex_);
  status_.Update(documents->status());
  idle_.push_back(std::move(documents));
}

absl::Status DocumentPool::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

}  // namespace newsecho::pipeline
