// crawl.h — the state that one run hands from stage to stage.
#pragma once

#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/lists.h"
#include "base/parallel.h"
#include "base/pool.h"
#include "newsecho/boilerplate.h"
#include "newsecho/features.h"
#include "newsecho/index.h"
#include "newsecho/pipeline.h"
#include "newsecho/sign.h"
#include "newsecho/verify.h"
#include "pipeline/memory.h"
#include "pipeline/spool.h"
#include "pipeline/vocabulary.h"

namespace newsecho::pipeline {

// What every stage knows of an article, in input order. The rest lies in the spool.
struct Entry {
  Spool::Slot tokens;
  Spool::Slot text;
  std::uint64_t site = 0;      // hash
  std::uint64_t page = 0;      // hash of url, else of id
  BodyHash body;               // of the kept tokens
  std::uint32_t shingles = 0;  // kept, with repeats
  std::uint32_t node = 0;      // articles with the same body share one
  bool junk = false;
  bool noisy = false;  // many of its words stand nowhere else: misread by a scanner
};

// Where one thread puts what is kept of its articles.
struct Keeper {
  Keeper(Spool& spool, Spool& of_documents, Spool& of_rare)
      : tokens(spool, Spool::Kind::kTokens),
        text(spool, Spool::Kind::kText),
        documents(kPlaces, Spool::Writer(of_documents, Spool::Kind::kTokens, kPieceBytes)),
        characters(of_documents, Spool::Kind::kTokens),
        rare(of_rare, Spool::Kind::kTokens) {}

  // Articles that are alike have the first lane in common, most of the time; so have nodes that stand near each other.
  // What is compared lies together then.
  Spool::Writer& documents_like(std::uint16_t first_lane) { return documents[first_lane / (65536 / kPlaces)]; }

  // Lets all that was put there be viewed.
  absl::Status flush();

  static constexpr std::size_t kPlaces = 64;
  static constexpr std::size_t kPieceBytes = std::size_t{1} << 17;

  Spool::Writer tokens, text;
  std::vector<Spool::Writer> documents;
  Spool::Writer characters, rare;
};

// Articles with one body, compared as one.
struct Node {
  absl::Span<const std::uint32_t> articles;  // of the crawl's by_node; by id
  Published published;                       // the earliest
  Spool::Slot document;                      // among the crawl's documents
  Spool::Slot characters;                    // there too; empty where no one asked
  std::uint32_t shingles = 0;                // of each of the articles
  bool noisy = false;                        // as Entry
};

// Times one stage and counts what passed it.
class StageClock {
 public:
  StageClock(Counts& counts, const Options& options, const char* stage);
  ~StageClock();
  StageClock(const StageClock&) = delete;
  StageClock& operator=(const StageClock&) = delete;

  void add(std::uint64_t items, std::uint64_t bytes);
  // Tells the caller of the library, at most ten times a second. Returns false when the run is cancelled.
  bool tick(double done);

 private:
  Counts& counts_;
  const Options& options_;
  StageCount count_;
  std::chrono::steady_clock::time_point begin_, told_;
  double cpu_begin_;
};

struct Crawl {
  explicit Crawl(Options chosen);

  Options options;
  base::Workers workers;
  MemoryPlan memory;
  base::PageFile file;
  Spool spool;
  Spool documents;  // what verification looks at of each article
  Spool rare;       // of each node, Document::rare
  base::Pool<Keeper> keepers;
  Vocabulary vocabulary;
  LineFilter lines{0};  // of all articles
  Boilerplate boilerplate;
  std::vector<std::unique_ptr<Reader>> readers;
  LargeVector<Entry> entries;
  Result result;                        // filled stage by stage
  std::vector<std::uint32_t> id_order;  // article -> place of its id among all ids
  std::vector<std::uint32_t> by_node;   // all articles, those of a node next to each other
  LargeVector<Node> nodes;
  std::vector<std::uint32_t> rank;      // node -> longest first, then smallest id
  base::Lists<std::uint32_t> values;    // telling_values() of each node
  LargeVector<Spool::Slot> rare_slots;  // node -> its rare shingles; empty before they are known
  ShingleOptions shingle;
  SignOptions sign;
  VerifyOptions verify;
  std::future<void> letting_go;  // of what only comparing looks at, while the result is used

  ArticleInfo& info(std::uint32_t article) { return result.articles[article]; }
  const ArticleInfo& info(std::uint32_t article) const { return result.articles[article]; }
  bool rarity_known() const { return !rare_slots.empty(); }
  absl::Span<const std::uint32_t> rare_of(std::uint32_t node) const { return rare.numbers(rare_slots[node]); }
  CrawlSize size() const { return {result.counts.articles, result.counts.text_bytes}; }
  bool cancelled() const { return options.cancelled && options.cancelled(); }
};

// Each stage of the pipeline, in order. They fail only where the machine does: disk, memory, Ctrl-C.
absl::Status read_inputs(Crawl& crawl, const std::vector<std::string>& inputs, const ReadOptions& options);
absl::Status take(Crawl& crawl, Article article);
void resolve_ids(Crawl& crawl);
// An article as the spool keeps it.
struct Spooled {
  Spooled(const Crawl& crawl, std::uint32_t article);

  TokensView tokens;
  std::string_view text;
  // A line as the source has it.
  std::string_view line(std::size_t i) const {
    return text.substr(tokens.source_begin[i], tokens.source_end[i] - tokens.source_begin[i]);
  }
};
// Returns an article's source text without what was stripped.
std::string kept_text(const Crawl& crawl, std::uint32_t article);
absl::Status learn_boilerplate(Crawl& crawl);
// Returns each node's noise anchors that a noisy node shares with another; nothing when no article is noisy.
std::vector<std::vector<ShingleHash>> noise_anchors(Crawl& crawl);
absl::StatusOr<Signatures> sign_articles(Crawl& crawl);
// The signatures are let go once they have proposed their pairs.
absl::Status compare_and_group(Crawl& crawl, Signatures signatures);

}  // namespace newsecho::pipeline
