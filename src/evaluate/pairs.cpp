#include "evaluate/pairs.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <string_view>
#include <utility>

#include "base/file.h"
#include "base/stream.h"
#include "base/union_find.h"
#include "fmt/format.h"
#include "newsecho/verify.h"
#include "nlohmann/json.hpp"

namespace newsecho {
namespace {

namespace dom = simdjson::dom;

constexpr std::uint16_t kClose = 900;  // permille, both ways: one article may stand for both

// One line of the file, with what of it decides a grouping.
struct Row {
  std::uint32_t a = 0, b = 0;  // articles
  Pair pair;
  std::uint32_t size_a = 0, size_b = 0;
  bool exact = false, asked = false;
};

class Rows {
 public:
  explicit Rows(const std::vector<std::string>& ids) {
    for (std::uint32_t i = 0; i < ids.size(); ++i) place_.emplace(ids[i], i);
  }

  // Returns false for what is no row of such a file.
  bool parse(std::string_view line, Row& row) {
    dom::element value;
    std::string_view a, b, relation, channels;
    dom::object evidence;
    if (parser_.parse(line.data(), line.size()).get(value) || value["a"].get(a) || value["b"].get(b) ||
        value["relation"].get(relation) || value["evidence"].get(evidence) || evidence["channels"].get(channels)) {
      return false;
    }
    std::uint16_t a_in_b = 0, b_in_a = 0, agreement = 0;
    if (!permille(evidence, "a_in_b", a_in_b) || !permille(evidence, "b_in_a", b_in_a) ||
        !permille(evidence, "agreement", agreement) || !number(evidence, "size_a", row.size_a) ||
        !number(evidence, "size_b", row.size_b)) {
      return false;
    }
    const auto x = place_.find(std::string(a)), y = place_.find(std::string(b));
    if (x == place_.end() || y == place_.end()) return false;
    row.a = x->second;
    row.b = y->second;
    row.exact = channels == newsecho::channels(kExactBody);
    row.asked = channels == newsecho::channels(kAsked);
    row.pair.agreement = agreement;
    row.pair.forbidden = relation == name(Relation::kRoundup);
    const bool same = row.exact || relation == name(Relation::kExact) || relation == name(Relation::kCopy) ||
                      relation == name(Relation::kAbridged) || relation == name(Relation::kRevision);
    row.pair.close = same && std::min({a_in_b, b_in_a, agreement}) >= kClose;
    return true;
  }

 private:
  static bool permille(const dom::object& object, std::string_view field, std::uint16_t& out) {
    double value = 0;
    if (object[field].get(value) || !(value >= 0 && value <= 1)) return false;
    out = static_cast<std::uint16_t>(std::lround(value * 1000));
    return true;
  }
  static bool number(const dom::object& object, std::string_view field, std::uint32_t& out) {
    std::uint64_t value = 0;
    if (object[field].get(value)) return false;
    out = static_cast<std::uint32_t>(value);
    return true;
  }

  dom::parser parser_;
  std::unordered_map<std::string, std::uint32_t> place_;
};

absl::StatusOr<std::vector<Row>> read_rows(const std::string& file, const std::vector<std::string>& ids) {
  absl::StatusOr<std::unique_ptr<Stream>> stream = Stream::open(file);
  if (!stream.ok()) {
    return absl::Status(stream.status().code(), std::string(stream.status().message()) +
                                                    "; newsecho cluster writes it when it is given --pairs");
  }
  Rows parser(ids);
  std::vector<Row> rows;
  std::string buffer;
  constexpr std::size_t kStep = 1u << 20;
  for (;;) {
    const absl::StatusOr<std::size_t> more = (*stream)->read(buffer, kStep);
    if (!more.ok()) return more.status();
    std::size_t begin = 0;
    for (;;) {
      const std::size_t end = buffer.find('\n', begin);
      if (end == std::string::npos && (*more > 0 || begin == buffer.size())) break;
      Row row;
      if (!parser.parse(std::string_view(buffer).substr(begin, end - begin), row)) {
        return absl::DataLossError(
            fmt::format("{}, line {}: not a pair of this folder's articles; write the folder "
                        "again with newsecho cluster --pairs",
                        file, rows.size() + 1));
      }
      rows.push_back(row);
      if (end == std::string::npos) return rows;
      begin = end + 1;
    }
    if (*more == 0) return rows;
    buffer.erase(0, begin);
  }
}

absl::StatusOr<std::uint16_t> threshold_of(const std::string& file) {
  const absl::StatusOr<std::string> bytes = read_file(file);
  if (!bytes.ok()) return bytes.status();
  const auto run = nlohmann::json::parse(*bytes, nullptr, false);
  const nlohmann::json::json_pointer at("/options/threshold");
  if (!run.is_object() || !run.contains(at) || !run[at].is_number()) {
    return absl::DataLossError(file + " says no threshold; write the folder again with newsecho cluster --pairs");
  }
  return static_cast<std::uint16_t>(std::lround(run[at].get<double>() * 1000));
}

}  // namespace

absl::StatusOr<RunPairs> read_pairs(const std::string& folder) {
  const std::filesystem::path dir(folder);
  const absl::StatusOr<Assignments> assignments = read_assignments((dir / "assignments.csv").string());
  if (!assignments.ok()) return assignments.status();
  RunPairs run;
  for (const auto& [id, unused] : *assignments) run.ids.push_back(id);
  std::sort(run.ids.begin(), run.ids.end());
  const absl::StatusOr<std::vector<Row>> rows = read_rows((dir / "pairs.jsonl.zst").string(), run.ids);
  if (!rows.ok()) return rows.status();
  const absl::StatusOr<std::uint16_t> threshold = threshold_of((dir / "run.json").string());
  if (!threshold.ok()) return threshold.status();
  run.threshold = *threshold;

  // Equal articles become one node, named by the smallest id.
  base::UnionFind equal(run.ids.size());
  for (const Row& row : *rows) {
    if (row.exact) equal.join(row.a, row.b);
  }
  std::vector<std::uint32_t> size(run.ids.size(), 0);
  run.nodes.weight.assign(run.ids.size(), 0);
  for (std::uint32_t i = 0; i < run.ids.size(); ++i) {
    run.node.push_back(equal.find(i));
    ++run.nodes.weight[run.node[i]];
  }
  for (const Row& row : *rows) {
    size[run.node[row.a]] = row.size_a;
    size[run.node[row.b]] = row.size_b;
    if (row.exact) continue;
    Pair pair = row.pair;
    pair.a = std::min(run.node[row.a], run.node[row.b]);
    pair.b = std::max(run.node[row.a], run.node[row.b]);
    if (row.asked) {
      run.asked.emplace(RunPairs::key(pair.a, pair.b), pair);
    } else {
      run.pairs.push_back(pair);
    }
  }
  // Longest first, then by id.
  std::vector<std::uint32_t> order(run.ids.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return size[a] > size[b]; });
  run.nodes.rank.resize(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) run.nodes.rank[order[i]] = i;
  return run;
}

Assignments group_at(const RunPairs& run, std::uint16_t threshold) {
  ClusterOptions options;
  options.threshold = threshold;
  const Missing missing = [&](std::uint32_t a, std::uint32_t b) {
    const auto found = run.asked.find(RunPairs::key(std::min(a, b), std::max(a, b)));
    return found == run.asked.end() ? Pair{a, b, 0} : found->second;
  };
  std::vector<std::uint32_t> story(run.ids.size());
  std::iota(story.begin(), story.end(), 0u);
  for (const std::vector<Pair>& part : components(run.pairs, options)) {
    for (const std::vector<std::uint32_t>& members : group(part, run.nodes, options, missing)) {
      for (const std::uint32_t node : members) story[node] = members.front();
    }
  }
  Assignments assignments;
  for (std::uint32_t i = 0; i < run.ids.size(); ++i) assignments.emplace(run.ids[i], run.ids[story[run.node[i]]]);
  return assignments;
}

}  // namespace newsecho
