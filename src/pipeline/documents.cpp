#include "pipeline/documents.h"

#include <cstring>

namespace newsecho::pipeline {

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
  std::vector<std::uint8_t> wanted(crawl.nodes.size(), 0);
  for (const Candidate& c : candidates) {
    if (crawl.nodes[c.a].noisy || crawl.nodes[c.b].noisy) {
      wanted[c.a] = wanted[c.b] = 1;
    }
  }
  std::vector<std::uint32_t> nodes;
  for (std::uint32_t node = 0; node < wanted.size(); ++node) {
    if (wanted[node] != 0) {
      nodes.push_back(node);
    }
  }
  std::mutex mutex;
  absl::Status failed;
  crawl.workers.for_range(nodes.size(), 128, [&](std::size_t begin, std::size_t end) {
    const Loan keeper(crawl);
    std::vector<std::uint32_t> characters;
    absl::Status mine;
    for (std::size_t i = begin; i < end && mine.ok(); ++i) {
      Node& node = crawl.nodes[nodes[i]];
      mine = characters_into(crawl, node.articles.front(), characters);
      const std::size_t bytes = characters.size() * sizeof(std::uint32_t);
      const absl::StatusOr<char*> room = (*keeper).documents.reserve(bytes, node.characters);
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

absl::Status Rarity::set(std::uint32_t node, absl::Span<const std::uint32_t> rare, Keeper& keeper) {
  const absl::StatusOr<char*> room = keeper.rare.reserve(rare.size() * sizeof(rare[0]), slots_[node]);
  if (room.ok() && !rare.empty()) {
    std::memcpy(*room, rare.data(), rare.size() * sizeof(rare[0]));
  }
  return room.status();
}

absl::StatusOr<absl::Span<const std::uint32_t>> Rarity::of(std::uint32_t node,
                                                           std::vector<std::uint32_t>& buffer) const {
  const Spool::Slot slot = slots_[node];
  const absl::StatusOr<const std::uint32_t*> at = crawl_.rare.view(slot, buffer);
  if (!at.ok()) {
    return at.status();
  }
  return absl::MakeConstSpan(*at, slot.size / sizeof(std::uint32_t));
}

char* Ring::add(std::uint32_t node, std::size_t bytes) {
  const std::size_t padded = (bytes + 7) / 8 * 8;
  if (padded > size_ / 4) {
    return nullptr;
  }
  if (begin_.empty()) {
    memory_ = base::make_pages<char>(size_);
    begin_.resize(nodes_);
    written_ = size_;
  }
  if (written_ % size_ + padded > size_) {
    written_ += size_ - written_ % size_;
  }
  begin_[node] = written_;
  written_ += padded;
  return memory_.get() + begin_[node] % size_;
}

const Document& Documents::get(std::uint32_t node) {
  show(node, record_of(node, a_), a_);
  return a_.document;
}

Documents::Both Documents::get(std::uint32_t a, std::uint32_t b) {
  record_of(a, a_);
  const char* const of_b = record_of(b, b_);
  show(a, record_of(a, a_), a_);  // the ring may have had b in its place
  show(b, of_b, b_);
  if (a_.document.noisy || b_.document.noisy) {
    show_characters(a, a_);
    show_characters(b, b_);
  }
  return {a_.document, b_.document};
}

const char* Documents::record_of(std::uint32_t node, Side& side) {
  static constexpr std::uint64_t kEmpty[8] = {};
  const Spool::Slot slot = crawl_.nodes[node].document;
  if (const char* const at = crawl_.documents.in_memory(slot); at != nullptr) {
    return at;
  }
  if (const char* const at = ring_.find(node); at != nullptr) {
    return at;
  }
  char* room = ring_.add(node, slot.size);
  if (room == nullptr) {
    side.record.resize(slot.size);
    room = side.record.data();
  }
  const absl::Status read = crawl_.documents.read(slot, room);
  status_.Update(read);
  return read.ok() ? room : reinterpret_cast<const char*>(kEmpty);
}

void Documents::show(std::uint32_t node, const char* record, Side& side) {
  const Node& of = crawl_.nodes[node];
  side.document = view_record({record, of.document.size});
  side.document.published = of.published;
  side.document.noisy = of.noisy;
  if (rarity_ != nullptr) {
    side.document.rare = rare_of(node, side);
    side.document.rarity_known = true;
  }
}

absl::Span<const std::uint32_t> Documents::rare_of(std::uint32_t node, Side& side) {
  if (side.rare_of != node) {
    const absl::StatusOr<absl::Span<const std::uint32_t>> rare = rarity_->of(node, side.rare_read);
    status_.Update(rare.status());
    side.rare = rare.value_or(absl::Span<const std::uint32_t>());
    side.rare_of = node;
  }
  return side.rare;
}

void Documents::show_characters(std::uint32_t node, Side& side) {
  const Node& of = crawl_.nodes[node];
  if (of.characters.size == 0) {
    status_.Update(characters_into(crawl_, of.articles.front(), side.characters));
    side.document.characters = side.characters;
    return;
  }
  const absl::StatusOr<const std::uint32_t*> at = crawl_.documents.view(of.characters, side.characters);
  status_.Update(at.status());
  if (at.ok()) {
    side.document.characters = {*at, of.characters.size / sizeof(std::uint32_t)};
  }
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
    idle_.push_back(std::make_unique<Documents>(crawl_, rarity_, ring_bytes_));
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
