#include "base/json.h"

#include <algorithm>

#include "absl/strings/str_replace.h"
#include "nlohmann/json.hpp"
#include "simdjson.h"

namespace newsecho {

void append_json_string(std::string& out, std::string_view text) {
  // Nearly every string needs no escape; the library's serializer costs ten times as much.
  const auto escapes = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == 0x7f;
  };
  if (std::none_of(text.begin(), text.end(), escapes) && simdjson::validate_utf8(text.data(), text.size())) {
    out += '"';
    out += text;
    out += '"';
    return;
  }
  using nlohmann::json;
  out += json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string valid_utf8(std::string_view text) {
  if (simdjson::validate_utf8(text.data(), text.size())) return std::string(text);
  std::string quoted;
  append_json_string(quoted, text);
  return nlohmann::json::parse(quoted).get<std::string>();
}

// The shortest digits that read back as the same number; whole numbers keep their ".0".
JsonWriter& JsonWriter::value(double number) { return raw(nlohmann::json(number).dump()); }

std::string inert(std::string_view json) {
  return absl::StrReplaceAll(
      absl::string_view(json.data(), json.size()),
      {{"<", "\\u003c"}, {">", "\\u003e"}, {"&", "\\u0026"}, {"\xe2\x80\xa8", "\\u2028"}, {"\xe2\x80\xa9", "\\u2029"}});
}

}  // namespace newsecho
