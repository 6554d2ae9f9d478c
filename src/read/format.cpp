#include "read/format.h"

#include <algorithm>
#include <array>
#include <vector>

#include "fmt/format.h"
#include "read/rows.h"

namespace newsecho::read {

namespace {

bool begins(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

bool ends(std::string_view s, std::string_view with) {
  return s.size() >= with.size() && s.substr(s.size() - with.size()) == with;
}

std::string lower(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

std::string_view without_space(std::string_view s) {
  const std::size_t at = s.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? std::string_view() : s.substr(at);
}

std::string_view first_line(std::string_view s) { return s.substr(0, s.find('\n')); }

std::string plain_name(std::string_view name) {
  std::string out = lower(name);
  for (const std::string_view packed : {std::string_view(".gz"), std::string_view(".zst"), std::string_view(".xz")}) {
    if (ends(out, packed)) {
      out.resize(out.size() - packed.size());
      break;
    }
  }
  return out;
}

// What people point at by mistake, by its first bytes. A text may begin with letters: those count only where
// bytes follow that no text has.
struct Foreign {
  std::string_view magic, what;
  bool letters = false;
};
constexpr std::array<Foreign, 10> kForeign = {
    {{"PAR1", "Parquet; write it as JSON lines first, e.g. with duckdb or pyarrow", true},
     {"%PDF", "a PDF; extract the text first"},
     {"PK\x03\x04", "a zip archive; unpack it first"},
     {"WARC/", "WARC; extract the articles' text first, e.g. with trafilatura or datatrove"},
     {"\x89PNG", "a picture"},
     {"\xff\xd8\xff", "a picture"},
     {"BZh", "bzip2; recompress it as gzip, zstd or xz", true},
     {"ORC", "ORC; write it as JSON lines first", true},
     {"Obj\x01", "Avro; write it as JSON lines first"},
     {"SQLite format", "an SQLite database; write its table as CSV first"}}};

absl::Status refuse(std::string_view what) { return absl::InvalidArgumentError(fmt::format("is {}", what)); }

bool has_control(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < '\t'; });
}

absl::Status refuse_foreign(std::string_view head) {
  constexpr std::size_t kSeen = 512;
  for (const Foreign& f : kForeign) {
    if (begins(head, f.magic) && (!f.letters || has_control(head.substr(0, kSeen)))) {
      return refuse(f.what);
    }
  }
  if (begins(head, "\xff\xfe") || begins(head, "\xfe\xff")) {
    return refuse("UTF-16; convert it to UTF-8 first, e.g. with iconv");
  }
  const std::string start = lower(without_space(head).substr(0, 16));
  if (begins(start, "<!doctype html") || begins(start, "<html")) {
    return refuse("an HTML page; extract the article's text first, e.g. with trafilatura");
  }
  return absl::OkStatus();
}

bool serves_text(const Mapping& mapping, std::string_view field) {
  const Uses* uses = mapping.find(field).uses;
  return uses != nullptr && uses->front().role == Role::kText;
}

// Walks the outermost brackets of a JSON text, as far as the head goes.
class Outline {
 public:
  Outline(std::string_view text, const Mapping& mapping) : mapping_(mapping) { walk(text); }

  // Offset behind the first whole value; npos if the head ends inside it.
  std::size_t first_value_end = std::string_view::npos;
  // Brackets around the records of an object like {"articles": [{...}]}; 0 if it is none, or a record with a text
  // of its own.
  std::uint32_t wrapped_depth = 0;

 private:
  void walk(std::string_view s) {
    const std::uint32_t depth = walk_first(s);
    wrapped_depth = text_outside_ ? 0 : depth;
  }

  // Returns the depth of the first record inside a wrapper.
  std::uint32_t walk_first(std::string_view s) {
    std::uint32_t wrapped = 0;
    std::vector<char> open;
    std::string_view key;
    for (std::size_t i = 0; i < s.size(); ++i) {
      const char c = s[i];
      if (c == '"') {
        const std::size_t begin = i + 1;
        for (++i; i < s.size() && s[i] != '"'; ++i) {
          i += s[i] == '\\' ? 1 : 0;
        }
        if (i >= s.size()) {
          break;
        }
        const std::string_view behind = without_space(s.substr(i + 1));
        if (begins(behind, ":")) {
          key = s.substr(begin, i - begin);
          const bool plain = begins(without_space(behind.substr(1)), "\"");
          text_outside_ |= open.size() == 1 && plain && serves_text(mapping_, key);
        }
      } else if (c == '{' || c == '[') {
        if (c == '{' && wrapped == 0 && inside_wrapper(open)) {
          wrapped = static_cast<std::uint32_t>(open.size());
        }
        open.push_back(open.empty() || wraps(key) ? c : ' ');
        key = {};
      } else if ((c == '}' || c == ']') && !open.empty()) {
        open.pop_back();
        if (open.empty()) {
          first_value_end = i + 1;
          break;
        }
      }
    }
    return wrapped;
  }

  static bool wraps(std::string_view key) {
    constexpr std::array<std::string_view, 7> kKeys = {"articles", "results", "documents", "items",
                                                       "stories",  "records", "hits"};
    return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
  }
  static bool inside_wrapper(const std::vector<char>& open) {
    return open.size() >= 2 && open.size() <= 3 && open.front() == '{' && open.back() == '[' &&
           std::find(open.begin(), open.end(), ' ') == open.end();
  }

  const Mapping& mapping_;
  bool text_outside_ = false;  // the outermost object names a text
};

// Whether the first row names a text field and another one: "Story, and more" begins a text.
bool has_header(std::string_view head, char separator, const Mapping& mapping) {
  const std::vector<std::string> names = split_row(first_line(head), separator);
  const auto known = std::count_if(names.begin(), names.end(),
                                   [&](const std::string& field) { return mapping.find(field).uses != nullptr; });
  return known > 1 &&
         std::any_of(names.begin(), names.end(), [&](const std::string& field) { return serves_text(mapping, field); });
}

char likely_separator(std::string_view head) {
  const std::string_view line = first_line(head);
  char best = ',';
  for (const char c : {'\t', ';'}) {
    best = std::count(line.begin(), line.end(), c) > std::count(line.begin(), line.end(), best) ? c : best;
  }
  return best;
}

}  // namespace

absl::StatusOr<Format> tell(std::string_view name, std::string_view head, const Mapping& mapping) {
  if (begins(head, "\xEF\xBB\xBF")) {
    head.remove_prefix(3);  // the byte order mark
  }
  if (absl::Status s = refuse_foreign(head); !s.ok()) {
    return s;
  }
  const std::string plain = plain_name(name);
  const std::string_view content = without_space(head);
  const bool lines_by_name = ends(plain, ".jsonl") || ends(plain, ".ndjson");
  const bool text_by_name = ends(plain, ".txt");
  if (begins(content, "[") && !text_by_name && !lines_by_name) {
    return Format{Form::kValues, 1};
  }
  if (begins(content, "[") && without_space(content.substr(1)).substr(0, 1) == "{") {
    return Format{Form::kValues, 1};
  }
  const std::string_view inside = without_space(content.substr(std::min<std::size_t>(content.size(), 1)));
  // A text may begin with a brace, too.
  if (begins(content, "{") && (!text_by_name || begins(inside, "\""))) {
    const Outline outline(content, mapping);
    if (outline.wrapped_depth > 0) {
      return Format{Form::kValues, outline.wrapped_depth};
    }
    // One object a line, unless the first one goes on over lines.
    const std::string_view line = first_line(content);
    const bool whole = outline.first_value_end != std::string_view::npos && outline.first_value_end <= line.size();
    const bool next_begins = without_space(content.substr(line.size())).substr(0, 1) == "{";
    if (text_by_name && !whole) {
      return Format{Form::kWhole};  // a text that happens to begin with a brace
    }
    return Format{whole || next_begins || line.size() == content.size() ? Form::kLines : Form::kValues, 0};
  }
  const char separator = likely_separator(head);
  if (ends(plain, ".csv") || ends(plain, ".tsv") || has_header(head, separator, mapping)) {
    return Format{Form::kRows, 0, separator};
  }
  if (lines_by_name || ends(plain, ".json")) {
    return Format{Form::kLines};
  }
  return Format{Form::kWhole};
}

}  // namespace newsecho::read
