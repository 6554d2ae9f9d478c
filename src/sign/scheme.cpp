#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "newsecho/sign.h"

namespace newsecho {

std::string scheme_name(const ShingleOptions& shingle, const SignOptions& sign) {
  // Named as they are used: out-of-range values are moved to the nearer end there too.
  return absl::StrCat("ne", kHashVersion, "-n", kNormaliserVersion, "-u", kUnicodeVersion, "-w",
                      std::clamp(shingle.words, 1u, kMaxShingle), "p", std::clamp(shingle.points, 1u, kMaxShingle), "s",
                      shingle.seed, "-k", std::clamp(sign.k, 1u, kMaxLanes), "s", sign.seed);
}

std::uint64_t scheme_id(const ShingleOptions& shingle, const SignOptions& sign) {
  const std::string name = scheme_name(shingle, sign);
  return base::hash_text(name);
}

}  // namespace newsecho
