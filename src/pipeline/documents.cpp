#include "pipeline/documents.h"

#include <cstring>

namespace newsecho::pipeline {

namespace {

std::uint64_t size_of(const Document& d) {
  return sizeof(Document) + (d.record ? d.record->capacity() : 0) + d.rare.capacity() * sizeof(d.rare[0]) +
         (d.of_characters ? d.of_characters->capacity() : 0);
}

}  // namespace

absl::Status characters_into(const Crawl& crawl, std::uint32_t article, std::vector<std::uint32_t>& out) {
  thread_local Normalised normalised;
  thread_local std::vector<ShingleHash> runs;
  const absl::StatusOr<std::string> text = kept_text(crawl, article);
  normalise_into(text.ok() ? std::string_view(*text) : std::string_view(), normalised);
  character_runs_into(normalised.text, kCharacterRun, runs);
  out.clear();
  for (const ShingleHash run : runs) {
    const auto upper = static_cast<std::uint32_t>(run >> 32);
    if (out.empty() || out.back() != upper) {
      out.push_back(upper);
    }
  }
  return text.status();
}

absl::Status keep_characters(Crawl& crawl, const std::vector<Candidate>& candidates) {
  StageClock clock(crawl.result.counts, crawl.options, "verify");
  std::vector<std::uint8_t> noisy(crawl.nodes.size());
  for (std::uint32_t node = 0; node < noisy.size(); ++node) {
    noisy[node] = crawl.entries[crawl.nodes[node].articles.front()].noisy ? 1 : 0;
  }
  std::vector<std::uint8_t> wanted(crawl.nodes.size(), 0);
  for (const Candidate& c : candidates) {
    if ((noisy[c.a] | noisy[c.b]) != 0) {
      wanted[c.a] = wanted[c.b] = 1;
    }
  }
  std::vector<std::uint32_t> articles;
  for (std::uint32_t node = 0; node < wanted.size(); ++node) {
    if (wanted[node] != 0) {
      articles.push_back(crawl.nodes[node].articles.front());
    }
  }
  std::mutex mutex;
  absl::Status failed;
  crawl.workers.for_range(articles.size(), 128, [&](std::size_t begin, std::size_t end) {
    const Loan keeper(crawl);
    std::vector<std::uint32_t> characters;
    absl::Status mine;
    for (std::size_t i = begin; i < end && mine.ok(); ++i) {
      mine = characters_into(crawl, articles[i], characters);
      const std::size_t bytes = characters.size() * sizeof(std::uint32_t);
      const absl::StatusOr<char*> room = (*keeper).documents.reserve(bytes, crawl.entries[articles[i]].characters);
      mine.Update(room.status());
      if (mine.ok() && bytes > 0) {
        std::memcpy(*room, characters.data(), bytes);
      }
    }
    const std::lock_guard lock(mutex);
    failed.Update(mine);
  });
  failed.Update(flush_keepers(crawl));
  return failed;
}

Rarity::Rarity(const Crawl& crawl) : begin_(crawl.nodes.size() + 1, 0) {
  for (std::uint32_t node = 0; node < crawl.nodes.size(); ++node) {
    // Repeats are counted: as much as there may be.
    begin_[node + 1] = begin_[node] + (crawl.nodes[node].shingles + 63) / 64;
  }
  bits_.resize(begin_.back());
}

Documents::Both Documents::get(std::uint32_t a, std::uint32_t b) {
  Document& x = load(a, b);
  Document& y = load(b, a);
  if (x.noisy || y.noisy) {
    add_characters(a, x);
    add_characters(b, y);
  }
  return {x, y};
}

void Documents::add_characters(std::uint32_t node, Document& document) {
  if (!document.characters.empty()) {
    return;
  }
  const std::uint32_t article = crawl_.nodes[node].articles.front();
  const Spool::Slot slot = crawl_.entries[article].characters;
  std::vector<char> bytes;
  const char* at = nullptr;
  std::size_t size = slot.size;
  if (size > 0) {
    const absl::StatusOr<const char*> kept = crawl_.documents.view(slot, bytes);
    status_.Update(kept.status());
    at = kept.value_or(nullptr);
  } else {
    std::vector<std::uint32_t> characters;
    status_.Update(characters_into(crawl_, article, characters));
    size = characters.size() * sizeof(characters[0]);
    bytes.resize(size);
    std::copy_n(reinterpret_cast<const char*>(characters.data()), size, bytes.data());
    at = bytes.data();
  }
  if (!bytes.empty()) {
    const auto own = std::make_shared<std::vector<char>>(std::move(bytes));
    at = own->data();
    held_bytes_ += own->capacity();
    document.of_characters = own;
  }
  if (at != nullptr) {
    document.characters = {reinterpret_cast<const std::uint32_t*>(at), size / sizeof(std::uint32_t)};
  }
}

Document& Documents::load(std::uint32_t node, std::uint32_t spared) {
  if (held_[node] != nullptr) {
    if (rarity_ != nullptr && !held_[node]->rarity_known) {
      add_rarity(node, *held_[node]);
    }
    return *held_[node];
  }
  make_room(spared);
  auto fresh = std::make_unique<Document>();
  const Entry& entry = crawl_.entries[crawl_.nodes[node].articles.front()];
  std::vector<char> record;
  const absl::StatusOr<const char*> at = crawl_.documents.view(entry.document, record);
  status_.Update(at.status());
  if (at.ok()) {
    *fresh = view_record({*at, entry.document.size});
    if (!record.empty()) {  // not in memory; moving keeps the address
      fresh->record = std::make_shared<std::vector<char>>(std::move(record));
    }
  }
  fresh->published = crawl_.nodes[node].published;
  fresh->noisy = entry.noisy;
  held_bytes_ += size_of(*fresh);
  if (rarity_ != nullptr) {
    add_rarity(node, *fresh);
  }
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

void Documents::add_rarity(std::uint32_t node, Document& document) {
  held_bytes_ -= size_of(document);
  mark_rare(rarity_->of(node).first((document.shingles.size() + 63) / 64), document);
  held_bytes_ += size_of(document);
}

// Each has many to take apart.
DocumentPool::~DocumentPool() {
  crawl_.workers.for_range(idle_.size(), 1, [&](std::size_t begin, std::size_t) { idle_[begin].reset(); });
}

void DocumentPool::use(const Rarity& rarity) {
  rarity_ = &rarity;
  for (const std::unique_ptr<Documents>& documents : idle_) {
    documents->use(rarity_);
  }
}

DocumentPool::Loan DocumentPool::borrow() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) {
    idle_.push_back(std::make_unique<Documents>(crawl_, budget_bytes_));
    idle_.back()->use(rarity_);
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
