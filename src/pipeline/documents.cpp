#include "pipeline/documents.h"

namespace newsecho::pipeline {

namespace {

std::uint64_t size_of(const Document& d) {
  return sizeof(Document) + d.tokens.capacity() * 4 + d.flags.capacity() + d.numbers.capacity() * sizeof(Number) +
         d.occurrences.capacity() * 8 + d.title.capacity() * 4 + d.before.capacity() * sizeof(Document::Before) +
         d.rare.capacity() + d.characters.capacity() * sizeof(ShingleHash);
}

Published earliest(const Crawl& crawl, const Node& node) {
  Published first;
  for (const std::uint32_t article : node.articles) {
    const Published& p = crawl.info(article).published;
    if (p.known() &&
        (!first.known() || std::make_pair(p.seconds, p.precision) < std::make_pair(first.seconds, first.precision))) {
      first = p;
    }
  }
  return first;
}

}  // namespace

Documents::Handle Documents::get(std::uint32_t node) {
  const auto at = held_.find(node);
  return at != held_.end() ? at->second : load(node, false);
}

std::pair<Documents::Handle, Documents::Handle> Documents::get(std::uint32_t a, std::uint32_t b) {
  return noisy(a) || noisy(b) ? std::make_pair(with_characters(a), with_characters(b)) : std::make_pair(get(a), get(b));
}

Documents::Handle Documents::with_characters(std::uint32_t node) {
  const auto at = held_.find(node);
  return at != held_.end() && !at->second->characters.empty() ? at->second : load(node, true);
}

Documents::Handle Documents::load(std::uint32_t node, bool characters) {
  auto fresh = std::make_shared<Document>();
  const std::uint32_t article = crawl_.nodes[node].articles.front();
  if (absl::Status s = crawl_.spool.load(crawl_.entries[article].tokens, bytes_); !s.ok()) {
    status_.Update(s);
    return fresh;
  }
  decode(bytes_, tokens_, title_);
  prepare(tokens_, title_, earliest(crawl_, crawl_.nodes[node]), crawl_.shingle, *fresh);
  fresh->noisy = crawl_.entries[article].noisy;
  if (characters) {
    const absl::StatusOr<std::string> text = kept_text(crawl_, article);
    status_.Update(text.status());
    normalise_into(text.ok() ? std::string_view(*text) : std::string_view(), normalised_);
    character_runs_into(normalised_.text, kCharacterRun, fresh->characters);
  }
  if (frequency_ != nullptr) {
    mark_rare(*frequency_, *fresh);
  }
  hold(node, fresh);
  return fresh;
}

void Documents::hold(std::uint32_t node, Handle document) {
  held_bytes_ += size_of(*document);
  const auto [at, added] = held_.try_emplace(node, document);
  if (!added) {  // now with its characters
    held_bytes_ -= size_of(*at->second);
    at->second = std::move(document);
    return;
  }
  oldest_.push_back(node);
  while (held_bytes_ > budget_bytes_ && oldest_.size() > 1) {
    const auto gone = held_.find(oldest_.front());
    held_bytes_ -= size_of(*gone->second);
    held_.erase(gone);
    oldest_.pop_front();
  }
}

void Documents::use(const StoryFrequency* frequency) {
  frequency_ = frequency;
  held_.clear();
  oldest_.clear();
  held_bytes_ = 0;
}

void DocumentPool::use(const StoryFrequency& frequency) {
  frequency_ = &frequency;
  for (const std::unique_ptr<Documents>& documents : idle_) {
    documents->use(frequency_);
  }
}

DocumentPool::Loan DocumentPool::borrow() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) {
    idle_.push_back(std::make_unique<Documents>(crawl_, budget_bytes_));
    idle_.back()->use(frequency_);
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
