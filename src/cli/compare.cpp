#include "newsecho/compare.h"

#include <cmath>
#include <cstdio>

#include "cli/command.h"
#include "cli/difference.h"
#include "cli/evidence.h"
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
    app.add_flag("--no-boilerplate", no_boilerplate_,
                 "With --in: compare the lines that sites repeat on their pages, too");
    input_.add_fields(app);
    add_examples(app, {{"newsecho compare ours.txt theirs.txt", "what did they change? The texts side by side"},
                       {"newsecho compare a0080 a0653 --in crawl.jsonl.gz --html pair.html",
                        "two articles of a crawl by id, as a page to pass on"},
                       {"cat theirs.txt | newsecho compare ours.txt - --quiet && echo copied",
                        "the exit code is 0 for the same report, 1 for different ones"}});
  }

  int run() override {
    const absl::StatusOr<std::pair<Article, Article>> both = pick();
    if (!both.ok()) return fail(both.status());
    const auto& [a, b] = *both;
    Options options;
    options.threshold = static_cast<std::uint16_t>(std::lround(threshold_ * 1000));
    absl::StatusOr<SiteLines> lines = SiteLines();
    const bool strip = !crawl_.empty() && !no_boilerplate_;
    if (strip) lines = lines_of_sites(a, b, crawl_, input_.read);
    if (!lines.ok()) return fail(lines.status());
    const Comparison comparison = compare(a, b, options, strip ? &*lines : nullptr);
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
      say(out, "{}\n", without_raw_controls(to_json(comparison, a, b)));
      return;
    }
    const Paint paint{use_color(stream, color_)};
    const std::size_t columns = width_ > 0 ? width_ : columns_of(stream);
    say(out, "{}\n", evidence_text(comparison, a, b, {paint, columns, threshold_}));
    if (html_.empty()) {
      say(out, "{}", difference_text(comparison, a, b, {paint, columns, all_}));
    } else if (html_ != "-") {
      say(out, "{} shows both texts\n", safe(html_));
    }
  }

  InputFlags input_;
  std::string a_, b_, crawl_, html_, color_ = "auto";
  bool json_ = false, all_ = false, quiet_ = false, no_boilerplate_ = false;
  std::size_t width_ = 0;
  double threshold_ = 0.3;
};

}  // namespace

std::unique_ptr<Command> add_compare(CLI::App& app) { return std::make_unique<Compare>(app); }

}  // namespace newsecho::cli
