// page.h — makes report.html: one file, no network, nothing of the crawl's text can run in it.
//
//   Page page(shown_stories);
//   page.add_story(row);  page.add_text(row);  page.add_link(row);   // rows of the files, in their order
//   page.write(run_json, excel_safe, file);
//
// The page is made of what the rows of the other files hold, whether they are just being written or read again: so
// both give the same page. Stories come before texts and links.
// Size      bounded: the largest stories are listed and the first of them keep their texts until the room is used
//           up; the page says how many are left to the files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "base/file.h"
#include "report/columns.h"

namespace newsecho {

class Page {
 public:
  explicit Page(std::uint32_t shown_stories) : shown_stories_(shown_stories) {}

  // Each returns false if the row is not what its file holds. Rows the page has no room for are only counted.
  bool add_story(std::string_view row);
  bool add_text(std::string_view row);
  bool add_link(std::string_view row);
  bool add_skipped(std::string_view row);
  bool add_boilerplate(std::string_view row);

  // Whether a further text would be shown.
  bool takes_texts() const;

  // The same without a row to parse. Returns false when there is no room for a further story, of which nothing but
  // the number is taken from then on.
  bool add_story(const StoryRow& story);
  void add_link(std::string_view a, std::string_view b, std::string_view relation,
                absl::FunctionRef<std::string()> reason);

  void write(std::string_view run_json, bool excel_safe, WholeFile& file);

 private:
  struct Texts {
    std::size_t story;
    std::string json;
  };
  struct Line {
    std::uint64_t pages = 0, order = 0;
    std::string json;
  };

  void keep_most_pages(std::size_t n);

  std::uint32_t shown_stories_;
  Columns columns_;
  std::vector<Texts> texts_;
  std::size_t text_bytes_ = 0;
  std::size_t story_ = 0, article_ = 0;  // whose text comes next
  bool full_ = false;                    // no room for further texts of this story
  bool no_room_ = false;                 // nor of any other
  std::string links_, skipped_;
  std::vector<Line> boilerplate_;
  std::uint64_t all_stories_ = 0, all_links_ = 0, all_skipped_ = 0, all_boilerplate_ = 0;
};

// The articles of a story that the page lists and whose texts are kept; the rest differ from those in nothing new.
constexpr std::size_t kShownMembers = 200;

}  // namespace newsecho
