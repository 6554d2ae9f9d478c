#include <algorithm>

#include "absl/strings/str_cat.h"
#include "newsecho/index.h"

namespace newsecho {

absl::Status ExhaustiveIndex::insert(std::uint64_t id, const SignatureView& article) {
  const auto at =
      std::lower_bound(held_.begin(), held_.end(), id, [](const Held& h, std::uint64_t i) { return h.id < i; });
  if (at != held_.end() && at->id == id) {
    return absl::AlreadyExistsError(absl::StrCat("article ", id, " is in the index already"));
  }
  held_.insert(at, {id, article.lanes.empty()});
  return absl::OkStatus();
}

std::vector<Proposal> ExhaustiveIndex::query(const SignatureView& article) const {
  std::vector<Proposal> all;
  for (const Held& h : held_) {
    if (!h.empty && !article.lanes.empty()) {
      all.push_back({h.id, kAsked});
    }
  }
  return all;
}

bool ExhaustiveIndex::remove(std::uint64_t id) {
  const auto at =
      std::lower_bound(held_.begin(), held_.end(), id, [](const Held& h, std::uint64_t i) { return h.id < i; });
  if (at == held_.end() || at->id != id) {
    return false;
  }
  held_.erase(at);
  return true;
}

}  // namespace newsecho
