// Any bytes can be normalised and cut into tokens: the text is valid UTF-8, offsets never run back or past the
// source, segments tile the tokens. Outputs that are used again give what fresh ones give.
#include "newsecho/normalise.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "normalise/utf8.h"
#include "require.h"

namespace newsecho {
namespace {

using fuzz::require;

void check_text(const Normalised& n, std::string_view source) {
  std::uint32_t offset_before = 0;
  for (std::size_t i = 0; i < n.text.size();) {
    const normalising::Decoded c = normalising::decode(n.text, i);
    require(c.valid, "normalised text is valid UTF-8");
    const std::uint32_t offset = n.source_offset(static_cast<std::uint32_t>(i));
    require(offset >= offset_before, "source offsets of characters do not run back");
    require(offset < source.size(), "a character comes from inside the source");
    offset_before = offset;
    i += c.size;
  }
  const std::uint32_t end = n.source_offset(static_cast<std::uint32_t>(n.text.size()));
  require(end >= offset_before && end <= source.size(), "the text's end lies at or before the source's");
  require(n.invalid_bytes <= source.size(), "no more invalid bytes than bytes");

  for (std::size_t i = 1; i < n.steps.size(); ++i)
    require(n.steps[i - 1].normalised <= n.steps[i].normalised, "offset steps ascend");
}

void check_tokens(const Tokens& t, std::string_view source) {
  require(t.flags.size() == t.size(), "flags for every token");
  std::uint32_t token = 0, byte = 0;
  for (const Segment& s : t.segments) {
    require(s.begin == token && s.end > s.begin, "segments tile the tokens");
    require(s.source_begin >= byte && s.source_end >= s.source_begin, "segments ascend in the source");
    token = s.end;
    byte = s.source_end;
  }
  require(token == t.size(), "segments reach the last token");
  require(byte <= source.size(), "segments end inside the source");

  std::uint32_t first_free = 0;
  for (const Number& n : t.numbers) {
    require(n.token >= first_free && n.token < t.size(), "numbers ascend and stand at a token");
    first_free = n.token + 1;
  }
}

bool same(const Tokens& a, const Tokens& b) {
  if (a.hash != b.hash || a.flags != b.flags || a.numbers != b.numbers) return false;
  if (a.segments.size() != b.segments.size()) return false;
  for (std::size_t i = 0; i < a.segments.size(); ++i)
    if (a.segments[i].hash != b.segments[i].hash || a.segments[i].source_end != b.segments[i].source_end) return false;
  return true;
}

}  // namespace
}  // namespace newsecho

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsecho;
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const Normalised fresh = normalise(source);
  check_text(fresh, source);
  const Tokens tokens = tokenise(fresh, source);
  check_tokens(tokens, source);

  static Normalised used;
  static Tokens used_tokens;
  normalise_into(source, used);
  tokenise_into(used, source, used_tokens);
  fuzz::require(used.text == fresh.text && same(used_tokens, tokens), "used outputs give what fresh ones give");
  return 0;
}
