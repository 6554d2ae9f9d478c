#include <array>
#include <cstddef>
#include <cstring>
#include <string>

#include "base/hash.h"
#include "newsecho/sign.h"
#include "sign/sample.h"

namespace newsecho {
namespace {

constexpr std::size_t kAnchorCharacters = 12;

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

// Eight or twelve bytes are as many ASCII characters, the usual case; a longer run holds others.
ShingleHash hash_of_run(const char* run, std::size_t size) {
  if (size != kAnchorCharacters && size != 8) return base::hash_bytes(run, size);
  std::uint64_t head = 0;
  std::uint32_t tail = 0;
  std::memcpy(&head, run, 8);
  if (size == 8) return base::mix(head + 0x9e3779b97f4a7c15u);
  std::memcpy(&tail, run + 8, 4);
  return base::mix(head * 0x9e3779b97f4a7c15u + tail * 0xc2b2ae3d27d4eb4fu);
}

// Letters and digits moved together, and where each begins; one spare place takes what is not kept.
// Returns how many runs of `length` characters there are.
std::size_t move_together(std::string_view normalised, std::size_t length, std::string& kept,
                          std::vector<std::uint32_t>& starts) {
  kept.resize(normalised.size() + 1);
  starts.resize(normalised.size() + 1);
  std::size_t bytes = 0, characters = 0;
  for (const char c : normalised) {
    const std::uint8_t kind = kKinds[static_cast<unsigned char>(c)];
    kept[bytes] = c;
    starts[characters] = static_cast<std::uint32_t>(bytes);
    bytes += kind != kSkipped;
    characters += kind == kFirst;
  }
  starts[characters] = static_cast<std::uint32_t>(bytes);

  return characters < length ? 0 : characters - length + 1;
}

thread_local std::string kept;
thread_local std::vector<std::uint32_t> starts;

}  // namespace

void noise_anchors_into(std::string_view normalised, std::uint32_t modulus, std::vector<ShingleHash>& out) {
  const std::size_t runs = move_together(normalised, kAnchorCharacters, kept, starts);
  const sign::Sample sample(modulus);
  out.resize(runs);
  std::size_t n = 0;
  for (std::size_t i = 0; i < runs; ++i) {
    const ShingleHash x = hash_of_run(kept.data() + starts[i], starts[i + kAnchorCharacters] - starts[i]);
    out[n] = x;
    n += sample.keeps(x);
  }
  out.resize(n);
  sort_unique(out);
}

void character_runs_into(std::string_view normalised, std::uint32_t characters, std::vector<ShingleHash>& out) {
  out.resize(move_together(normalised, characters, kept, starts));
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = hash_of_run(kept.data() + starts[i], starts[i + characters] - starts[i]);
  }
  sort_unique(out);
}

}  // namespace newsecho
