#include <array>
#include <cstddef>
#include <string>

#include "base/hash.h"
#include "newsecho/sign.h"
#include "sign/sample.h"

namespace newsecho {
namespace {

constexpr std::size_t kCharacters = 12;

// What a byte is to a run: nothing, the first of a character, or one that continues it.
enum Kind : std::uint8_t { kSkipped, kFirst, kContinues };

constexpr std::array<std::uint8_t, 256> make_kinds() {
  std::array<std::uint8_t, 256> kinds{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    kinds[c] = alphanumeric || c >= 0xc0 ? kFirst : c >= 0x80 ? kContinues : kSkipped;
  }
  return kinds;
}
constexpr std::array<std::uint8_t, 256> kKinds = make_kinds();

}  // namespace

void noise_anchors_into(std::string_view normalised, std::uint32_t modulus, std::vector<ShingleHash>& out) {
  out.clear();
  const sign::Sample sample(modulus);
  thread_local std::string kept;
  kept.clear();
  std::array<std::size_t, kCharacters> starts{};  // of the last characters in `kept`, round and round
  std::size_t characters = 0;
  // A run is complete when the character after it begins, or the text ends.
  const auto close_run = [&] {
    if (characters < kCharacters) return;
    const std::size_t begin = starts[characters % kCharacters];
    const ShingleHash x = base::hash_bytes(kept.data() + begin, kept.size() - begin);
    if (sample.keeps(x)) out.push_back(x);
  };
  for (const char c : normalised) {
    const std::uint8_t kind = kKinds[static_cast<unsigned char>(c)];
    if (kind == kSkipped) continue;
    if (kind == kFirst) {
      close_run();
      starts[characters++ % kCharacters] = kept.size();
    }
    kept.push_back(c);
  }
  close_run();
  sort_unique(out);
}

}  // namespace newsecho
