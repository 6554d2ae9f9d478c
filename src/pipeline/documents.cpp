#include "pipeline/documents.h"

#include <cstring>
#include <mutex>

#include "base/page_file.h"

namespace newsecho::pipeline {

void characters_into(const Crawl& crawl, std::uint32_t article, std::vector<std::uint32_t>& out) {
  thread_local Normalised normalised;
  thread_local std::vector<ShingleHash> runs;
  normalise_into(kept_text(crawl, article), normalised);
  character_runs_into(normalised.text, kCharacterRun, runs);
  out.clear();
  for (const ShingleHash run : runs) {
    const auto upper = static_cast<std::uint32_t>(run >> 32);
    if (out.empty() || out.back() != upper) {
      out.push_back(upper);
    }
  }
}

absl::Status keep_characters(Crawl& crawl, const Candidates& candidates) {
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
    const auto keeper = crawl.keepers.borrow();
    std::vector<std::uint32_t> characters;
    absl::Status mine;
    for (std::size_t i = begin; i < end && mine.ok(); ++i) {
      Node& node = crawl.nodes[nodes[i]];
      characters_into(crawl, node.articles.front(), characters);
      mine = keep(keeper->characters, absl::MakeConstSpan(characters), node.characters);
    }
    mine.Update(keeper->flush());
    const std::lock_guard lock(mutex);
    failed.Update(mine);
  });
  return failed;
}

const Document& Documents::get(std::uint32_t node) {
  base::wait_for_room();
  show(node, crawl_.documents.view(crawl_.nodes[node].document), a_);
  return a_;
}

Documents::Both Documents::get(std::uint32_t a, std::uint32_t b) {
  base::wait_for_room();
  show(a, record_of(a, a), a_);
  show(b, record_of(b, a), b_);
  if (a_.noisy || b_.noisy) {
    constexpr std::size_t kMost = 128;  // of a few thousand numbers each
    if (characters_.size() >= kMost) {
      characters_.clear();
    }
    show_characters(a, a_);
    show_characters(b, b_);
  }
  return {a_, b_};
}

const char* Documents::record_of(std::uint32_t node, std::uint32_t other) {
  const bool taken = node != other && node % kCopies == other % kCopies;
  Copy& copy = taken ? spare_ : copies_[node % kCopies];
  if (copy.node == node) {
    return copy.bytes.data();
  }
  const char* const record = crawl_.documents.load(crawl_.nodes[node].document, copy.bytes);
  copy.node = record == copy.bytes.data() ? node : kNone;
  return record;
}

void Documents::show(std::uint32_t node, const char* record, Document& document) const {
  const Node& of = crawl_.nodes[node];
  document = view_record({record, of.document.size});
  document.published = of.published;
  document.noisy = of.noisy;
  if (crawl_.rarity_known()) {
    document.rare = crawl_.rare_of(node);
    document.rarity_known = true;
  }
}

void Documents::show_characters(std::uint32_t node, Document& document) {
  const Node& of = crawl_.nodes[node];
  if (of.characters.size > 0) {
    document.characters = crawl_.documents.numbers(of.characters);
    return;
  }
  const auto [at, fresh] = characters_.try_emplace(node);
  if (fresh) {
    characters_into(crawl_, of.articles.front(), at->second);
  }
  document.characters = at->second;
}

}  // namespace newsecho::pipeline
