#include "pipeline/documents.h"

namespace newsecho::pipeline {

namespace {

std::uint64_t size_of(const Document& d) {
  return sizeof(Document) + (d.record ? d.record->capacity() : 0) + d.rare.capacity() * sizeof(d.rare[0]) +
         d.characters.capacity() * sizeof(ShingleHash);
}

}  // namespace

Documents::Both Documents::get(std::uint32_t a, std::uint32_t b) {
  Document& x = load(a, b);
  Document& y = load(b, a);
  if (noisy(a) || noisy(b)) {
    add_characters(a, x);
    add_characters(b, y);
  }
  return {x, y};
}

void Documents::add_characters(std::uint32_t node, Document& document) {
  if (!document.characters.empty()) {
    return;
  }
  held_bytes_ -= size_of(document);
  const absl::StatusOr<std::string> text = kept_text(crawl_, crawl_.nodes[node].articles.front());
  status_.Update(text.status());
  normalise_into(text.ok() ? std::string_view(*text) : std::string_view(), normalised_);
  character_runs_into(normalised_.text, kCharacterRun, document.characters);
  held_bytes_ += size_of(document);
}

Document& Documents::load(std::uint32_t node, std::uint32_t spared) {
  if (held_[node] != nullptr) {
    return *held_[node];
  }
  make_room(spared);
  auto fresh = std::make_unique<Document>();
  const Entry& entry = crawl_.entries[crawl_.nodes[node].articles.front()];
  if (const char* at = crawl_.documents.in_memory(entry.document); at != nullptr) {
    *fresh = view_record({at, entry.document.size});
  } else {
    auto record = std::make_shared<std::vector<char>>();
    const absl::Status loaded = crawl_.documents.load(entry.document, *record);
    status_.Update(loaded);
    if (loaded.ok()) {
      *fresh = view_record(*record);
      fresh->record = std::move(record);
    }
  }
  fresh->published = crawl_.nodes[node].published;
  fresh->noisy = entry.noisy;
  if (frequency_ != nullptr) {
    mark_rare(*frequency_, *fresh);
  }
  held_bytes_ += size_of(*fresh);
  oldest_.push_back(node);
  held_[node] = std::move(fresh);
  return *held_[node];
}

void Documents::make_room(std::uint32_t spared) {
  while (held_bytes_ > budget_bytes_ && oldest_.size() > 1) {
    const std::uint32_t node = oldest_.front();
    oldest_.pop_front();
    if (node == spared) {
      oldest_.push_back(node);
      continue;
    }
    held_bytes_ -= size_of(*held_[node]);
    held_[node].reset();
  }
}

void Documents::use(const StoryFrequency* frequency) {
  frequency_ = frequency;
  for (const std::uint32_t node : oldest_) {
    held_[node].reset();
  }
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
