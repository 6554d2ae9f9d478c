#include "cli/pick.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <set>
#include <tuple>
#include <vector>

#include "cli/interrupt.h"
#include "fmt/format.h"

namespace newsecho::cli {
namespace {

// Hands every article over until `use` returns false; returns the first record that was none.
absl::StatusOr<std::string> for_each(const std::string& input, const ReadOptions& options,
                                     const std::function<bool(Article&)>& use) {
  auto reader = Reader::open({input}, options);
  if (!reader.ok()) return reader.status();
  std::string unreadable;
  for (Chunk chunk;;) {
    if (interrupted()) return absl::CancelledError("interrupted");
    const absl::StatusOr<bool> more = (*reader)->next(chunk);
    if (!more.ok()) return more.status();
    if (!*more) return unreadable;
    Batch batch = (*reader)->parse(chunk);
    if (unreadable.empty() && !batch.skipped.empty()) {
      const Skipped& first = batch.skipped[0];
      unreadable = fmt::format("{}:{}: {}", (*reader)->sources()[first.place.source], first.place.line, first.reason);
    }
    for (Article& article : batch.articles) {
      if (!use(article)) return unreadable;
    }
  }
}

// "id#3" is the third article with that id.
struct Numbered {
  std::string base;
  std::size_t number = 0;  // 0: not of this form
};

Numbered numbered(const std::string& id) {
  const std::size_t at = id.rfind('#');
  if (at == std::string::npos) return {};
  Numbered out{id.substr(0, at), 0};
  const char* end = id.data() + id.size();
  const auto [stopped, error] = std::from_chars(id.data() + at + 1, end, out.number);
  return error == std::errc() && stopped == end && out.number >= 2 ? out : Numbered{};
}

// Collects what may be meant by one word.
class Wanted {
 public:
  explicit Wanted(const std::string& word) : word_(word), numbered_(numbered(word)) {}

  void see(const Article& article) {
    if (article.id == word_) same_id_.push_back(article);
    if (article.url == word_ && same_url_.empty()) same_url_.push_back(article);
    if (numbered_.number == 0) return;
    if (article.id == numbered_.base) rivals_.push_back(article);
    if (const Numbered other = numbered(article.id); other.number > 0 && other.base == numbered_.base) {
      taken_.insert(other.number);
    }
  }

  // Returns null when no article is meant.
  const Article* found() {
    sort(same_id_);
    sort(rivals_);
    if (!same_id_.empty()) return &same_id_[0];
    // Numbers count up over those that exist as ids of their own.
    std::size_t number = 1;
    for (std::size_t i = 1; i < rivals_.size(); ++i) {
      do ++number;
      while (taken_.contains(number));
      if (number == numbered_.number) return &rivals_[i];
    }
    return same_url_.empty() ? nullptr : &same_url_[0];
  }

 private:
  static void sort(std::vector<Article>& articles) {
    std::sort(articles.begin(), articles.end(), [](const Article& a, const Article& b) {
      const auto key = [](const Article& x) {
        return std::make_tuple(!x.published.known(), x.published.seconds, x.published.precision,
                               std::string_view(x.url), std::string_view(x.text));
      };
      return key(a) < key(b);
    });
  }

  std::string word_;
  Numbered numbered_;
  std::vector<Article> same_id_, same_url_, rivals_;
  std::set<std::size_t> taken_;
};

absl::Status not_found(const std::string& words, const std::string& crawl) {
  return absl::NotFoundError(fmt::format(
      "no article of {} has the id or url {}; newsecho fields {} shows how its ids look", crawl, words, crawl));
}

absl::StatusOr<Article> found_or_file(Wanted& wanted, const std::string& word, const std::string& crawl,
                                      const ReadOptions& options) {
  if (const Article* article = wanted.found()) return *article;
  std::error_code error;
  if (word == "-" || std::filesystem::is_regular_file(word, error)) return article_of_file(word, options);
  return not_found(word, crawl);
}

}  // namespace

absl::StatusOr<Article> article_of_file(const std::string& file, const ReadOptions& options) {
  std::vector<Article> articles;
  const absl::StatusOr<std::string> unreadable = for_each(file, options, [&](Article& article) {
    articles.push_back(std::move(article));
    return articles.size() < 2;
  });
  if (!unreadable.ok()) {
    const bool missing = unreadable.status().code() == absl::StatusCode::kNotFound;
    return absl::Status(unreadable.status().code(),
                        fmt::format("{}{}", std::string(unreadable.status().message()),
                                    missing ? ", or name the crawl that has this id with --in" : ""));
  }
  if (articles.empty()) {
    return absl::InvalidArgumentError(
        fmt::format("{} holds no article{}{}", file, unreadable->empty() ? "" : "; ", *unreadable));
  }
  if (articles.size() > 1) {
    return absl::InvalidArgumentError(
        fmt::format("{} holds several articles; name two of them by id: newsecho compare {} {} --in {}", file,
                    articles[0].id, articles[1].id, file));
  }
  return std::move(articles[0]);
}

absl::StatusOr<std::pair<Article, Article>> articles_of_crawl(const std::string& a, const std::string& b,
                                                              const std::string& crawl, const ReadOptions& options) {
  Wanted wanted_a(a), wanted_b(b);
  const absl::StatusOr<std::string> read = for_each(crawl, options, [&](Article& article) {
    wanted_a.see(article);
    wanted_b.see(article);
    return true;
  });
  if (!read.ok()) return read.status();
  absl::StatusOr<Article> found_a = found_or_file(wanted_a, a, crawl, options);
  absl::StatusOr<Article> found_b = found_or_file(wanted_b, b, crawl, options);
  if (absl::IsNotFound(found_a.status()) && absl::IsNotFound(found_b.status())) {
    return not_found(a + " or " + b, crawl);
  }
  if (!found_a.ok()) return found_a.status();
  if (!found_b.ok()) return found_b.status();
  return std::make_pair(*std::move(found_a), *std::move(found_b));
}

absl::StatusOr<SiteLines> lines_of_sites(const Article& a, const Article& b, const std::string& crawl,
                                         const ReadOptions& options) {
  SiteLines lines;
  if (crawl != "-") {
    const absl::StatusOr<std::string> read = for_each(crawl, options, [&](Article& article) {
      if (!article.site.empty() && (article.site == a.site || article.site == b.site)) lines.see(article);
      return true;
    });
    if (!read.ok()) return read.status();
  }
  lines.learn();
  return lines;
}

}  // namespace newsecho::cli
