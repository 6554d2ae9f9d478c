// html.h — the frame of a page that is one file: its style, its script, its data, nothing else can run.
//
//   std::string page = html_begin({"newsecho compare", style, style_hash, script, script_hash});
//   append_data(page, "data", json);          // as many as there are
//   page += html_end(frame);
//
// Data are elements that hold JSON; the script finds each by its id, and an empty main.
#pragma once

#include <string>
#include <string_view>

namespace newsecho {

// The hashes ("sha256-...") are those of style and script; the page's content security policy names them.
struct HtmlPage {
  std::string_view title;
  std::string_view style, style_hash;
  std::string_view script, script_hash;
};

std::string html_begin(const HtmlPage& page);
std::string html_end(const HtmlPage& page);

// Appends JSON that is not yet inert; the id is the page's own, never the crawl's.
void append_data(std::string& out, std::string_view id, std::string_view json);

// Returns the whole page with one element of data, "data".
std::string html_page(const HtmlPage& page, std::string_view json);

}  // namespace newsecho
