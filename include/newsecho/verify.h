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
#include <functional>
#include <memory>
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
  std::uint16_t own = 1000;                         // share of the common shingles that are story-rare
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
  std::uint32_t subjects_apart = 0;      // words of headline and text only one has; of the one with fewer such
  std::uint64_t mask_a = 0, mask_b = 0;  // which 64ths of a (b) the overlap covers
  std::int64_t seconds_apart = -1;       // -1 when either date is unknown

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// What verification looks at of one article: views of one flat record that is made once and compared often.
// Copies share the record. Layout of the record, native byte order (it never leaves its process), each part as
// long as the head says and padded to eight bytes:
//
//   u32 tokens, numbers, values, shingles, title words, subjects
//   Number[numbers]     Number::token indexes the kept tokens
//   u32[values]         hashes of what the numbers say, ascending, each once: 1,000 and 1 thousand are one
//   u32[shingles]       upper halves of the shingles' hashes, ascending, each once
//   u32[shingles]       the next eight bits of each hash, then 24 bits: the position it first stands at
//   u32[tokens]         kept tokens
//   u32[title words]    ascending, each once
//   u32[subjects]       title words that stand in the text, too, ascending, each once
//   u8[tokens]          their flags
struct Document {
  absl::Span<const std::uint32_t> tokens;
  absl::Span<const std::uint8_t> flags;
  absl::Span<const Number> numbers;
  absl::Span<const std::uint32_t> values;
  absl::Span<const std::uint32_t> shingles, places;
  absl::Span<const std::uint32_t> title, subjects;
  // Upper halves of the hashes of runs of kCharacterRun letters and digits, ascending, each once; only of texts to
  // be compared with a noisy one.
  absl::Span<const std::uint32_t> characters;
  absl::Span<const std::uint32_t> rare;  // those of `shingles` that few stories hold; see mark_rare()
  bool rarity_known = false;
  Published published;
  bool noisy = false;
  // What is viewed; null where that belongs to someone else.
  std::shared_ptr<const std::vector<char>> record, of_characters;
  std::shared_ptr<const std::vector<std::uint32_t>> of_rare;

  // Forty bits of the hash of a shingle: two different ones of two articles of n shingles are taken for one
  // with probability n^2 / 2^40, one in ten million at n = 350. Enough to compare a pair or to count with.
  std::uint64_t shingle(std::size_t i) const { return std::uint64_t{shingles[i]} << 8 | places[i] >> 24; }
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
};

// Fills `out` from an article's tokens, leaving out those marked kStripped.
void prepare(const Tokens& tokens, absl::Span<const std::uint32_t> title, const Published& published,
             const ShingleOptions& options, Document& out);

// The same in two steps, for records that are kept elsewhere. REQUIRES: `record` begins at a multiple of eight
// and outlives the document.
void prepare_record(const Tokens& tokens, absl::Span<const std::uint32_t> title, const ShingleOptions& options,
                    std::vector<char>& record);
// The same of what is kept of an article, with its shingles in the order of the text, which are used up.
struct KeptWords {
  absl::Span<const std::uint32_t> tokens;
  absl::Span<const std::uint8_t> flags;
  absl::Span<const Number> numbers;  // Number::token indexes `tokens`
  absl::Span<const std::uint32_t> title;
};
void prepare_record(const KeptWords& kept, std::vector<ShingleHash>& shingles, std::vector<char>& record);
Document view_record(absl::Span<const char> record);

// In how many stories a shingle stands. Counted once a story, so that a story with a thousand copies
// keeps its rare shingles rare. Counts may be too high, by collision, never too low.
class StoryFrequency {
 public:
  explicit StoryFrequency(std::uint64_t expected_shingles);
  void add(const Document& story);                // one document for each story; many threads at once
  void merge(const StoryFrequency& other);        // REQUIRES: same expected_shingles
  std::uint32_t of(std::uint64_t shingle) const;  // as Document::shingle(); saturates at 15
  // Replaces `out` by those of the document's shingles that stand in at most `most` stories.
  void find_rare(const Document& document, std::uint32_t most, std::vector<std::uint32_t>& out) const;
  std::uint64_t id() const;

 private:
  std::uint32_t at(std::uint64_t line, unsigned first, unsigned second) const;

  std::uint64_t size_bytes() const;

  std::uint64_t line_mask_;
  std::unique_ptr<std::uint8_t[], std::function<void(std::uint8_t*)>> counters_;
};

// A shingle that stands in at most so many stories is rare.
constexpr std::uint32_t kRareStories = 3;

// Notes which of an article's shingles few stories hold.
void mark_rare(const StoryFrequency& frequency, Document& document);

// Compares two articles. Once the rare shingles of both are marked the score rests on them; before, it is
// provisional: strict, so that stories counted by it are pure.
Evidence verify(const Document& a, const Document& b, const VerifyOptions& options);

// Scores a pair again once the rare shingles of both (Document::rare) are known: as verify() would, at a fraction of
// its cost. REQUIRES: `e` was measured by verify() of the same two articles.
void verify_again(absl::Span<const std::uint32_t> rare_a, absl::Span<const std::uint32_t> rare_b,
                  const VerifyOptions& options, Evidence& e);

// Returns the values of an article's numbers (Document::values) if it can be told from another by them: not if it
// is brief, misread, or has less than four.
absl::Span<const std::uint32_t> telling_values(const Document& document, const VerifyOptions& options);

// Whether the numbers of two articles say that they are one form filled in twice, if they have anything in common:
// at most half are shared. No provisional story holds both. Takes telling_values(). Cost: the numbers of both.
bool numbers_differ(absl::Span<const std::uint32_t> a, absl::Span<const std::uint32_t> b);

// Does what verify() does unless too little is in common for any relation, which costs a tenth of it. Returns
// whether there was enough.
bool verify_if_alike(const Document& a, const Document& b, const VerifyOptions& options, Evidence& e);

// Whether two articles have so many rare shingles in common that they may be one report, or one an excerpt of the
// other, once rarity counts. Takes Document::rare.
bool share_rare(absl::Span<const std::uint32_t> a, absl::Span<const std::uint32_t> b);

// What was measured of a and b, told of b and a.
void swap_sides(Evidence& evidence);

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
void append_json(std::string& out, const Evidence& evidence);  // the same, for many

}  // namespace newsecho
