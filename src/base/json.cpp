#include "base/json.h"

#include <array>
#include <iterator>

#include "fmt/compile.h"
#include "nlohmann/json.hpp"
#include "simdjson.h"

namespace newsecho {

namespace {

// What stands after the backslash; 'u' for a number, 0 where the byte stands for itself.
constexpr std::array<char, 256> kEscapes = [] {
  std::array<char, 256> escapes{};
  for (int c = 0; c < 0x20; ++c) escapes[c] = 'u';
  escapes['\b'] = 'b';
  escapes['\t'] = 't';
  escapes['\n'] = 'n';
  escapes['\f'] = 'f';
  escapes['\r'] = 'r';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  return escapes;
}();

constexpr std::array<bool, 256> kLively = [] {
  std::array<bool, 256> lively{};
  for (const int c : {0x3c, 0x3e, 0x26, 0xe2}) lively[c] = true;  // < > &, and how U+2028 and U+2029 begin
  return lively;
}();

}  // namespace

// A report has a hundred megabytes of these: the library's serializer costs ten times as much.
void append_json_string(std::string& out, std::string_view text) {
  using nlohmann::json;
  if (!is_utf8(text)) {
    out += json(text).dump(-1, ' ', false, json::error_handler_t::replace);
    return;
  }
  out += '"';
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const char escape = kEscapes[byte];
    if (escape == 0) continue;
    out.append(text, begin, i - begin);
    begin = i + 1;
    out += '\\';
    out += escape;
    if (escape == 'u') fmt::format_to(std::back_inserter(out), FMT_COMPILE("{:04x}"), byte);
  }
  out.append(text, begin);
  out += '"';
}

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

std::string valid_utf8(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string quoted;
  append_json_string(quoted, text);
  return nlohmann::json::parse(quoted).get<std::string>();
}

// The shortest digits that read back as the same number; whole numbers keep their ".0".
JsonWriter& JsonWriter::value(double number) { return raw(nlohmann::json(number).dump()); }

void append_inert(std::string& out, std::string_view json) {
  std::size_t begin = 0;
  const auto put = [&](std::size_t end, std::size_t taken, std::string_view instead) {
    out.append(json, begin, end - begin);
    out += instead;
    begin = end + taken;
  };
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (!kLively[static_cast<unsigned char>(json[i])]) continue;
    const std::string_view rest = json.substr(i);
    if (rest[0] == '<') put(i, 1, "\\u003c");
    if (rest[0] == '>') put(i, 1, "\\u003e");
    if (rest[0] == '&') put(i, 1, "\\u0026");
    if (rest.starts_with("\xe2\x80\xa8")) put(i, 3, "\\u2028");
    if (rest.starts_with("\xe2\x80\xa9")) put(i, 3, "\\u2029");
  }
  out.append(json, begin);
}

std::string inert(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  append_inert(out, json);
  return out;
}

}  // namespace newsecho
