#include "cli/command.h"
#include "cli/flags.h"
#include "cli/summary.h"
#include "cli/terminal.h"
#include "cli/wrap.h"
#include "fmt/format.h"
#include "newsecho/read.h"
#include "nlohmann/json.hpp"

namespace newsecho::cli {
namespace {

constexpr std::size_t kShownRecords = 3;
// Enough to see how the fields are used; the rest of a large crawl is of the same kind.
constexpr std::size_t kReadRecords = 10'000;

class Fields : public Command {
 public:
  explicit Fields(CLI::App& parent) {
    CLI::App& app = *parent.add_subcommand("fields", "Print which fields are used and three parsed records");
    input_.add(app);
    app.add_flag("--json", json_, "Print one JSON object");
    add_examples(
        app, {{"newsecho fields crawl.jsonl.gz", "before a long run: is the right field the text?"},
              {"newsecho fields dump.csv --text-field article_body --date-field first_seen", "try names of your own"}});
  }

  int run() override {
    auto reader = Reader::open(input_.inputs, input_.read);
    if (!reader.ok()) return fail(reader.status());
    Chunk chunk;
    while (read_ < kReadRecords) {
      const absl::StatusOr<bool> more = (*reader)->next(chunk);
      if (!more.ok()) return fail(more.status());
      if (!*more) break;
      take((*reader)->parse(chunk));
    }
    if (json_) print_json();
    if (read_ == 0) {
      say(stderr, "{}", nothing_text(skipped_, (*reader)->sources()));
      return kNothing;
    }
    if (!json_) print((*reader)->sources());
    return kDone;
  }

 private:
  void take(Batch batch) {
    read_ += batch.articles.size();
    without_date_ += batch.without_date;
    for (const auto& [role, uses] : batch.fields) {
      for (const auto& [field, records] : uses) fields_[role][field] += records;
    }
    for (Article& article : batch.articles) {
      if (shown_.size() < kShownRecords) shown_.push_back(std::move(article));
    }
    for (Skipped& skipped : batch.skipped) skipped_.push_back(std::move(skipped));
  }

  void print(const std::vector<std::string>& sources) const {
    const Paint paint{use_color(Stream::kOut)};
    const std::size_t columns = columns_of(Stream::kOut);
    say("{}\n", paint.bold(fmt::format("The first {}", counted(read_, "record"))));
    if (!skipped_.empty()) {
      const Skipped& first = skipped_[0];
      const std::string text = fmt::format("{} skipped; the first, {}:{}: {}", counted(skipped_.size(), "record"),
                                           safe(sources[first.place.source]), first.place.line, safe(first.reason));
      say("  {}\n", paint.yellow(wrapped(text, columns, 2)));
    }
    say("\n{}", mapping(paint, columns));
    for (const Article& article : shown_) {
      say("\n{}\n", paint.bold(fit(safe(article.id), columns)));
      const auto line = [&](const char* name, const std::string& value) {
        if (!value.empty()) say("  {:<11}{}\n", name, fit(safe(value), columns - 13));
      };
      line("title", article.title);
      line("site", article.site);
      line("published", to_iso8601(article.published));
      line("byline", article.byline);
      line("url", article.url);
      std::string text = safe(article.text.substr(0, 4 * columns));
      const std::string size = fmt::format("{} bytes", grouped(article.text.size()));
      line("text", text.empty() ? "empty" : fmt::format("{}: {}", size, text));
    }
  }

  // Which field serves each role, in how many of the records; what is missing is said, too.
  std::string mapping(const Paint& paint, std::size_t columns) const {
    static constexpr std::pair<const char*, const char*> kRoles[] = {
        {"text", "--text-field"}, {"id", "--id-field"},     {"title", "--title-field"},  {"date", "--date-field"},
        {"url", "--url-field"},   {"site", "--site-field"}, {"byline", "--byline-field"}};
    Table table("lll");
    table.add({"role", "from field", "records"});
    for (const auto& [role, flag] : kRoles) {
      const auto found = fields_.find(role);
      if (found == fields_.end() || found->second.empty()) {
        const bool id = std::string_view(role) == "id";
        table.add({role, "-", id ? "file:line stands for it" : fmt::format("none; {} names one", flag)});
        continue;
      }
      for (const auto& [field, records] : found->second) {
        table.add({role, safe(field), records == read_ ? "all" : grouped(records)});
      }
    }
    return table.text(paint, columns);
  }

  void print_json() const {
    nlohmann::ordered_json json = {{"fields", fields_}, {"records", read_}, {"skipped", skipped_.size()}};
    json["articles"] = nlohmann::ordered_json::array();
    for (const Article& a : shown_) {
      json["articles"].push_back({{"id", a.id},
                                  {"url", a.url},
                                  {"site", a.site},
                                  {"title", a.title},
                                  {"published", to_iso8601(a.published)},
                                  {"byline", a.byline},
                                  {"text", a.text}});
    }
    say("{}\n", json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }

  InputFlags input_;
  bool json_ = false;
  FieldUse fields_;
  std::uint64_t read_ = 0, without_date_ = 0;
  std::vector<Article> shown_;
  std::vector<Skipped> skipped_;
};

}  // namespace

std::unique_ptr<Command> add_fields(CLI::App& app) { return std::make_unique<Fields>(app); }

}  // namespace newsecho::cli
