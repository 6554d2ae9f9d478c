#include "newsecho/compare.h"

#include <cstdio>

#include "cli/command.h"
#include "cli/difference.h"
#include "cli/flags.h"
#include "cli/pick.h"
#include "cli/terminal.h"
#include "fmt/format.h"

namespace newsecho::cli {
namespace {

// C1 controls, which some terminals obey, and DEL stand raw in JSON; written as escapes they mean the same.
std::string without_raw_controls(const std::string& json) {
  std::string out;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto c = static_cast<unsigned char>(json[i]);
    const auto next = static_cast<unsigned char>(i + 1 < json.size() ? json[i + 1] : 0);
    if (c == 0x7f) {
      out += "\\u007f";
    } else if (c == 0xc2 && next >= 0x80 && next < 0xa0) {
      out += fmt::format("\\u{:04x}", next);
      ++i;
    } else {
      out += json[i];
    }
  }
  return out;
}

std::string named(const Article& article) {
  std::string out = safe(article.title.empty() ? article.id : article.title);
  for (const std::string& more : {article.site, to_iso8601(article.published)}) {
    if (!more.empty()) out += ", " + safe(more);
  }
  return out;
}

std::string apart(std::int64_t seconds) {
  if (seconds < 0) return "unknown";
  if (seconds < 2 * 3600) return fmt::format("{} minutes", seconds / 60);
  if (seconds < 2 * 86400) return fmt::format("{} hours", seconds / 3600);
  return fmt::format("{} days", seconds / 86400);
}

class Compare : public Command {
 public:
  explicit Compare(CLI::App& parent) {
    CLI::App& app =
        *parent.add_subcommand("compare", "Say whether two articles are the same report, why, and what differs");
    app.add_option("A", a_, "A file with one article (text or one record), an id with --in, or - for standard input")
        ->required()
        ->type_name("");
    app.add_option("B", b_, "The other one")->required()->type_name("");
    app.add_option("--in", crawl_, "The crawl whose articles A and B name by id or url")->type_name("INPUT");
    app.add_option("--html", html_, "Write a page with both texts side by side")->type_name("FILE");
    app.add_flag("--json", json_, "Print one JSON object: verdict, evidence, passages");
    app.add_flag("--all", all_, "Show sentences that are in both, too, however far from a difference");
    app.add_flag("--quiet", quiet_, "Print nothing; the exit code is the answer");
    app.add_option("--color", color_, "auto, always or never [auto: on a terminal, unless NO_COLOR is set]")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->type_name("WHEN");
    app.add_option("--width", width_, "Columns to print in [the terminal's, else 100]")
        ->check(CLI::Range(20, 1000))
        ->type_name("N");
    app.add_option("--threshold", threshold_, "Least agreement of one report, 0 to 1 [0.3]")
        ->check(CLI::Range(0.0, 1.0))
        ->type_name("T");
    input_.add_fields(app);
    add_examples(app, {{"newsecho compare ours.txt theirs.txt", "what did they change? The texts side by side"},
                       {"newsecho compare a0007 a1182 --in crawl.jsonl.gz --html pair.html",
                        "two articles of a crawl by id, as a page to pass on"},
                       {"pbpaste | newsecho compare ours.txt - --quiet && echo copied",
                        "the exit code is 0 for the same report, 1 for different ones"}});
  }

  int run() override {
    const absl::StatusOr<std::pair<Article, Article>> both = pick();
    if (!both.ok()) return fail(both.status());
    const auto& [a, b] = *both;
    Options options;
    options.threshold = static_cast<std::uint16_t>(threshold_ * 1000 + 0.5);
    const Comparison comparison = compare(a, b, options);
    if (!html_.empty()) {
      if (absl::Status s = write_html(comparison, a, b, html_); !s.ok()) return fail(s);
    }
    if (!quiet_) print(comparison, a, b);
    return same_report(comparison.evidence.relation) ? kDone : kNothing;
  }

 private:
  absl::StatusOr<std::pair<Article, Article>> pick() const {
    if ((a_ == "-") + (b_ == "-") + (crawl_ == "-") > 1) {
      return absl::InvalidArgumentError("standard input can be read once: only one of A, B and --in may be -");
    }
    if (!crawl_.empty()) return articles_of_crawl(a_, b_, crawl_, input_.read);
    absl::StatusOr<Article> a = article_of_file(a_, input_.read);
    if (!a.ok()) return a.status();
    absl::StatusOr<Article> b = article_of_file(b_, input_.read);
    if (!b.ok()) return b.status();
    return std::make_pair(*std::move(a), *std::move(b));
  }

  void print(const Comparison& comparison, const Article& a, const Article& b) const {
    // The page may stand on standard output.
    const Stream stream = html_ == "-" ? Stream::kErr : Stream::kOut;
    std::FILE* out = html_ == "-" ? stderr : stdout;
    if (json_) {
      fmt::print(out, "{}\n", without_raw_controls(to_json(comparison, a, b)));
      return;
    }
    const Paint paint{use_color(stream, color_)};
    const std::size_t columns = width_ > 0 ? width_ : columns_of(stream);
    fmt::print(out, "{}\n", head(comparison.evidence, a, b, paint, columns));
    if (html_.empty()) {
      fmt::print(out, "{}", difference_text(comparison, a, b, {paint, columns, all_}));
    } else if (html_ != "-") {
      fmt::print(out, "{} shows both texts\n", safe(html_));
    }
  }

  std::string head(const Evidence& e, const Article& a, const Article& b, const Paint& paint,
                   std::size_t columns) const {
    const std::string answer = paint.bold(verdict(e));
    std::string out = same_report(e.relation) ? paint.green(answer) : links(e.relation) ? paint.yellow(answer) : answer;
    out += fmt::format("\n  {}\n", reason(e));
    out += fmt::format("  A  {}\n  B  {}\n\n", fit(named(a), columns - 5), fit(named(b), columns - 5));
    const auto line = [&](std::string_view name, std::string_view value) {
      out += fmt::format("  {:<24}{}\n", name, value);
    };
    const auto share = [](std::uint16_t permille) { return percent(permille / 1000.0); };
    line("agreement", fmt::format("{:.3f}, one report from {:.3f} on", e.agreement / 1000.0, threshold_));
    line("shingles in common", fmt::format("{} of {} in A, {} in B; resemblance {}", grouped(e.common),
                                           grouped(e.size_a), grouped(e.size_b), share(e.resemblance)));
    line("held by the other", fmt::format("{} of A, {} of B; of whole sentences {} and {}", share(e.a_in_b),
                                          share(e.b_in_a), share(e.prose_a), share(e.prose_b)));
    line("in the same places", fmt::format("{} of the numbers agree, {} of the names; {} and {} differ",
                                           share(e.numbers), share(e.names), e.number_conflicts, e.name_conflicts));
    line("headlines", fmt::format("{} of their words in common", share(e.headline)));
    line("longest block", fmt::format("{} words", grouped(e.longest_block)));
    line("published", fmt::format("{}{}", apart(e.seconds_apart), e.seconds_apart < 0 ? "" : " apart"));
    return out;
  }

  InputFlags input_;
  std::string a_, b_, crawl_, html_, color_ = "auto";
  bool json_ = false, all_ = false, quiet_ = false;
  std::size_t width_ = 0;
  double threshold_ = 0.3;
};

}  // namespace

std::unique_ptr<Command> add_compare(CLI::App& app) { return std::make_unique<Compare>(app); }

}  // namespace newsecho::cli
