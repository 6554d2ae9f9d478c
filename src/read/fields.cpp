#include "read/fields.h"

#include <algorithm>
#include <initializer_list>

#include "fmt/format.h"

namespace newsecho::read {

namespace {

using Names = std::initializer_list<std::string_view>;

// Best first. What is missing is missing on purpose: dates of download, of fetching and of indexing say
// nothing about publication, a description is no text.
struct Row {
  Role role;
  Names names;
};
const Row kUsual[] = {
    {Role::kText,
     {"maintext", "textcontent", "text", "bodytext", "body", "articlebody", "articletext", "fulltext", "content",
      "article", "story", "rawtext"}},
    {Role::kId, {"id", "_id", "_id.$oid", "guid", "uuid", "uri", "articleid", "docid", "docno", "warcrecordid"}},
    {Role::kUrl,
     {"url", "link", "canonicalurl", "originalurl", "weburl", "permalink", "href", "normalizedurl",
      "documentidentifier", "source", "filename"}},
    {Role::kSite,
     {"site", "urlhostregistereddomain", "sourcedomain", "domain", "canonicaldomain", "hostname", "host", "source.uri",
      "sourcehostname", "source.name", "source.title", "publisher", "sourceurl", "source"}},
    {Role::kTitle, {"title", "headline", "articletitle", "titlepage", "titlerss", "normalizedarticletitle"}},
    {Role::kDate,
     {"published", "datepublish", "datepublished", "publicationdate", "publishedat", "publisheddate", "publishdate",
      "pubdate", "datetime", "created", "createdat", "versioncreated", "date", "parseddate", "timestamp"}},
    {Role::kByline, {"byline", "author", "authors", "author.name", "creator", "credit"}},
};

// Objects that hold a record's fields one step further in.
constexpr std::array<std::string_view, 10> kContainers = {
    "metadata", "meta", "article", "data", "attributes", "fields", "document", "doc", "rssentry", "contentmetadata"};
constexpr std::uint16_t kNested = 100;

constexpr std::size_t kListed = 200;  // characters of the names in a message

// "publishedAt" and "Published-At" are one name.
std::string fold(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if ((c == '_' && i > 0) || c == '-' || c == ' ') {
      continue;
    }
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return out;
}

bool is_container(std::string_view folded) {
  return folded == "_source" || std::find(kContainers.begin(), kContainers.end(), folded) != kContainers.end();
}

}  // namespace

std::string_view name(Role role) {
  constexpr std::array<std::string_view, kRoles> kNames = {"text", "id", "url", "site", "title", "date", "byline"};
  return kNames[static_cast<std::size_t>(role)];
}

Mapping::Mapping(const ReadOptions& options) : text_field_(options.text_field) {
  const std::pair<Role, const std::string*> given[] = {
      {Role::kText, &options.text_field},    {Role::kId, &options.id_field},       {Role::kUrl, &options.url_field},
      {Role::kSite, &options.site_field},    {Role::kTitle, &options.title_field}, {Role::kDate, &options.date_field},
      {Role::kByline, &options.byline_field}};
  const auto note_parents = [&](std::string_view dotted) {
    for (std::size_t dot = dotted.find('.'); dot != std::string_view::npos; dot = dotted.find('.', dot + 1)) {
      parents_[std::string(dotted.substr(0, dot))] = true;
    }
  };
  for (const auto& [role, field] : given) {
    if (!field->empty()) {
      chosen_[static_cast<std::size_t>(role)] = true;
      given_[*field].push_back({role, 0});
      note_parents(*field);
    }
  }
  for (const Row& row : kUsual) {
    if (chosen_[static_cast<std::size_t>(row.role)]) {
      continue;
    }
    std::uint16_t rank = 0;
    for (const std::string_view usual : row.names) {
      usual_[std::string(usual)].push_back({row.role, rank++});
      note_parents(usual);
    }
  }
}

Mapping::Found Mapping::find(std::string_view dotted) const {
  if (!given_.empty()) {
    if (const auto at = given_.find(std::string(dotted)); at != given_.end()) {
      return {&at->second, 0, true};
    }
  }
  if (const auto at = usual_.find(fold(dotted)); at != usual_.end()) {
    return {&at->second, 0};
  }
  const std::size_t dot = dotted.find('.');
  if (dot == std::string_view::npos || !is_container(fold(dotted.substr(0, dot)))) {
    return {};
  }
  const auto at = usual_.find(fold(dotted.substr(dot + 1)));
  return at == usual_.end() ? Found{} : Found{&at->second, kNested};
}

bool Mapping::descend(std::string_view dotted) const {
  if (parents_.contains(std::string(dotted)) || parents_.contains(fold(dotted))) {
    return true;
  }
  const std::string folded = fold(dotted);
  if (is_container(folded)) {
    return true;
  }
  const std::size_t dot = folded.rfind('.');
  return dot != std::string::npos &&
         (is_container(folded.substr(dot + 1)) || parents_.contains(folded.substr(dot + 1)));
}

std::string Mapping::no_text(const std::vector<std::string_view>& seen) const {
  std::string list;
  for (const std::string_view field : seen) {
    if (list.size() >= kListed) {
      list += ", ...";
      break;
    }
    list.append(list.empty() ? "" : ", ").append(field);
  }
  return text_field_.empty() ? fmt::format("no text field; fields seen: {}; name one with --text-field", list)
                             : fmt::format("no field {}, named by --text-field; fields seen: {}", text_field_, list);
}

namespace {

// Whether a dotted name ends with that name.
bool last_is(std::string_view dotted, std::string_view name) {
  const std::string folded = fold(dotted);
  return std::string_view(folded).substr(folded.rfind('.') + 1) == name;
}

}  // namespace

bool Mapping::by_shape(std::string_view field) { return last_is(field, "source"); }

bool Mapping::is_file_name(std::string_view field) { return last_is(field, "filename"); }

}  // namespace newsecho::read
