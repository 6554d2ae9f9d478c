#include "newsecho/compare.h"

#include "base/json.h"
#include "compare/facts.h"
#include "compare/misread.h"
#include "compare/pairing.h"
#include "compare/passages.h"
#include "compare/words.h"
#include "fmt/format.h"
#include "newsecho/normalise.h"
#include "newsecho/sign.h"

namespace newsecho {
namespace {

Tokens tokens_of(const std::string& text) { return tokenise(normalise(text), text); }

VerifyOptions verify_options(const Options& options) {
  VerifyOptions verify;
  verify.shingle.words = options.shingle_words;
  verify.shingle.points = options.shingle_points;
  verify.brief_shingles = options.brief_shingles;
  verify.threshold = options.threshold;
  verify.use_numbers = options.use_numbers;
  return verify;
}

Document document(const Tokens& tokens, const Article& article, const VerifyOptions& options) {
  Document out;
  prepare(tokens, tokens_of(article.title).hash, article.published, options.shingle, out);
  return out;
}

// Returns which tokens documents keep.
std::vector<std::uint32_t> kept(const Tokens& tokens) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t t = 0; t < tokens.size(); ++t) {
    if ((tokens.flags[t] & kStripped) == 0) out.push_back(t);
  }
  return out;
}

// The stretches in tokens of the whole texts: what was left out parts them.
std::vector<Stretch> stretches(const Tokens& a, const Document& of_a, const Tokens& b, const Document& of_b,
                               const ShingleOptions& options) {
  std::vector<Stretch> found = aligned(of_a, of_b, options), out;
  const std::vector<std::uint32_t> in_a = kept(a), in_b = kept(b);
  if (in_a.size() == a.size() && in_b.size() == b.size()) return found;
  for (const Stretch& s : found) {
    for (std::uint32_t t = 0; t < s.tokens; ++t) {
      const std::uint32_t i = in_a[s.a + t], j = in_b[s.b + t];
      const bool goes_on = t > 0 && out.back().a + out.back().tokens == i && out.back().b + out.back().tokens == j;
      if (goes_on) {
        ++out.back().tokens;
      } else {
        out.push_back({i, j, 1});
      }
    }
  }
  return out;
}

// Which wording is rare only a crawl can tell. Were it left open, the answer would be the provisional one, which
// is strict on purpose: two other numbers would part what is nine tenths the same.
void take_all_for_rare(Document& document) {
  document.rare = document.shingles;
  document.rarity_known = true;
}

void give_characters(std::string_view normalised, Document& document) {
  std::vector<ShingleHash> runs;
  character_runs_into(normalised, kCharacterRun, runs);
  std::vector<std::uint32_t> halves;
  for (const ShingleHash run : runs) {
    const auto upper = static_cast<std::uint32_t>(run >> 32);
    if (halves.empty() || halves.back() != upper) halves.push_back(upper);
  }
  const auto* bytes = reinterpret_cast<const char*>(halves.data());
  auto kept = std::make_shared<const std::vector<char>>(bytes, bytes + halves.size() * sizeof(halves[0]));
  document.characters = {reinterpret_cast<const std::uint32_t*>(kept->data()), halves.size()};
  document.of_characters = std::move(kept);
}

// As within a crawl, where articles with the same words are one before anything is measured; some are too
// short to be measured at all.
void make_exact(Evidence& e) {
  e.relation = Relation::kExact;
  e.rule = 0;
  e.agreement = e.most = e.resemblance = e.a_in_b = e.b_in_a = e.rare = 1000;
  e.coverage_a = e.coverage_b = e.prose_a = e.prose_b = 1000;
}

std::string share(std::uint16_t permille) { return fmt::format("{} %", (permille + 5) / 10); }

}  // namespace

Comparison compare(const Article& a, const Article& b, const Options& options, const SiteLines* lines) {
  const VerifyOptions verify_with = verify_options(options);
  Comparison out;
  const Normalised normalised_a = normalise(a.text), normalised_b = normalise(b.text);
  Tokens tokens_a = tokenise(normalised_a, a.text), tokens_b = tokenise(normalised_b, b.text);
  compare_detail::Words words_a = compare_detail::cut(a.text), words_b = compare_detail::cut(b.text);
  if (lines != nullptr) {
    out.stripped_a = lines->strip(a, tokens_a);
    out.stripped_b = lines->strip(b, tokens_b);
    compare_detail::mark_stripped(tokens_a, words_a);
    compare_detail::mark_stripped(tokens_b, words_b);
  }
  compare_detail::Pairing pairing =
      compare_detail::pair_words(words_a, words_b,
                                 stretches(words_a.tokens, document(words_a.tokens, a, verify_with), words_b.tokens,
                                           document(words_b.tokens, b, verify_with), verify_with.shingle));
  compare_detail::refine(words_a, words_b, pairing);

  Document document_a = document(tokens_a, a, verify_with), document_b = document(tokens_b, b, verify_with);
  if (compare_detail::looks_misread(words_a, a.text, words_b, b.text, pairing)) {
    document_a.noisy = document_b.noisy = true;
    give_characters(normalised_a.text, document_a);
    give_characters(normalised_b.text, document_b);
  }
  take_all_for_rare(document_a);
  take_all_for_rare(document_b);
  out.evidence = verify(document_a, document_b, verify_with);
  if (!document_a.tokens.empty() && document_a.tokens == document_b.tokens) make_exact(out.evidence);
  out.evidence.channels = kAsked;

  compare_detail::Facts facts = compare_detail::facts(words_a, a.text, words_b, b.text, pairing);
  out.passages = compare_detail::passages(words_a, words_b, pairing, facts);
  out.changes = std::move(facts.changes);
  return out;
}

std::string verdict(const Evidence& e) {
  const bool b_is_shorter = e.b_in_a >= e.a_in_b;
  const std::string held = fmt::format("{} of {} is in {}", share(b_is_shorter ? e.b_in_a : e.a_in_b),
                                       b_is_shorter ? "B" : "A", b_is_shorter ? "A" : "B");
  if (e.relation == Relation::kExact) return "same report, exact: word for word";
  if (same_report(e.relation)) return fmt::format("same report, {}: {}", name(e.relation), held);
  if (links(e.relation)) return fmt::format("linked, not one report: {}; {}", name(e.relation), held);
  return "different reports: " + (e.common == 0 && e.characters == 0 ? "no passage in common" : held);
}

}  // namespace newsecho
