// columns.h — what the page shows of stories and their articles, as columns of JSON.
//
// Columns instead of objects: no name is repeated; sites, credits and reasons stand once in a list and are pointed
// at. A story of two articles takes a sixth of its row in stories.jsonl.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "base/file.h"

namespace newsecho {

// A row of stories.jsonl as far as the page shows it. Shares in permille.
struct StoryRow {
  struct Article {
    std::string_view id, url, site, title, relation, credit;
    std::string published;
    std::uint64_t words = 0, stripped_words = 0, score = 0;
    // Against the original; nothing where it was not compared.
    std::uint64_t in_copy = 0, in_original = 0, number_conflicts = 0, name_conflicts = 0;
    std::string mask, reason;
  };
  std::uint64_t size = 0, sites = 0, least = 0, mean = 0;
  std::string first, last;
  bool same_day = false;
  std::vector<Article> articles;
};

// Reads a row of stories.jsonl with at most `most_articles` of its articles; the views live until the next call of
// the thread. Returns nothing if it is no such row.
std::optional<StoryRow> parse_story(std::string_view row, std::size_t most_articles);

class Columns {
 public:
  void add(const StoryRow& story);

  // Writes the members of the page's data: sites, credits, reasons, stories, articles.
  void write(WholeFile& file) const;

  std::size_t bytes() const { return bytes_; }
  std::size_t stories() const { return articles_of_.size(); }
  std::uint32_t articles(std::size_t story) const { return articles_of_[story]; }

  // Whether the id is that of an article in a story of two or more.
  bool repeated(std::string_view id) const { return repeated_.contains(absl::string_view(id.data(), id.size())); }

 private:
  enum StoryColumn { kSize, kSites, kFirst, kLast, kSameDay, kLeast, kMean, kListed, kStoryColumns };
  enum ArticleColumn {
    kId,
    kUrl,
    kSite,
    kTitle,
    kPublished,
    kRelation,
    kScore,
    kCredit,
    kWordCount,
    kStrippedWords,
    kInCopy,
    kInOriginal,
    kNumberConflicts,
    kNameConflicts,
    kMask,
    kReason,
    kArticleColumns
  };
  // A list whose entries stand once.
  struct Names {
    absl::flat_hash_map<std::string, std::uint32_t> index;
    std::string json;
  };

  void add_article(const StoryRow::Article& article, std::string_view title);
  void put(std::string& column, std::uint64_t number);
  void put_text(std::string& column, std::string_view text);
  void put_text_or_0(std::string& column, std::string_view text);
  std::uint32_t index_of(Names& names, std::string_view name);

  std::array<std::string, kStoryColumns> stories_;
  std::array<std::string, kArticleColumns> articles_;
  Names sites_, credits_, reasons_;
  std::vector<std::uint32_t> articles_of_;
  absl::flat_hash_set<std::string> repeated_;
  std::size_t bytes_ = 0;
  std::string quoted_;
};

}  // namespace newsecho
