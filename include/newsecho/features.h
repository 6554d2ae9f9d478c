// features.h — everything later stages know of an article, as one flat record.
//
//   FeatureMaker maker(ShingleOptions{}, SignOptions{});
//   std::string record;
//   maker.append({.body = &tokens, .title = title.hash, .published = article.published}, record);
//   absl::StatusOr<FeatureView> f = FeatureView::open(record);
//   f->lanes(), f->anchors(), f->tokens() ...              // spans into `record`, nothing is copied
//
// Record    a pure function of (tokens, title, date, noise anchors, options): the same bytes on every CPU.
//           Stripped tokens are gone; what stays is numbered anew.
// Layout    little-endian, no pointers, a multiple of 8 bytes, so that records may be laid end to end in
//           memory or in a file; docs of each field stand at the drawing in the source.
// Checked   open() refuses records that are cut short, of another version, or whose header changed;
//           check() also reads the rest. Neither trusts a byte before it has looked.
// Cost      append: as signing; open: about 20 ns; check: about 0.1 ns a byte.
// Threads   FeatureView is a value; a FeatureMaker's const methods may run concurrently.
// Stable    compare scheme() before comparing records.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "newsecho/article.h"
#include "newsecho/normalise.h"
#include "newsecho/shingle.h"
#include "newsecho/sign.h"

namespace newsecho {

// 128 bits of the kept tokens and which of them are code points. Equal bodies have equal hashes; unequal
// ones collide with probability 2^-128 a pair unless someone constructs them.
struct BodyHash {
  std::uint64_t low = 0, high = 0;

  friend bool operator==(const BodyHash&, const BodyHash&) = default;
  friend auto operator<=>(const BodyHash&, const BodyHash&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const BodyHash& b) {
    return H::combine(std::move(h), b.low, b.high);
  }
};

// REQUIRES: hash.size() == flags.size(). Stripped tokens are passed over.
BodyHash body_hash(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags);

// The fields of a record, before it is written.
struct Features {
  std::uint64_t scheme = 0;
  BodyHash body = {};
  Published published = {};
  std::uint32_t shingles = 0;                        // different ones in the body
  absl::Span<const std::uint16_t> lanes = {};        // none when there is no shingle
  absl::Span<const ShingleHash> anchors = {};        // ascending, no repeats
  absl::Span<const ShingleHash> noise_anchors = {};  // ascending, no repeats; none unless the text is noisy
  absl::Span<const Number> numbers = {};             // Number::token counts kept tokens
  absl::Span<const std::uint32_t> tokens = {};       // kept ones
  absl::Span<const std::uint8_t> flags = {};         // of these
  absl::Span<const std::uint32_t> title = {};        // tokens of the headline
};

// Appends the record of `features` to `out`.
// REQUIRES: tokens.size() == flags.size(); the record stays below 4 GiB.
void encode_features(const Features& features, std::string& out);

// Reads a record where it lies.
class FeatureView {
 public:
  // Takes the record `bytes` begins with; more may follow. The bytes must outlive the view and begin at a
  // multiple of 8. Fails with DataLoss (cut short, changed, not a record) or InvalidArgument (not aligned).
  static absl::StatusOr<FeatureView> open(std::string_view bytes);

  // Returns DataLoss unless the whole record is as it was written.
  absl::Status check() const;

  std::uint64_t scheme() const;
  BodyHash body() const;
  Published published() const;
  std::uint32_t shingles() const;
  absl::Span<const std::uint16_t> lanes() const;
  absl::Span<const ShingleHash> anchors() const;
  absl::Span<const ShingleHash> noise_anchors() const;
  absl::Span<const Number> numbers() const;
  absl::Span<const std::uint32_t> tokens() const;
  absl::Span<const std::uint8_t> flags() const;
  absl::Span<const std::uint32_t> title() const;

  std::size_t size_bytes() const;  // where the next record begins
  std::string_view bytes() const { return {data_, size_bytes()}; }
  Features fields() const;

 private:
  explicit FeatureView(const char* data) : data_(data) {}
  const char* data_;
};

// What one article gives to its record.
struct FeatureInput {
  const Tokens* body = nullptr;                // with kStripped set by the boilerplate stage
  absl::Span<const std::uint32_t> title = {};  // token hashes of the headline
  Published published = {};
  absl::Span<const ShingleHash> noise_anchors = {};  // ascending, no repeats
};

// Makes records: shingles, signs and samples.
class FeatureMaker {
 public:
  FeatureMaker(const ShingleOptions& shingle, const SignOptions& sign, std::uint32_t anchor_modulus = kAnchorModulus);

  // Appends the record of one article to `out`.
  void append(const FeatureInput& input, std::string& out) const;

  std::uint64_t scheme() const { return scheme_; }

 private:
  ShingleOptions shingle_;
  MinHasher hasher_;
  std::uint32_t anchor_modulus_;
  std::uint64_t scheme_;
};

}  // namespace newsecho
