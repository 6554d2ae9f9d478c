#include "report/page.h"

#include <simdjson.h>

#include <algorithm>
#include <numeric>

#include "base/html.h"
#include "base/json.h"
#include "report/bundle.h"

namespace newsecho {
namespace {

// Together with the script below 60 MB, which a browser opens at once.
constexpr std::size_t kStoryBytes = 32u << 20;
constexpr std::size_t kTextBytes = 24u << 20;
constexpr std::size_t kStoryAndTextBytes = 50u << 20;
constexpr std::size_t kTextBytesOfAStory = 2u << 20;
constexpr std::size_t kLinkBytes = 3u << 20;
constexpr std::size_t kSkippedBytes = 1u << 19;
constexpr std::size_t kBoilerplateLines = 500;
constexpr std::size_t kLongestLine = 1u << 12;

namespace dom = simdjson::dom;

bool parse(std::string_view row, dom::element& out) {
  thread_local dom::parser parser;
  return parser.parse(row.data(), row.size()).get(out) == simdjson::SUCCESS && out.is_object();
}

std::string_view text(const dom::element& object, const char* name) {
  std::string_view value;
  return object[name].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

std::string_view without_line_end(std::string_view row) {
  if (!row.empty() && row.back() == '\n') row.remove_suffix(1);
  return row;
}

void append(std::string& list, std::string_view json) {
  if (!list.empty()) list += ',';
  list += json;
}

std::string joined(absl::Span<const std::string_view> pieces) {
  return std::accumulate(pieces.begin(), pieces.end(), std::string(),
                         [](std::string sum, std::string_view piece) { return std::move(sum.append(piece)); });
}

}  // namespace

bool Page::add_story(const StoryRow& story) {
  ++all_stories_;
  if (columns_.bytes() < kStoryBytes) columns_.add(story);
  return columns_.bytes() < kStoryBytes;
}

bool Page::add_story(std::string_view row) {
  ++all_stories_;
  if (columns_.bytes() >= kStoryBytes) return true;
  const std::optional<StoryRow> story = parse_story(row, kShownMembers);
  if (story) columns_.add(*story);
  return story.has_value();
}

bool Page::takes_texts() const {
  return !no_room_ && story_ < std::min<std::size_t>(shown_stories_, columns_.stories());
}

bool Page::add_text(std::string_view row) {
  // Only stories of two or more have theirs in the file.
  if (!takes_texts()) return true;
  if (article_ == 0) {
    full_ = false;
    texts_.push_back({story_, {}});
  }
  std::string& json = texts_.back().json;
  const std::size_t room = std::min(kTextBytes, kStoryAndTextBytes - std::min(columns_.bytes(), kStoryAndTextBytes));
  if (!full_) {
    const std::size_t before = json.size();
    if (before > 0) json += ',';
    append_inert(json, without_line_end(row));
    const std::size_t added = json.size() - before;
    no_room_ = text_bytes_ + added > room;
    full_ = no_room_ || json.size() > kTextBytesOfAStory;
    if (full_) json.resize(before);
    if (!full_) text_bytes_ += added;
  }
  if (++article_ == columns_.articles(story_)) {
    ++story_;
    article_ = 0;
  }
  return true;
}

void Page::add_link(std::string_view a, std::string_view b, std::string_view relation,
                    absl::FunctionRef<std::string()> reason) {
  ++all_links_;
  if (links_.size() >= kLinkBytes || (!columns_.repeated(a) && !columns_.repeated(b))) return;
  std::string out;
  JsonWriter(out).object().member("a", a).member("b", b).member("relation", relation).member("reason", reason()).end();
  append(links_, inert(out));
}

bool Page::add_link(std::string_view row) {
  dom::element link;
  if (links_.size() >= kLinkBytes) {
    ++all_links_;
    return true;
  }
  if (!parse(row, link)) return false;
  add_link(text(link, "a"), text(link, "b"), text(link, "relation"), [&] {
    dom::element evidence;
    return std::string(link["evidence"].get(evidence) == simdjson::SUCCESS ? text(evidence, "reason") : "");
  });
  return true;
}

bool Page::add_skipped(std::string_view row) {
  ++all_skipped_;
  if (skipped_.size() < kSkippedBytes && row.size() < kLongestLine) append(skipped_, inert(without_line_end(row)));
  return true;
}

bool Page::add_boilerplate(std::string_view row) {
  const std::uint64_t order = all_boilerplate_++;
  dom::element line;
  if (!parse(row, line)) return false;
  std::uint64_t pages = 0;
  if (line["pages"].get(pages) != simdjson::SUCCESS || row.size() > kLongestLine) return true;
  std::string out;
  JsonWriter(out)
      .object()
      .member("site", text(line, "site"))
      .member("line", text(line, "line"))
      .member("pages", pages)
      .end();
  boilerplate_.push_back({pages, order, inert(out)});
  if (boilerplate_.size() >= 8 * kBoilerplateLines) keep_most_pages(kBoilerplateLines);
  return true;
}

void Page::keep_most_pages(std::size_t n) {
  std::sort(boilerplate_.begin(), boilerplate_.end(),
            [](const Line& a, const Line& b) { return a.pages != b.pages ? a.pages > b.pages : a.order < b.order; });
  if (boilerplate_.size() > n) boilerplate_.resize(n);
}

void Page::write(std::string_view run_json, bool excel_safe, WholeFile& file) {
  const std::string style = joined(bundle::style()), script = joined(bundle::script());
  const HtmlPage frame{"newsecho report", style, bundle::style_hash(), script, bundle::script_hash()};
  file.write(html_begin(frame));

  // What was added is inert already.
  file.write(R"(<script type="application/json" id="data">{"run":)");
  file.write(inert(without_line_end(run_json)));
  file.write(fmt::format(R"(,"excel_safe":{},"all":{{"stories":{},"links":{},"boilerplate":{},"skipped":{}}},)",
                         excel_safe, all_stories_, all_links_, all_boilerplate_, all_skipped_));
  columns_.write(file);
  keep_most_pages(kBoilerplateLines);
  std::string lines, with_texts;
  for (const Line& line : boilerplate_) append(lines, line.json);
  for (const Texts& texts : texts_) {
    if (!texts.json.empty()) append(with_texts, fmt::format_int(texts.story).str());
  }
  for (const auto& [name, list] : {std::pair<const char*, const std::string*>{"texts", &with_texts},
                                   {"links", &links_},
                                   {"boilerplate", &lines},
                                   {"skipped", &skipped_}}) {
    file.write(fmt::format(",\"{}\":[", name));
    file.write(*list);
    file.write("]");
  }
  file.write("}</script>\n");
  // Apart, so that only the texts of a story that is opened are parsed.
  for (const Texts& texts : texts_) {
    if (texts.json.empty()) continue;
    file.write(fmt::format(R"(<script type="application/json" id="texts-{}">[)", texts.story));
    file.write(texts.json);
    file.write("]</script>\n");
  }
  file.write(html_end(frame));
}

}  // namespace newsecho
