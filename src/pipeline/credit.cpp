#include "pipeline/credit.h"

namespace newsecho::pipeline {

namespace {

constexpr std::size_t kDateline = 160;  // bytes at the beginning in which a dateline stands
constexpr std::size_t kLongestName = 32;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_space(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

// A name in parentheses followed by a dash: the form of a dateline in every agency's style book.
std::string in_dateline(std::string_view text) {
  const std::string_view head = text.substr(0, kDateline);
  for (std::size_t open = head.find('('); open != std::string_view::npos; open = head.find('(', open + 1)) {
    const std::size_t close = head.find(')', open);
    if (close == std::string_view::npos || close - open > kLongestName || close - open < 3) {
      continue;
    }
    const std::string_view after = trim(head.substr(close + 1));
    const bool dash = after.substr(0, 1) == "-" || after.substr(0, 3) == "\u2013" || after.substr(0, 3) == "\u2014";
    if (dash && head[open + 1] >= 'A' && head[open + 1] <= 'Z') {
      return std::string(head.substr(open + 1, close - open - 1));
    }
  }
  return "";
}

}  // namespace

std::string credit_of(std::string_view text, std::string_view byline) {
  std::string found = in_dateline(text);
  if (!found.empty()) {
    return found;
  }
  const std::size_t at = byline.find_last_of(",/|");
  if (at == std::string_view::npos) {
    return "";
  }
  const std::string_view name = trim(byline.substr(at + 1));
  return name.size() <= kLongestName ? std::string(name) : "";
}

}  // namespace newsecho::pipeline
