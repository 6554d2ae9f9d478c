#include <algorithm>
#include <cctype>
#include <string>

#include "micro/kernels.h"
#include "micro/sample.h"
#include "newsecho/normalise.h"
#include "normalise/word_hash.h"

namespace newsecho {
namespace {

// Text in which lower case is all there is to do.
bool is_plain(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i], next = i + 1 < text.size() ? text[i + 1] : '\n';
    if (c < ' ' && c != '\n') return false;
    if (c < 0 || c == 0x7f || c == '&' || c == '`' || (c == ' ' && next == ' ') || (c == '\'' && next == '\'') ||
        (c == '-' && next == '\n')) {
      return false;
    }
  }
  return true;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

// Counts the sample's text bytes and articles.
void count_sample(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bench::sample_text_bytes()));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * bench::sample_articles().size()));
}

void kernels(benchmark::internal::Benchmark* b) {
  for (const Kernel kernel : {Kernel::kScalar, Kernel::kAvx2, Kernel::kAvx512})
    b->Arg(static_cast<std::int64_t>(kernel));
  b->ArgName("kernel")->Unit(benchmark::kMillisecond);
}

void normalise(benchmark::State& state) {
  if (!bench::use_kernel(state)) return;
  std::size_t plain = 0;
  for (const Article& article : bench::sample_articles()) {
    const Normalised mine = newsecho::normalise(article.text);
    force_kernel(Kernel::kScalar);
    const bool equal = mine.text == newsecho::normalise(article.text).text;
    force_kernel(static_cast<Kernel>(state.range(0)));
    if (!equal) return state.SkipWithError("not what the scalar kernel gives");
    if (!is_plain(article.text)) continue;
    ++plain;
    if (mine.text != lower(article.text)) return state.SkipWithError("not the text in lower case");
  }
  if (plain == 0) return state.SkipWithError("no text was plain enough to check");
  Normalised out;
  for (auto _ : state) {
    for (const Article& article : bench::sample_articles()) {
      normalise_into(article.text, out);
      benchmark::DoNotOptimize(out.text.data());
    }
  }
  count_sample(state);
}
BENCHMARK(normalise)->Apply(kernels);

// The words of plain text, found one character at a time.
std::vector<std::uint32_t> plain_tokens(std::string_view text) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end]))) ++end;
    if (end > i) out.push_back(normalising::hash_word(text.data() + i, end - i));
    i = end + 1;
  }
  return out;
}

void tokenise(benchmark::State& state) {
  if (!bench::use_kernel(state)) return;
  std::vector<Normalised> texts;
  std::size_t plain = 0;
  for (const Article& article : bench::sample_articles()) {
    texts.push_back(newsecho::normalise(article.text));
    const Tokens mine = newsecho::tokenise(texts.back(), article.text);
    force_kernel(Kernel::kScalar);
    const Tokens scalar = newsecho::tokenise(texts.back(), article.text);
    force_kernel(static_cast<Kernel>(state.range(0)));
    if (mine.hash != scalar.hash || mine.flags != scalar.flags) {
      return state.SkipWithError("not what the scalar kernel gives");
    }
    if (!is_plain(article.text)) continue;
    ++plain;
    if (mine.hash != plain_tokens(texts.back().text)) return state.SkipWithError("not the words of the text");
  }
  if (plain == 0) return state.SkipWithError("no text was plain enough to check");
  Tokens out;
  for (auto _ : state) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      tokenise_into(texts[i], bench::sample_articles()[i].text, out);
      benchmark::DoNotOptimize(out.hash.data());
    }
  }
  count_sample(state);
}
BENCHMARK(tokenise)->Apply(kernels);

}  // namespace
}  // namespace newsecho
