#include "newsecho/boilerplate.h"

#include "boilerplate/known.h"
#include "boilerplate/lines.h"
#include "boilerplate/occurrences.h"

namespace newsecho {

using boilerplate::LineKey;

Boilerplate::Boilerplate() : impl_(std::make_unique<Impl>()) {}
Boilerplate::~Boilerplate() = default;
Boilerplate::Boilerplate(Boilerplate&&) noexcept = default;
Boilerplate& Boilerplate::operator=(Boilerplate&&) noexcept = default;

bool Boilerplate::is_boilerplate(std::uint64_t site, std::uint64_t line) const {
  return impl_->may_be_known(line) &&
         (impl_->known.contains(LineKey{site, line}) || impl_->known.contains(LineKey{boilerplate::kNetwork, line}));
}

std::uint32_t Boilerplate::strip(std::uint64_t site, Tokens& tokens) const {
  return strip(site, boilerplate::OwnLines(tokens).lines(), absl::MakeSpan(tokens.flags));
}

std::uint32_t Boilerplate::strip(std::uint64_t site, const Lines& lines, absl::Span<std::uint8_t> flags) const {
  std::uint32_t marked = 0;
  for (std::size_t i = 0; i < lines.hash.size(); ++i) {
    if (is_boilerplate(site, lines.hash[i])) {
      const std::uint32_t begin = i == 0 ? 0 : lines.end[i - 1];
      for (std::uint32_t t = begin; t < lines.end[i]; ++t) {
        flags[t] |= kStripped;
      }
      marked += lines.end[i] - begin;
    }
  }
  return marked;
}

const std::vector<Boilerplate::Line>& Boilerplate::lines() const { return impl_->lines; }
std::uint64_t Boilerplate::id() const { return impl_->id; }

}  // namespace newsecho
