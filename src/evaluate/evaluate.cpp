#include "newsecho/evaluate.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/json.h"
#include "evaluate/labels.h"
#include "evaluate/score.h"
#include "fmt/format.h"

namespace newsecho {
namespace {

double pairs_of(double n) { return n * (n - 1) / 2; }
double harmonic(double p, double r) { return p + r > 0 ? 2 * p * r / (p + r) : 0; }

// Counts distinct values and keeps them in the order they came, so that sums are formed in a fixed order.
class Counter {
 public:
  std::uint64_t& operator[](const std::string& key) {
    const auto [found, fresh] = index_.emplace(key, counts_.size());
    if (fresh) counts_.push_back(0);
    return counts_[found->second];
  }
  const std::vector<std::uint64_t>& counts() const { return counts_; }

 private:
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<std::uint64_t> counts_;
};

double together(const std::vector<std::uint64_t>& counts) {
  double pairs = 0;
  for (std::uint64_t n : counts) pairs += pairs_of(static_cast<double>(n));
  return pairs;
}

absl::Status missing(std::size_t count, std::string_view what, const std::string& first) {
  return absl::InvalidArgumentError(
      fmt::format("{} {} have no story, first {}; were the labels made for another crawl?", count, what, first));
}

struct Labelled {
  const StoryLabel* label;
  const std::string* found;  // story the run gave it
};

void score_groups(std::vector<Labelled> rows, Score& score) {
  std::sort(rows.begin(), rows.end(), [](const Labelled& x, const Labelled& y) { return x.label->id < y.label->id; });
  struct Cell {
    std::string found, gold;
    std::uint64_t count = 0;
  };
  std::vector<Cell> cells;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> index;
  Counter found, gold;
  for (const Labelled& row : rows) {
    const auto [cell, fresh] =
        index.emplace(std::pair<std::string_view, std::string_view>(*row.found, row.label->story), cells.size());
    if (fresh) cells.push_back({*row.found, row.label->story, 0});
    ++cells[cell->second].count;
    ++found[*row.found];
    ++gold[row.label->story];
  }
  const double n = static_cast<double>(rows.size());
  double both = 0, b3_p = 0, b3_r = 0;
  for (const Cell& cell : cells) {
    const double v = static_cast<double>(cell.count);
    both += pairs_of(v);
    b3_p += v * v / static_cast<double>(found[cell.found]);
    b3_r += v * v / static_cast<double>(gold[cell.gold]);
  }
  const double in_found = together(found.counts()), in_gold = together(gold.counts());
  const double expected = n > 1 ? in_found * in_gold / pairs_of(n) : 0;
  const double mean = (in_found + in_gold) / 2;
  score.articles = rows.size();
  score.gold_stories = gold.counts().size();
  score.found_stories = found.counts().size();
  score.largest = *std::max_element(found.counts().begin(), found.counts().end());
  score.ari = mean != expected ? (both - expected) / (mean - expected) : 1;
  score.pair_p = in_found > 0 ? both / in_found : 1;
  score.pair_r = in_gold > 0 ? both / in_gold : 1;
  score.pair_f1 = harmonic(score.pair_p, score.pair_r);
  score.b3_p = b3_p / n;
  score.b3_r = b3_r / n;
  score.b3_f1 = harmonic(score.b3_p, score.b3_r);

  std::uint64_t merged = 0;
  for (const Labelled& row : rows) {
    if (row.label->relation != "template" && row.label->relation != "junk") continue;
    ++score.traps;
    if (found[*row.found] > 1) ++merged;
  }
  if (score.traps > 0) score.traps_merged = static_cast<double>(merged) / static_cast<double>(score.traps);
}

// Mean share of a true story's pairs that stayed together, by the story's size.
void score_sizes(const std::vector<Labelled>& rows, Score& score) {
  struct Gold {
    std::uint64_t size = 0;
    Counter found;
  };
  std::vector<Gold> stories;
  std::unordered_map<std::string, std::size_t> index;
  for (const Labelled& row : rows) {
    const auto [story, fresh] = index.emplace(row.label->story, stories.size());
    if (fresh) stories.emplace_back();
    Gold& gold = stories[story->second];
    ++gold.size;
    ++gold.found[*row.found];
  }
  std::map<std::string, std::pair<double, std::uint64_t>> sums;
  for (const Gold& gold : stories) {
    if (gold.size < 2) continue;
    const char* size = gold.size == 2 ? "2" : gold.size < 10 ? "3-9" : gold.size < 50 ? "10-49" : "50+";
    auto& [sum, count] = sums[size];
    sum += together(gold.found.counts()) / pairs_of(static_cast<double>(gold.size));
    ++count;
  }
  for (const auto& [size, sum] : sums) {
    score.recall_by_story_size[size] = sum.first / static_cast<double>(sum.second);
  }
}

absl::StatusOr<Score> score_stories(const Assignments& assignments, const std::vector<StoryLabel>& labels) {
  Score score;
  // An id labelled twice counts once, by its last label, in its first place.
  std::vector<Labelled> rows;
  std::unordered_map<std::string, std::size_t> index;
  std::size_t without = 0;
  const StoryLabel* first = nullptr;
  for (const StoryLabel& label : labels) {
    const auto found = assignments.find(label.id);
    const auto [row, fresh] = index.emplace(label.id, rows.size());
    if (!fresh) {
      rows[row->second].label = &label;
      continue;
    }
    if (found == assignments.end()) {
      ++without;
      if (first == nullptr) first = &label;
    }
    rows.push_back({&label, found == assignments.end() ? nullptr : &found->second});
  }
  if (without > 0) return missing(without, "labelled articles", first->id);
  score_sizes(rows, score);
  score_groups(std::move(rows), score);
  return score;
}

absl::StatusOr<Score> score_pairs(const Assignments& assignments, const std::vector<PairLabel>& labels,
                                  int least_confidence) {
  Score score;
  score.pairs = true;
  std::size_t without = 0;
  std::string first;
  for (const PairLabel& pair : labels) {
    if (pair.label == "unsure" || pair.confidence < least_confidence) continue;
    const auto a = assignments.find(pair.a), b = assignments.find(pair.b);
    for (const auto& [found, id] : {std::pair{a, &pair.a}, {b, &pair.b}}) {
      if (found != assignments.end()) continue;
      if (without++ == 0) first = *id;
    }
    if (a == assignments.end() || b == assignments.end()) continue;
    const bool want = pair.label == "same" || pair.label == "revision", got = a->second == b->second;
    ++(want ? (got ? score.tp : score.fn) : (got ? score.fp : score.tn));
    auto& [wrong, all] = score.wrong[pair.label];
    ++all;
    if (want != got) ++wrong;
  }
  if (without > 0) return missing(without, "pair ids", first);
  score.f1 = 2.0 * static_cast<double>(score.tp) /
             static_cast<double>(std::max<std::uint64_t>(1, 2 * score.tp + score.fp + score.fn));
  return score;
}

}  // namespace

absl::StatusOr<Score> score(const Assignments& assignments, const Labels& labels, int least_confidence) {
  if (!labels.pairs.empty()) return score_pairs(assignments, labels.pairs, least_confidence);
  return score_stories(assignments, labels.stories);
}

absl::StatusOr<Score> evaluate(const std::string& assignments_csv, const std::string& labels_name,
                               int least_confidence) {
  absl::StatusOr<Assignments> assignments = read_assignments(assignments_csv);
  if (!assignments.ok()) return assignments.status();
  absl::StatusOr<Labels> labels = read_labels(labels_name);
  if (!labels.ok()) return labels.status();
  return score(*assignments, *labels, least_confidence);
}

std::string to_json(const Score& score) {
  std::string out;
  JsonWriter json(out);
  // Four decimals, as few digits as they need.
  const auto rounded = [](double value) { return std::stod(fmt::format("{:.4f}", value)); };
  const auto share = [&](std::string_view name, double value) { json.member(name, rounded(value)); };
  json.object();
  if (score.pairs) {
    json.member("pairs", score.tp + score.fp + score.fn + score.tn)
        .member("tp", score.tp)
        .member("fp", score.fp)
        .member("fn", score.fn)
        .member("tn", score.tn);
    share("f1", score.f1);
    json.key("wrong").object();
    for (const auto& [label, counts] : score.wrong) {
      json.member(label, fmt::format("{}/{}", counts.first, counts.second));
    }
    json.end();
  } else {
    json.member("articles", score.articles)
        .member("gold_stories", score.gold_stories)
        .member("found_stories", score.found_stories)
        .member("largest", score.largest);
    share("ari", score.ari);
    share("pair_p", score.pair_p);
    share("pair_r", score.pair_r);
    share("pair_f1", score.pair_f1);
    share("b3_p", score.b3_p);
    share("b3_r", score.b3_r);
    share("b3_f1", score.b3_f1);
    if (score.traps > 0) {
      json.member("traps", score.traps);
      share("traps_merged", score.traps_merged);
    }
    json.key("recall_by_story_size").object();
    for (const auto& [size, recall] : score.recall_by_story_size) share(size, recall);
    json.end();
  }
  json.end();
  return out;
}

}  // namespace newsecho
