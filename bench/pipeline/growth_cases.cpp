#include <algorithm>

#include "base/random.h"
#include "fmt/format.h"
#include "pipeline/growth.h"

namespace newsecho::bench {
namespace {

using base::SplitMix64;

std::uint64_t below(SplitMix64& random, std::uint64_t n) { return random.next() % n; }

// Words of one, two, three syllables: the more frequent, the shorter.
class Language {
 public:
  static constexpr std::uint64_t kWords = 30000;

  Language() {
    for (std::uint64_t rank = 0; rank < kWords; ++rank) {
      std::string& word = words_.emplace_back();
      for (std::uint64_t left = rank + 1; left > 0; left = (left - 1) / 70) {
        word += "bdfghklmnprstv"[(left - 1) % 70 / 5];
        word += "aeiou"[(left - 1) % 5];
      }
      up_to_.push_back((up_to_.empty() ? 0 : up_to_.back()) + (std::uint64_t{1} << 40) / (rank + 1));
    }
  }

  const std::string& word(std::uint64_t rank) const { return words_[rank % kWords]; }

  const std::string& draw(SplitMix64& random) const {
    const auto at = std::upper_bound(up_to_.begin(), up_to_.end(), below(random, up_to_.back()));
    return words_[static_cast<std::size_t>(at - up_to_.begin())];
  }

 private:
  std::vector<std::string> words_;
  std::vector<std::uint64_t> up_to_;  // sums of 1 / rank
};

const Language& language() {
  static const Language words;
  return words;
}

std::string name(std::uint64_t rank) {
  std::string word = language().word(rank);
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

std::string phrase(SplitMix64& random, std::uint64_t words) {
  std::string text = language().draw(random);
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
  while (--words > 0) (text += ' ') += language().draw(random);
  return text;
}

std::string sentence(SplitMix64& random) { return phrase(random, 10 + below(random, 16)) + "."; }

// Paragraphs of three sentences; a line break is written as JSON has it.
std::string paragraphs(SplitMix64& random, std::uint64_t sentences) {
  std::string text;
  for (std::uint64_t i = 0; i < sentences; ++i) {
    if (i > 0) text += i % 3 == 0 ? "\\n" : " ";
    text += sentence(random);
  }
  return text;
}

std::string line(std::uint64_t i, std::uint64_t site, const std::string& title, const std::string& text) {
  return fmt::format(
      R"({{"id":"g{0:07}","url":"https://www.site{1}.example/{0}","title":"{2}","published":"2026-01-{3:02}T{4:02}:{5:02}:00Z","text":"{6}"}})"
      "\n",
      i, site, title, 1 + i / 1440 % 28, i / 60 % 24, i % 60, text);
}

constexpr std::uint64_t kSentences = 16;  // about 1.5 KB

absl::Status wrong(std::string_view what, std::uint64_t found, std::uint64_t articles) {
  return absl::InternalError(fmt::format("{}: {} of {} articles", what, found, articles));
}

absl::Status all_articles(std::uint64_t expected, const Result& found) {
  if (found.assignments.size() == expected) return absl::OkStatus();
  return wrong("assignments", found.assignments.size(), expected);
}

std::uint64_t largest(const Result& found) { return found.stories.empty() ? 0 : found.stories.front().members.size(); }

// No two articles are one report; a few may look it.
absl::Status nearly_all_single(std::uint64_t expected, const Result& found) {
  if (absl::Status s = all_articles(expected, found); !s.ok()) return s;
  if (found.stories.size() < expected - expected / 1000) return wrong("stories", found.stories.size(), expected);
  return absl::OkStatus();
}

absl::Status learned(const Result& found, std::string_view line, std::uint64_t pages) {
  std::uint64_t most = 0;
  for (const BoilerplateLine& known : found.boilerplate) {
    if (known.line == line) most = std::max(most, known.pages);
  }
  return most == pages ? absl::OkStatus() : wrong("boilerplate line on", most, pages);
}

// --- copies: one story, everywhere; other headline and dateline, some words changed, the end trimmed ---

std::string copy(std::uint64_t size, std::uint64_t i) {
  if (i == size) return "";
  SplitMix64 report(11), random(1000 + i);
  std::string text = name(below(random, 5000)) + " - ";
  const std::uint64_t sentences = kSentences - below(random, 3);
  for (std::uint64_t k = 0; k < sentences; ++k) {
    std::string next = sentence(report);
    if (below(random, 8) == 0) next = next.substr(0, next.rfind(' ') + 1) + language().draw(random) + ".";
    (text += next) += k % 3 == 2 ? "\\n" : " ";
  }
  return line(i, i % 2000, phrase(random, 7), text);
}

absl::Status check_copies(std::uint64_t size, const Result& found) {
  if (absl::Status s = all_articles(size, found); !s.ok()) return s;
  return largest(found) >= size - size / 100 ? absl::OkStatus() : wrong("largest story", largest(found), size);
}

// --- line: the same line on every page of a thousand sites ---

constexpr const char* kEverywhere = "Prices are delayed by fifteen minutes and shown without any warranty.";

std::string page_with_line(std::uint64_t size, std::uint64_t i) {
  if (i == size) return "";
  SplitMix64 random(2'000'000 + i);
  const std::string title = phrase(random, 7);
  return line(i, i % 1000, title, paragraphs(random, kSentences) + "\\n" + kEverywhere);
}

absl::Status check_line(std::uint64_t size, const Result& found) {
  if (absl::Status s = nearly_all_single(size, found); !s.ok()) return s;
  return learned(found, kEverywhere, size);
}

// --- forms: one form, filled in with other names and figures ---

std::string form(std::uint64_t size, std::uint64_t i) {
  if (i == size) return "";
  SplitMix64 letter(33), random(4'000'000 + i);
  const std::string company = name(200 + i * 7919) + " " + name(200 + i / 30 * 104729);
  std::string text;
  for (int k = 0; k < 8; ++k) {
    text += fmt::format("{} {} {} {}.{:02} {}{}", phrase(letter, 6), company, phrase(letter, 4), 1 + below(random, 900),
                        below(random, 100), sentence(letter), k % 2 == 1 ? "\\n" : " ");
  }
  return line(i, i % 500, company + " " + phrase(letter, 4), text);
}

absl::Status check_forms(std::uint64_t size, const Result& found) {
  if (absl::Status s = all_articles(size, found); !s.ok()) return s;
  return largest(found) <= 3 ? absl::OkStatus() : wrong("largest story", largest(found), size);
}

// --- site: all pages on one site, in its template ---

constexpr const char* kMenu = "Home World Politics Business Sport Culture Weather Subscribe";

std::string page_of_site(std::uint64_t size, std::uint64_t i) {
  if (i == size) return "";
  SplitMix64 random(6'000'000 + i), promo(600 + below(random, 40));
  const std::string title = phrase(random, 7);
  return line(i, 1, title, fmt::format("{}\\n{}\\n{}", kMenu, paragraphs(random, kSentences), sentence(promo)));
}

absl::Status check_site(std::uint64_t size, const Result& found) {
  if (absl::Status s = nearly_all_single(size, found); !s.ok()) return s;
  return learned(found, kMenu, size);
}

// --- article: a very long one, and a copy of it that lacks some words ---

std::string long_article(std::uint64_t megabytes, std::uint64_t i) {
  if (i == 2) return "";
  SplitMix64 random(77);
  std::string text;
  for (std::uint64_t k = 0; text.size() < megabytes * 1'000'000; ++k) {
    const std::string next = sentence(random);
    if (i == 0 || k % 50 != 0) {
      (text += next) += k % 3 == 2 ? "\\n" : " ";
    } else {
      text.append(next.size() + 1, ' ');
    }
  }
  return line(i, i, i == 0 ? "A very long report" : "A long report again", text);
}

absl::Status check_long(std::uint64_t, const Result& found) {
  if (absl::Status s = all_articles(2, found); !s.ok()) return s;
  return largest(found) == 2 ? absl::OkStatus() : wrong("largest story", largest(found), 2);
}

// --- briefs: one line each ---

std::string brief(std::uint64_t size, std::uint64_t i) {
  if (i == size) return "";
  SplitMix64 random(9'000'000 + i);
  return line(i, i % 5000, phrase(random, 5), phrase(random, 10 + below(random, 6)) + ".");
}

}  // namespace

absl::Span<const GrowthCase> growth_cases() {
  static constexpr GrowthCase kCases[] = {
      {"copies", "articles", 10'000, 100'000, 25, 2300, copy, check_copies},
      {"line", "articles", 10'000, 100'000, 5, 1100, page_with_line, check_line},
      {"forms", "articles", 10'000, 100'000, 7, 1300, form, check_forms},
      {"site", "articles", 10'000, 100'000, 5, 1100, page_of_site, check_site},
      {"article", "MB", 5, 50, 9, 2500, long_article, check_long},
      {"briefs", "articles", 100'000, 1'000'000, 16, 2100, brief, nearly_all_single},
  };
  return kCases;
}

}  // namespace newsecho::bench
