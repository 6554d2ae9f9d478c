#include "base/html.h"

#include "base/json.h"
#include "fmt/format.h"

namespace newsecho {

std::string html_begin(const HtmlPage& page) {
  std::string out = fmt::format(R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{}</title>
<style>)",
                                page.script_hash, page.style_hash, page.title);
  out += page.style;
  out += R"(</style>
</head>
<body>
<main></main>
<noscript>This page shows its data by a script; the data is in the files beside it.</noscript>
)";
  return out;
}

std::string html_end(const HtmlPage& page) {
  std::string out = "<script>";
  out += page.script;
  out += "</script>\n</body>\n</html>\n";
  return out;
}

void append_data(std::string& out, std::string_view id, std::string_view json) {
  fmt::format_to(std::back_inserter(out), R"(<script type="application/json" id="{}">)", id);
  out += inert(json);
  out += "</script>\n";
}

std::string html_page(const HtmlPage& page, std::string_view json) {
  std::string out = html_begin(page);
  append_data(out, "data", json);
  out += html_end(page);
  return out;
}

}  // namespace newsecho
