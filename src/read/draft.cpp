#include "read/draft.h"

#include <algorithm>
#include <cctype>

#include "fmt/format.h"
#include "read/site.h"

namespace newsecho::read {

namespace {

constexpr std::size_t kSeenFields = 200;  // kept for the message of a record without text

std::string_view trim(std::string_view s) {
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.front())) != 0) {
    s.remove_prefix(1);
  }
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.back())) != 0) {
    s.remove_suffix(1);
  }
  return s;
}

// What programs write for nothing: news-please writes str(None), pandas nan.
bool says_nothing(std::string_view value) {
  return value.empty() || value == "None" || value == "null" || value == "nan" || value == "NaN";
}

// Media Cloud's mark for a story whose address is still unknown: the same for all of them.
bool is_stand_in(std::string_view url) {
  return url.find("mediacloud.org/need_canonical_url") != std::string_view::npos;
}

bool has_scheme(std::string_view value) { return value.find("://") != std::string_view::npos; }

// news-please names its files by the percent-encoded url, with ".json" behind.
std::string url_of_file_name(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto hex = [](char c) {
      return std::isdigit(static_cast<unsigned char>(c)) != 0 ? c - '0' : (c | 32) - 'a' + 10;
    };
    if (value[i] == '%' && i + 2 < value.size() && std::isxdigit(static_cast<unsigned char>(value[i + 1])) != 0 &&
        std::isxdigit(static_cast<unsigned char>(value[i + 2])) != 0) {
      out.push_back(static_cast<char>(16 * hex(value[i + 1]) + hex(value[i + 2])));
      i += 2;
    } else {
      out.push_back(value[i]);
    }
  }
  constexpr std::string_view kSuffix = ".json";
  if (out.size() > kSuffix.size() && out.compare(out.size() - kSuffix.size(), kSuffix.size(), kSuffix) == 0) {
    out.resize(out.size() - kSuffix.size());
  }
  return has_scheme(out) ? out : std::string();
}

// NewsAPI cuts its texts at 200 characters and says how much is missing: "... [+1234 chars]".
bool cut_mark(std::string_view& text) {
  constexpr std::string_view kEnd = " chars]";
  if (text.size() < kEnd.size() || text.substr(text.size() - kEnd.size()) != kEnd) {
    return false;
  }
  const std::size_t mark = text.rfind("[+");
  if (mark == std::string_view::npos) {
    return false;
  }
  const std::string_view digits = text.substr(mark + 2, text.size() - kEnd.size() - mark - 2);
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return false;
  }
  text = text.substr(0, mark);
  return true;
}

}  // namespace

void Draft::clear() {
  slots_ = {};
  published_ = {};
  has_text_field_ = false;
  kept_.clear();
  seen_.clear();
}

void Draft::note(std::string_view field) {
  if (seen_.size() < kSeenFields) {
    seen_.push_back(field);
  }
}

void Draft::offer(std::string_view field, std::string_view value) {
  note(field);
  const auto [uses, penalty, given] = mapping_.find(field);
  if (uses == nullptr) {
    return;
  }
  const bool shaped = !given && Mapping::by_shape(field);
  for (const Use& use : *uses) {
    if (shaped && ((use.role == Role::kUrl && !has_scheme(value)) || (use.role == Role::kSite && has_scheme(value)))) {
      continue;
    }
    consider({use.role, static_cast<std::uint16_t>(use.rank + penalty)}, field, value);
  }
}

void Draft::offer_text(std::string_view text) { consider({Role::kText, 0}, "the file", text); }

void Draft::consider(Use use, std::string_view field, std::string_view value) {
  Slot& best = slots_[static_cast<std::size_t>(use.role)];
  if (use.role == Role::kText) {
    has_text_field_ = true;
    if (trim(value).empty()) {
      return;
    }
  } else {
    value = trim(value);
    if (says_nothing(value) || (use.role == Role::kUrl && is_stand_in(value))) {
      return;
    }
  }
  if (best.filled && best.rank <= use.rank) {
    return;
  }
  if (use.role == Role::kDate) {
    const Published published = parse_date(value);
    if (!published.known()) {
      return;
    }
    published_ = published;
  }
  if (use.role == Role::kId && is_stand_in(value)) {
    return;
  }
  if (use.role == Role::kUrl && !has_scheme(value) && Mapping::is_file_name(field)) {
    value = keep(url_of_file_name(value));
    if (value.empty()) {
      return;
    }
  }
  best = {field, value, use.rank, true};
}

void Draft::finish(const Place& place, const std::string& source, Batch& batch) {
  if (!has_text_field_) {
    batch.skipped.push_back({place, seen_.empty() ? std::string("no fields") : mapping_.no_text(seen_)});
    return;
  }
  Article article;
  std::string_view text = slot(Role::kText).value;
  batch.cut_texts += cut_mark(text) ? 1 : 0;
  article.text = text;
  article.url = slot(Role::kUrl).value;
  article.title = slot(Role::kTitle).value;
  article.byline = slot(Role::kByline).value;
  article.published = published_;
  const std::string_view site = slot(Role::kSite).value;
  article.site = site_of(has_scheme(article.url) || site.empty() ? std::string_view(article.url) : site);
  article.id = slot(Role::kId).value;
  if (article.id.empty()) {
    article.id = article.url.empty() ? fmt::format("{}:{}", source, place.line) : article.url;
  }
  article.place = place;
  for (std::size_t r = 0; r < kRoles; ++r) {
    if (slots_[r].filled) {
      const auto at = std::find_if(served_[r].begin(), served_[r].end(),
                                   [&](const Served& served) { return served.field == slots_[r].field; });
      if (at != served_[r].end()) {
        ++at->articles;
      } else {
        served_[r].push_back({std::string(slots_[r].field), 1});
      }
    }
  }
  batch.without_date += published_.known() ? 0 : 1;
  batch.articles.push_back(std::move(article));
}

void Draft::tell_fields(Batch& batch) const {
  for (std::size_t r = 0; r < kRoles; ++r) {
    for (const Served& served : served_[r]) {
      batch.fields[std::string(name(static_cast<Role>(r)))][served.field] += served.articles;
    }
  }
}

}  // namespace newsecho::read
