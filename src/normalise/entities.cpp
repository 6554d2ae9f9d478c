#include "normalise/entities.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "normalise/fold_table.h"

namespace newsecho::normalising {
namespace {

struct Name {
  std::string_view name;
  char32_t code_point;
};

constexpr Name kNames[] = {
#include "normalise/entity_names.inc"
};
constexpr std::size_t kLongestName = 16;

char32_t find_name(std::string_view name) {
  const Name* found = std::lower_bound(std::begin(kNames), std::end(kNames), name,
                                       [](const Name& a, std::string_view b) { return a.name < b; });
  return found != std::end(kNames) && found->name == name ? found->code_point : 0;
}

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (to_lower(c) >= 'a' && to_lower(c) <= 'z'); }

Entity read_name(std::string_view text) {
  std::array<char, kLongestName> folded{};
  std::size_t size = 0;
  while (size < text.size() && size < kLongestName && is_alnum(text[size])) {
    folded[size] = to_lower(text[size]);
    ++size;
  }
  if (size == 0 || size >= text.size() || text[size] != ';') return {};
  char32_t found = find_name(text.substr(0, size));
  if (found == 0) found = find_name({folded.data(), size});
  return found == 0 ? Entity{} : Entity{found, size + 1};
}

int digit_value(char c, int base) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = to_lower(c);
  return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

Entity read_number(std::string_view text) {
  std::size_t size = 1;
  int base = 10;
  if (size < text.size() && to_lower(text[size]) == 'x') {
    base = 16;
    ++size;
  }
  const std::size_t first = size;
  char32_t value = 0;
  for (; size < text.size() && size - first < 8; ++size) {
    const int digit = digit_value(text[size], base);
    if (digit < 0) break;
    value = value * static_cast<char32_t>(base) + static_cast<char32_t>(digit);
  }
  if (size == first || size >= text.size() || text[size] != ';') return {};
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return {};
  return {value < 0x100 ? cp1252(static_cast<unsigned char>(value)) : value, size + 1};
}

}  // namespace

Entity read_entity(std::string_view text, std::size_t pos) {
  std::string_view rest = text.substr(pos + 1);
  std::size_t size = 1;
  bool ampersand = false;
  for (;;) {
    if (rest.empty()) break;
    const Entity entity = rest[0] == '#' ? read_number(rest) : read_name(rest);
    if (entity.size == 0) break;
    size += entity.size;
    if (entity.code_point != U'&') return {entity.code_point, size};
    ampersand = true;
    rest.remove_prefix(entity.size);
  }
  return ampersand ? Entity{U'&', size} : Entity{};
}

}  // namespace newsecho::normalising
