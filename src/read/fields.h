// fields.h — which field of a record serves as what, by the names that crawlers and corpora use.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "newsecho/read.h"

namespace newsecho::read {

enum class Role : std::uint8_t { kText, kId, kUrl, kSite, kTitle, kDate, kByline };
constexpr std::size_t kRoles = 7;
std::string_view name(Role role);  // "text"

// A field serves a role; of several the one of the smallest rank that holds something is taken.
struct Use {
  Role role;
  std::uint16_t rank;
};
using Uses = absl::InlinedVector<Use, 2>;

class Mapping {
 public:
  explicit Mapping(const ReadOptions& options);

  // What a field serves as; nothing when `uses` is null. `penalty` adds to the ranks: a nested field gives
  // way to the same one outside.
  struct Found {
    const Uses* uses = nullptr;
    std::uint16_t penalty = 0;
    bool given = false;  // by the user
  };

  // Looks a field up by its dotted name. Case, '_', '-' and spaces do not count, except in names the user gave.
  Found find(std::string_view dotted) const;

  // Returns whether fields are looked for inside an object of this name.
  bool descend(std::string_view dotted) const;

  // Returns why a record of these fields has no text.
  std::string no_text(const std::vector<std::string_view>& seen) const;

  // Whether a value without a name of its own can be told by what it looks like: "source" is a url, a
  // host or a label.
  static bool by_shape(std::string_view field);

  // Whether a field names a file: one that may be named by its url.
  static bool is_file_name(std::string_view field);

 private:
  absl::flat_hash_map<std::string, Uses> usual_;  // by folded name
  absl::flat_hash_map<std::string, Uses> given_;
  absl::flat_hash_map<std::string, bool> parents_;  // of dotted names
  std::array<bool, kRoles> chosen_{};               // the user named the field of this role
  std::string text_field_;                          // if the user named it
};

}  // namespace newsecho::read
