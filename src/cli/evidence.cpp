#include "cli/evidence.h"

#include <algorithm>
#include <string_view>

#include "cli/wrap.h"
#include "fmt/format.h"

namespace newsecho::cli {
namespace {

constexpr std::size_t kNames = 19;        // columns of the figures' names
constexpr std::size_t kMostChanges = 12;  // named one by one

// "2026-03-01 12:00"
std::string when(const Published& published) {
  std::string out = to_iso8601(published).substr(0, 16);
  std::replace(out.begin(), out.end(), 'T', ' ');
  return out;
}

std::string named(const Article& article) {
  std::string out = safe(article.title.empty() ? article.id : article.title);
  for (const std::string& more : {article.site, when(article.published)}) {
    if (!more.empty()) out += ", " + safe(more);
  }
  return out;
}

std::string apart(const Evidence& e, const Article& a, const Article& b) {
  if (e.seconds_apart < 0) return "when is not known of both";
  const auto seconds = static_cast<std::uint64_t>(e.seconds_apart);
  if (seconds == 0) return "at the same time";
  std::string out = seconds < 2 * 3600    ? counted(std::max<std::uint64_t>(1, seconds / 60), "minute")
                    : seconds < 2 * 86400 ? counted(seconds / 3600, "hour")
                                          : counted(seconds / 86400, "day");
  out += " apart";
  if (published_before(a.published, b.published)) out += ", A first";
  if (published_before(b.published, a.published)) out += ", B first";
  return out;
}

std::string share(std::uint16_t permille) { return percent(permille / 1000.0); }

struct Named {
  std::size_t count = 0;
  std::string text;  // "3.2 → 3.4; June 30 → June 29"
};

Named changes_of(Passage::Fact fact, const Comparison& comparison, const Article& a, const Article& b) {
  Named out;
  for (const Change& x : comparison.changes) {
    if (x.fact != fact || ++out.count > kMostChanges) continue;
    out.text += fmt::format("{}{} → {}", out.text.empty() ? "" : "; ",
                            safe(std::string_view(a.text).substr(x.a_begin, x.a_end - x.a_begin)),
                            safe(std::string_view(b.text).substr(x.b_begin, x.b_end - x.b_begin)));
  }
  if (out.count > kMostChanges) out.text += fmt::format("; and {} more", out.count - kMostChanges);
  return out;
}

// What the slots say, and what stands in them.
std::string facts(const char* one, const Evidence& e, std::uint32_t conflicts, std::uint16_t equal,
                  const Named& changes) {
  // Between two reports what stands in the same place is chance.
  if (changes.count > 0 && (conflicts > 0 || same_report(e.relation))) {
    return fmt::format("{} in the same place: {}", counted(changes.count, "other"), changes.text);
  }
  if (conflicts > 0) return fmt::format("{} in the same place, {} agree", counted(conflicts, "other"), share(equal));
  return fmt::format("no other {} in the same place", one);
}

}  // namespace

std::string evidence_text(const Comparison& comparison, const Article& a, const Article& b,
                          const EvidenceStyle& style) {
  const Evidence& e = comparison.evidence;
  const Paint& paint = style.paint;
  const std::size_t columns = style.columns;
  const std::string answer = wrapped(verdict(e), columns, 0);
  std::string out = paint.bold(same_report(e.relation) ? paint.green(answer)
                               : links(e.relation)     ? paint.yellow(answer)
                                                       : answer);
  out += fmt::format("\n  {}\n", wrapped(reason(e), columns, 2));
  out += fmt::format("  {}  {}\n  {}  {}\n\n", paint.bold("A"), fit(named(a), columns - 5), paint.bold("B"),
                     fit(named(b), columns - 5));
  const auto line = [&](std::string_view name, const std::string& value) {
    out += fmt::format("  {:<{}}{}\n", name, kNames, wrapped(value, columns, kNames + 2));
  };
  line("agreement", fmt::format("{:.3f}; one report from {:.3f} on", e.agreement / 1000.0, style.threshold));
  line("A in B", fmt::format("{}, of its whole sentences {}", share(e.a_in_b), share(e.prose_a)));
  line("B in A", fmt::format("{}, of its whole sentences {}", share(e.b_in_a), share(e.prose_b)));
  line("in common",
       fmt::format("{} shingles of {} and {}, resemblance {}; {} in a row at most", grouped(e.common),
                   grouped(e.size_a), grouped(e.size_b), share(e.resemblance), counted(e.longest_block, "word")));
  line("numbers", facts("number", e, e.number_conflicts, e.numbers, changes_of(Passage::kNumber, comparison, a, b)));
  line("names", facts("name", e, e.name_conflicts, e.names, changes_of(Passage::kName, comparison, a, b)));
  if (!a.title.empty() && !b.title.empty()) {
    line("headlines", fmt::format("{} of their words in common", share(e.headline)));
  }
  if (comparison.stripped_a + comparison.stripped_b > 0) {
    line("set aside", fmt::format("{} of A and {} of B, in lines of their sites",
                                  counted(comparison.stripped_a, "word"), grouped(comparison.stripped_b)));
  }
  if (a.published.known() || b.published.known()) line("published", apart(e, a, b));
  return out;
}

}  // namespace newsecho::cli
