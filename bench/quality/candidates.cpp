#include "quality/candidates.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "newsecho/index.h"
#include "newsecho/pipeline.h"
#include "newsecho/sign.h"
#include "nlohmann/json.hpp"

namespace newsecho::bench {
namespace {

using nlohmann::json;
using ArticlePair = std::pair<std::uint32_t, std::uint32_t>;

constexpr std::size_t kMostPairs = 100'000;

struct Truth {
  std::vector<ArticlePair> pairs;
  std::vector<std::vector<std::uint32_t>> stories;  // of articles; none where pairs were labelled
};

std::string text_of(const json& row, const char* field) {
  const auto found = row.find(field);
  return found == row.end() ? "" : found->is_string() ? found->get<std::string>() : found->dump();
}

Truth read_truth(const std::string& file, const std::unordered_map<std::string, std::uint32_t>& at) {
  Truth truth;
  std::map<std::string, std::vector<std::uint32_t>> stories;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const json row = json::parse(line, nullptr, false);
    if (!row.is_object()) continue;
    if (row.contains("label")) {
      const std::string label = text_of(row, "label");
      const auto a = at.find(text_of(row, "a")), b = at.find(text_of(row, "b"));
      if ((label == "same" || label == "revision") && a != at.end() && b != at.end()) {
        truth.pairs.emplace_back(a->second, b->second);
      }
    } else if (const auto found = at.find(text_of(row, "id")); found != at.end()) {
      stories[text_of(row, row.contains("story") ? "story" : "cluster")].push_back(found->second);
    }
  }
  for (auto& [unused, members] : stories) {
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (std::size_t j = i + 1; j < members.size(); ++j) truth.pairs.emplace_back(members[i], members[j]);
    }
    truth.stories.push_back(std::move(members));
  }
  if (truth.pairs.size() > kMostPairs) {
    std::vector<ArticlePair> spread;
    for (std::size_t i = 0; i < kMostPairs; ++i) spread.push_back(truth.pairs[i * truth.pairs.size() / kMostPairs]);
    truth.pairs = std::move(spread);
  }
  return truth;
}

// What the index and the verifier look at of one article.
struct Looked {
  Document document;
  std::vector<std::uint16_t> lanes;
  std::vector<ShingleHash> anchors;
};

absl::StatusOr<Looked> look(const Detector& detector, std::uint32_t article) {
  const absl::StatusOr<Detector::Shown> shown = detector.show(article);
  if (!shown.ok()) return shown.status();
  Tokens tokens = tokenise(normalise(shown->text), shown->text);
  for (const Segment& s : tokens.segments) {
    const bool stripped = std::any_of(shown->stripped.begin(), shown->stripped.end(), [&](const auto& range) {
      return range.first <= s.source_begin && s.source_begin < range.second;
    });
    for (std::uint32_t i = s.begin; i < s.end && stripped; ++i) tokens.flags[i] |= kStripped;
  }
  Looked looked;
  prepare(tokens, {}, {}, ShingleOptions{}, looked.document);
  std::vector<ShingleHash> shingles;
  shingle_into(tokens.hash, tokens.flags, ShingleOptions{}, shingles);
  looked.lanes = MinHasher().sign(shingles).lanes;
  if (!shingles.empty()) anchors_into(shingles, kAnchorModulus, looked.anchors);
  return looked;
}

bool alone(const Looked& a, const Looked& b) {
  const IndexOptions options;
  std::vector<ShingleHash> both;
  std::set_intersection(a.anchors.begin(), a.anchors.end(), b.anchors.begin(), b.anchors.end(),
                        std::back_inserter(both));
  if (both.size() >= options.shared_anchors) return true;
  std::vector<BandKey> x, y;
  band_keys_into(a.lanes, options.rows, x);
  band_keys_into(b.lanes, options.rows, y);
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    if (x[i] == y[i]) return true;
  }
  return false;
}

std::uint32_t root(std::vector<std::uint32_t>& parent, std::uint32_t x) {
  while (parent[x] != x) x = parent[x] = parent[parent[x]];
  return x;
}

class Proposals {
 public:
  explicit Proposals(const Result& result) : node_(result.articles.size()) {
    for (std::uint32_t i = 0; i < node_.size(); ++i) node_[i] = i;
    for (const Link& p : result.pairs) {
      if (p.evidence.channels == kExactBody) node_[p.b] = p.a;
    }
    for (const Link& p : result.pairs) {
      if (p.evidence.channels != kExactBody && p.evidence.channels != kAsked) {
        channels_[ordered(node_[p.a], node_[p.b])] |= p.evidence.channels;
      }
    }
  }

  std::uint8_t of(const ArticlePair& pair) const {
    const std::uint32_t a = node_[pair.first], b = node_[pair.second];
    if (a == b) return kExactBody;
    const auto found = channels_.find(ordered(a, b));
    return found == channels_.end() ? std::uint8_t{0} : found->second;
  }

  // For each article the first of its story that it hangs together with.
  std::vector<std::uint32_t> connected(const Truth& truth) const {
    constexpr std::uint32_t kNone = ~0u;
    std::vector<std::uint32_t> story(node_.size(), kNone), parent(node_.size());
    for (std::uint32_t i = 0; i < parent.size(); ++i) parent[i] = i;
    // Equal articles share a node; of a node in two stories either will do.
    for (std::uint32_t s = 0; s < truth.stories.size(); ++s) {
      for (const std::uint32_t article : truth.stories[s]) story[node_[article]] = s;
    }
    for (const auto& [pair, unused] : channels_) {
      if (story[pair.first] != kNone && story[pair.first] == story[pair.second]) {
        const std::uint32_t x = root(parent, pair.first), y = root(parent, pair.second);
        parent[std::max(x, y)] = std::min(x, y);
      }
    }
    std::vector<std::uint32_t> first(node_.size());
    for (std::uint32_t i = 0; i < first.size(); ++i) first[i] = root(parent, node_[i]);
    return first;
  }

 private:
  static ArticlePair ordered(std::uint32_t a, std::uint32_t b) { return {std::min(a, b), std::max(a, b)}; }

  std::vector<std::uint32_t> node_;
  absl::flat_hash_map<ArticlePair, std::uint8_t> channels_;
};

void count(Proposed& to, std::uint8_t channels, bool connected, bool alone) {
  ++to.pairs;
  to.alone += alone || channels == kExactBody ? 1 : 0;
  to.directly += channels != 0 ? 1 : 0;
  to.connected += connected ? 1 : 0;
  for (std::size_t i = 0; i < to.by_channel.size(); ++i) to.by_channel[i] += channels >> i & 1;
}

}  // namespace

absl::StatusOr<std::vector<CandidateRecall>> candidate_recall(const Set& set) {
  Options options;
  options.keep_pairs = true;
  Detector detector(options);
  if (absl::Status s = detector.read({set.crawl}); !s.ok()) return s;
  const absl::StatusOr<Result> result = detector.finish();
  if (!result.ok()) return result.status();
  std::unordered_map<std::string, std::uint32_t> at;
  for (std::uint32_t i = 0; i < result->articles.size(); ++i) at.emplace(result->articles[i].id, i);
  const Proposals proposals(*result);
  std::vector<CandidateRecall> all;
  for (const Labelled& labels : set.labels) {
    const Truth truth = read_truth(labels.file, at);
    const std::vector<std::uint32_t> first = proposals.connected(truth);
    CandidateRecall recall;
    recall.proposed = static_cast<double>(result->counts.candidates) / static_cast<double>(result->articles.size());
    // Pairs come story by story: what was looked at before is forgotten now and then.
    absl::flat_hash_map<std::uint32_t, Looked> looked;
    constexpr std::size_t kHeld = 2000;
    std::uint64_t anchors = 0, articles = 0;
    for (const ArticlePair& pair : truth.pairs) {
      if (looked.size() > kHeld) looked.clear();
      for (const std::uint32_t article : {pair.first, pair.second}) {
        if (looked.contains(article)) continue;
        absl::StatusOr<Looked> made = look(detector, article);
        if (!made.ok()) return made.status();
        anchors += made->anchors.size();
        ++articles;
        looked.emplace(article, *std::move(made));
      }
      const Looked &a = looked.at(pair.first), &b = looked.at(pair.second);
      const std::uint8_t channels = proposals.of(pair);
      const bool connected = channels != 0 || first[pair.first] == first[pair.second];
      const Evidence e = verify(a.document, b.document, VerifyOptions{});
      count(recall.all, channels, connected, alone(a, b));
      if (std::max(e.a_in_b, e.b_in_a) >= 500) count(recall.half, channels, connected, alone(a, b));
    }
    recall.anchors = articles == 0 ? 0 : static_cast<double>(anchors) / static_cast<double>(articles);
    all.push_back(recall);
  }
  return all;
}

}  // namespace newsecho::bench
