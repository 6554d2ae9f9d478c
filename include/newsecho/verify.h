// verify.h — compares two articles exactly and says what they are to each other, and why.
//
//   Document a, b;
//   prepare(tokens_a, {}, {}, ShingleOptions{}, a);   // and b
//   Evidence e = verify(a, b, VerifyOptions{});
//   e.agreement                                   // the one score, 0 to 1
//   reason(e)                                     // "copy: 93 % of the shorter stands in the longer, 14 of 14 numbers"
//
// A candidate is only proposed; nothing is merged that has not passed here. The relation is found by
// a fixed list of rules over the features below; the first that holds wins and names itself.
//
// Cost      O(tokens of both).
// Threads   pure functions.
// Stable    decisions are made on integers (counts and permille), the same on every CPU.
// Source    A. Broder, "On the resemblance and containment of documents", 1997.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "newsecho/article.h"
#include "newsecho/index.h"
#include "newsecho/normalise.h"
#include "newsecho/shingle.h"

namespace newsecho {

enum class Relation : std::uint8_t {
  kOriginal,   // the article its story is told by
  kExact,      // same body, token for token
  kCopy,       // the same report with small edits
  kAbridged,   // the same report, trimmed
  kRevision,   // the same report, updated or corrected
  kSingle,     // no other article is the same report
  kJunk,       // cookie wall, error page: no report at all
  kExcerpt,    // link: quotes a part of the other
  kRoundup,    // link: holds the other whole beside other reports
  kTemplate,   // link: same form, other facts
  kDifferent,  // nothing that counts in common
};

std::string_view name(Relation relation);  // "abridged"
bool same_report(Relation relation);       // exact, copy, abridged, revision (and original)
bool links(Relation relation);             // excerpt, roundup, template

std::string channels(std::uint8_t bits);  // "bands+anchors"

// All features of one pair. Shares are permille (0 to 1000): integers, so that no CPU decides otherwise.
struct Evidence {
  Relation relation = Relation::kDifferent;  // of b to a
  std::uint8_t channels = 0;
  std::uint8_t rule = 0;        // number of the rule that decided; see reason()
  std::uint16_t agreement = 0;  // the score, permille
  std::uint16_t most = 0;  // the score it may reach when story frequencies are known; before, no less than agreement
  std::uint16_t resemblance = 0;
  std::uint16_t a_in_b = 0, b_in_a = 0;             // containment
  std::uint16_t rare = 0;                           // containment of the smaller over story-rare shingles
  std::uint16_t characters = 0;                     // containment over runs of letters; noisy texts only
  std::uint16_t coverage_a = 0, coverage_b = 0;     // share of a's (b's) tokens in aligned blocks
  std::uint16_t prose_a = 0, prose_b = 0;           // the same over the tokens of whole sentences
  std::uint16_t lead_a = 0, lead_b = 0;             // the same over the first tokens of those sentences
  std::uint16_t numbers = 1000;                     // share of numbers in aligned slots that agree
  std::uint16_t numbers_shared = 1000;              // share of the numbers of the one with fewer that the other has
  std::uint16_t names = 1000;                       // share of capitalised words in aligned slots that agree
  std::uint16_t headline = 0;                       // resemblance of the titles' words
  std::uint16_t quoted = 0;                         // share of the overlap inside quotation marks
  std::uint16_t position_a = 0, position_b = 0;     // where the overlap begins
  std::uint32_t common = 0;                         // shingles in both
  std::uint32_t size_a = 0, size_b = 0;             // shingles
  std::uint32_t replaced = 0;                       // tokens of passages that stand where the other has other passages
  std::uint32_t longest_block = 0, mean_block = 0;  // aligned blocks, tokens
  std::uint32_t number_conflicts = 0;               // slots with unequal numbers
  std::uint32_t name_conflicts = 0;
  std::uint64_t mask_a = 0, mask_b = 0;  // which 64ths of a (b) the overlap covers
  std::int64_t seconds_apart = -1;       // -1 when either date is unknown

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// mantissa * 10^exponent without trailing zeros: equal numbers are equal fields.
struct Decimal {
  std::int64_t mantissa = 0;
  std::int32_t exponent = 0;
};

// What verification looks at of one article; made once, compared often.
struct Document {
  std::vector<std::uint32_t> tokens;  // kept ones
  std::vector<std::uint8_t> flags;
  std::vector<Number> numbers;             // Number::token indexes `tokens`
  std::vector<Decimal> decimals;           // their values, ascending by (exponent, mantissa), each once
  std::vector<std::uint64_t> occurrences;  // shingle << 24 | position, ascending; first of each shingle
  std::vector<std::uint32_t> title;        // word hashes, ascending, each once
  // Runs of kCharacterRun letters and digits; only of texts to be compared with a noisy one.
  std::vector<ShingleHash> characters;
  struct Before {  // a token: how many of those in front of it are prose, how many stand in quotation marks
    std::uint32_t prose = 0, quoted = 0;
  };
  std::vector<Before> before;      // one more than tokens
  std::vector<std::uint8_t> rare;  // 1 for each occurrence that few stories hold; see mark_rare()
  std::uint32_t rare_shingles = 0;
  bool rarity_known = false;
  Published published;
  bool noisy = false;
};

// Two scans of one page have runs of eight letters in common where they have no three words.
constexpr std::uint32_t kCharacterRun = 8;

struct VerifyOptions {
  ShingleOptions shingle;
  std::uint32_t brief_shingles = 12;  // shorter articles must be nearly equal
  std::uint16_t threshold = 300;      // agreement a same-report relation needs; permille
  bool use_numbers = true;
  // false: sets of shingles only, as if each passage stood in its place: coverage is containment, no slots are
  // compared.
  bool use_alignment = true;
  // false: of two fillings of one form only what tells them, which is quicker; scores are the same.
  bool forms_in_full = true;
};

// Fills `out` from an article's tokens, leaving out those marked kStripped.
void prepare(const Tokens& tokens, absl::Span<const std::uint32_t> title, const Published& published,
             const ShingleOptions& options, Document& out);

// In how many stories a shingle stands. Counted once a story, so that a story with a thousand copies
// keeps its rare shingles rare. Counts may be too high, by collision, never too low.
class StoryFrequency {
 public:
  explicit StoryFrequency(std::uint64_t expected_shingles);
  void add(const Document& story);                   // one document for each story; many threads at once
  void merge(const StoryFrequency& other);           // REQUIRES: same expected_shingles
  std::uint32_t of(std::uint64_t occurrence) const;  // saturates at 15
  std::uint64_t id() const;

 private:
  std::uint64_t mask_;
  std::vector<std::uint8_t> counters_;
};

// Notes which of an article's shingles few stories hold.
void mark_rare(const StoryFrequency& frequency, Document& document);

// Compares two articles. Once the rare shingles of both are marked the score rests on them; before, it is
// provisional: strict, so that stories counted by it are pure.
Evidence verify(const Document& a, const Document& b, const VerifyOptions& options);

// Makes a pair a link that never merges: one of the two was found to hold several reports.
void make_roundup(Evidence& evidence);

// A stretch of tokens both articles hold.
struct Stretch {
  std::uint32_t a = 0, b = 0;  // first token in each
  std::uint32_t tokens = 0;
};

// Returns the stretches verify() counts on, ascending in a; in b they may be moved or overlap.
std::vector<Stretch> aligned(const Document& a, const Document& b, const ShingleOptions& options);

// Returns one sentence: which rule decided and the figures it looked at.
std::string reason(const Evidence& evidence);

// Returns all features, channels and the reason as one JSON object; shares as 0 to 1.
std::string to_json(const Evidence& evidence);

}  // namespace newsecho
