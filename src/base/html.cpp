#include "base/html.h"

#include "base/json.h"
#include "fmt/format.h"

namespace newsecho {

std::string html_page(const HtmlPage& page, std::string_view json) {
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
<script type="application/json" id="data">)";
  out += inert(json);
  out += "</script>\n<script>";
  out += page.script;
  out += "</script>\n</body>\n</html>\n";
  return out;
}

}  // namespace newsecho
