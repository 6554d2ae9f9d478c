// html.h — the frame of a page that is one file: its style, its script, its data, nothing else can run.
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

// Returns the page. The script finds `json` as the text of the element with id "data" and an empty main.
std::string html_page(const HtmlPage& page, std::string_view json);

}  // namespace newsecho
