// json.h — appends JSON to a string, one member after the other, without building a tree.
//
//   std::string line;
//   JsonWriter json(line);
//   json.object().member("id", "a").member("size", 3).end();   // {"id":"a","size":3}
//
// Strings are written verbatim as UTF-8; bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "fmt/format.h"

namespace newsecho {

void append_json_string(std::string& out, std::string_view text);

bool is_utf8(std::string_view text);

// Returns the text as append_json_string() would show it to a reader.
std::string valid_utf8(std::string_view text);

// Returns the same JSON in a form that can neither end a script element nor a line of one.
std::string inert(std::string_view json);
void append_inert(std::string& out, std::string_view json);

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& object() { return open('{', '}'); }
  JsonWriter& array() { return open('[', ']'); }
  JsonWriter& end() {
    out_ += closing_.back();
    closing_.pop_back();
    first_ = false;
    return *this;
  }

  JsonWriter& key(std::string_view name) {
    comma();
    append_json_string(out_, name);
    out_ += ':';
    first_ = true;  // what follows belongs to the key
    return *this;
  }
  // A name that stands in the code needs no escape.
  template <std::size_t N>
  JsonWriter& key(const char (&name)[N]) {
    comma();
    out_ += '"';
    out_.append(name, N - 1);
    out_ += "\":";
    first_ = true;
    return *this;
  }

  JsonWriter& value(std::string_view text) {
    comma();
    append_json_string(out_, text);
    return *this;
  }
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(std::same_as<bool> auto truth) { return raw(truth ? "true" : "false"); }
  template <std::integral T>
  requires(!std::same_as<T, bool>) JsonWriter& value(T number) {
    comma();
    const fmt::format_int digits(number);
    out_.append(digits.data(), digits.size());
    return *this;
  }
  JsonWriter& value(double number);

  // A share given in permille, as 0 to 1.
  template <typename Name>
  JsonWriter& permille(const Name& name, std::uint32_t share) {
    key(name).value(share / 1000);
    const auto digit = [](std::uint32_t d) { return static_cast<char>('0' + d % 10); };
    const char decimals[] = {'.', digit(share / 100), digit(share / 10), digit(share)};
    out_.append(decimals, sizeof(decimals));
    return *this;
  }
  JsonWriter& null() { return raw("null"); }
  JsonWriter& raw(std::string_view json) {
    comma();
    out_ += json;
    return *this;
  }

  template <typename Name, typename T>
  JsonWriter& member(const Name& name, const T& v) {
    return key(name).value(v);
  }
  // Writes null for an empty text: unknown, not empty.
  template <typename Name>
  JsonWriter& member_or_null(const Name& name, std::string_view text) {
    key(name);
    return text.empty() ? null() : value(text);
  }

 private:
  JsonWriter& open(char begin, char end) {
    comma();
    out_ += begin;
    closing_ += end;
    first_ = true;
    return *this;
  }
  void comma() {
    if (!first_) out_ += ',';
    first_ = false;
  }

  std::string& out_;
  std::string closing_;
  bool first_ = true;
};

}  // namespace newsecho
