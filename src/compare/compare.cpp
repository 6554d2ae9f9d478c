#include "newsecho/compare.h"

#include "base/json.h"
#include "compare/passages.h"
#include "compare/words.h"
#include "fmt/format.h"
#include "newsecho/normalise.h"

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

Comparison compare(const Article& a, const Article& b, const Options& options) {
  const VerifyOptions verify_with = verify_options(options);
  Comparison out;
  const Tokens tokens_a = tokens_of(a.text), tokens_b = tokens_of(b.text);
  out.evidence = verify(document(tokens_a, a, verify_with), document(tokens_b, b, verify_with), verify_with);
  if (tokens_a.size() > 0 && tokens_a.hash == tokens_b.hash) make_exact(out.evidence);
  out.evidence.channels = kAsked;
  const compare_detail::Words words_a = compare_detail::cut(a.text), words_b = compare_detail::cut(b.text);
  out.passages = compare_detail::passages(
      words_a, words_b,
      aligned(document(words_a.tokens, a, verify_with), document(words_b.tokens, b, verify_with), verify_with.shingle));
  return out;
}

std::string verdict(const Evidence& e) {
  const bool b_is_shorter = e.b_in_a >= e.a_in_b;
  const std::string held = fmt::format("{} of {} is in {}", share(b_is_shorter ? e.b_in_a : e.a_in_b),
                                       b_is_shorter ? "B" : "A", b_is_shorter ? "A" : "B");
  if (e.relation == Relation::kExact) return "same report, exact: word for word";
  if (same_report(e.relation)) return fmt::format("same report, {}: {}", name(e.relation), held);
  if (links(e.relation)) return fmt::format("linked, not one report: {}; {}", name(e.relation), held);
  return "different reports: " + held;
}

}  // namespace newsecho
