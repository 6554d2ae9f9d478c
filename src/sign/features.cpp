#include "newsecho/features.h"

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstring>
#include <limits>

#include "absl/strings/str_cat.h"
#include "base/hash.h"

namespace newsecho {
namespace {

static_assert(std::endian::native == std::endian::little, "records are little-endian and read in place");
static_assert(sizeof(Number) == 16 && alignof(Number) == 8, "numbers are stored as they lie in memory");

// A record, all little-endian:
//
//   offset  bytes  field
//        0      4  magic "NEF1"; the digit is the layout's version
//        4      4  size of the record in bytes, a multiple of 8
//        8      8  scheme id
//       16     16  body hash, lower half first
//       32      8  published, seconds since 1970 UTC
//       40      4  precision of published: 0 none, 1 day, 2 time
//       44      4  shingles, without repeats
//       48      4  A  anchors
//       52      4  B  noise anchors
//       56      4  C  numbers
//       60      4  D  tokens
//       64      4  E  title tokens
//       68      4  F  lanes
//       72      8  XXH3_64 of the bytes from 88 to the end
//       80      8  XXH3_64 of the bytes from 0 to 80
//       88     8A  anchors, u64 ascending
//        .     8B  noise anchors, u64 ascending
//        .    16C  numbers: token u32, exponent i32, mantissa i64
//        .     4D  tokens, u32
//        .     4E  title tokens, u32
//        .     2F  lanes, u16
//        .      D  flags, u8 a token
//        .    0-7  zeros
struct Header {
  char magic[4];
  std::uint32_t size_bytes;
  std::uint64_t scheme;
  std::uint64_t body_low, body_high;
  std::int64_t published;
  std::uint32_t precision;
  std::uint32_t shingles;
  std::uint32_t anchors, noise_anchors, numbers, tokens, title, lanes;
  std::uint64_t payload_check;
  std::uint64_t header_check;
};
static_assert(sizeof(Header) == 88 && offsetof(Header, payload_check) == 72 && offsetof(Header, header_check) == 80);

constexpr char kMagic[4] = {'N', 'E', 'F', '1'};

// Where each array begins; counts are 32 bits, so nothing overflows.
struct Offsets {
  std::uint64_t anchors, noise_anchors, numbers, tokens, title, lanes, flags, end;

  explicit Offsets(const Header& h) {
    anchors = sizeof(Header);
    noise_anchors = anchors + 8 * std::uint64_t{h.anchors};
    numbers = noise_anchors + 8 * std::uint64_t{h.noise_anchors};
    tokens = numbers + 16 * std::uint64_t{h.numbers};
    title = tokens + 4 * std::uint64_t{h.tokens};
    lanes = title + 4 * std::uint64_t{h.title};
    flags = lanes + 2 * std::uint64_t{h.lanes};
    end = (flags + h.tokens + 7) / 8 * 8;
  }
};

Header header_of(const char* data) {
  Header h;
  std::memcpy(&h, data, sizeof h);
  return h;
}

std::uint64_t check_of_header(const Header& h) { return base::hash_bytes(&h, offsetof(Header, header_check)); }

std::uint64_t check_of_payload(const char* data, std::size_t size) {
  return base::hash_bytes(data + sizeof(Header), size - sizeof(Header));
}

template <typename T>
void put(char* at, absl::Span<const T> values) {
  if (!values.empty()) std::memcpy(at, values.data(), values.size() * sizeof(T));
}

template <typename T>
absl::Span<const T> get(const char* data, std::uint64_t offset, std::uint32_t count) {
  return {reinterpret_cast<const T*>(data + offset), count};
}

// What one article's record is made from; belongs to the calling thread.
struct Scratch {
  std::vector<std::uint32_t> tokens;
  std::vector<std::uint8_t> flags;
  std::vector<Number> numbers;
  std::vector<ShingleHash> shingles, anchors;
  std::vector<std::uint16_t> lanes;
};

std::uint8_t all_flags(absl::Span<const std::uint8_t> flags) {
  unsigned all = 0;
  for (const std::uint8_t f : flags) all |= f;
  return static_cast<std::uint8_t>(all);
}

// Moves kept tokens together.
void keep(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags, Scratch& s) {
  s.tokens.resize(hash.size());
  s.flags.resize(hash.size());
  std::size_t n = 0;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    s.tokens[n] = hash[i];
    s.flags[n] = flags[i];
    n += (flags[i] & kStripped) == 0;
  }
  s.tokens.resize(n);
  s.flags.resize(n);
}

// Numbers of kept tokens, counted among these.
void keep_numbers(const Tokens& body, std::vector<Number>& out) {
  out.clear();
  std::uint32_t token = 0, kept = 0;
  for (const Number& number : body.numbers) {
    for (; token < number.token; ++token) kept += (body.flags[token] & kStripped) == 0;
    if (body.flags[token] & kStripped) continue;
    out.push_back(number);
    out.back().token = kept;
  }
}

// REQUIRES: nothing is stripped.
BodyHash hash_of_kept(absl::Span<const std::uint32_t> tokens, absl::Span<const std::uint8_t> flags) {
  std::uint64_t kinds = 0;
  if (all_flags(flags) & kCodePoint) {
    // Which tokens are code points matters to the shingles; words alone, the usual case, need no second pass.
    thread_local std::vector<std::uint8_t> points;
    points.resize(flags.size());
    for (std::size_t i = 0; i < flags.size(); ++i) points[i] = flags[i] & kCodePoint;
    kinds = base::hash_bytes(points.data(), points.size());
  }
  const XXH128_hash_t h = XXH3_128bits_withSeed(tokens.data(), tokens.size() * sizeof(std::uint32_t), kinds);
  return {h.low64, h.high64};
}

}  // namespace

BodyHash body_hash(absl::Span<const std::uint32_t> hash, absl::Span<const std::uint8_t> flags) {
  assert(hash.size() == flags.size());
  if ((all_flags(flags) & kStripped) == 0) return hash_of_kept(hash, flags);
  thread_local Scratch s;
  keep(hash, flags, s);
  return hash_of_kept(s.tokens, s.flags);
}

void encode_features(const Features& f, std::string& out) {
  assert(f.tokens.size() == f.flags.size());
  Header h = {};
  std::memcpy(h.magic, kMagic, sizeof kMagic);
  h.scheme = f.scheme;
  h.body_low = f.body.low;
  h.body_high = f.body.high;
  h.published = f.published.seconds;
  h.precision = static_cast<std::uint32_t>(f.published.precision);
  h.shingles = f.shingles;
  h.anchors = static_cast<std::uint32_t>(f.anchors.size());
  h.noise_anchors = static_cast<std::uint32_t>(f.noise_anchors.size());
  h.numbers = static_cast<std::uint32_t>(f.numbers.size());
  h.tokens = static_cast<std::uint32_t>(f.tokens.size());
  h.title = static_cast<std::uint32_t>(f.title.size());
  h.lanes = static_cast<std::uint32_t>(f.lanes.size());
  const Offsets at(h);
  assert(at.end <= std::numeric_limits<std::uint32_t>::max());
  h.size_bytes = static_cast<std::uint32_t>(at.end);

  const std::size_t begin = out.size();
  out.resize(begin + at.end);  // zeros, the padding among them
  char* const data = out.data() + begin;
  put(data + at.anchors, f.anchors);
  put(data + at.noise_anchors, f.noise_anchors);
  put(data + at.numbers, f.numbers);
  put(data + at.tokens, f.tokens);
  put(data + at.title, f.title);
  put(data + at.lanes, f.lanes);
  put(data + at.flags, f.flags);
  h.payload_check = check_of_payload(data, at.end);
  h.header_check = check_of_header(h);
  std::memcpy(data, &h, sizeof h);
}

absl::StatusOr<FeatureView> FeatureView::open(std::string_view bytes) {
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 != 0) {
    return absl::InvalidArgumentError(
        "feature record does not begin at a multiple of 8 bytes; copy it to one that does");
  }
  if (bytes.size() < sizeof(Header)) {
    return absl::DataLossError(absl::StrCat("feature record cut short: ", bytes.size(), " of at least ", sizeof(Header),
                                            " bytes; make the records again"));
  }
  const Header h = header_of(bytes.data());
  if (std::memcmp(h.magic, kMagic, 3) != 0) {
    return absl::DataLossError("not a feature record: it does not begin with \"NEF\"; was the right file opened?");
  }
  if (h.magic[3] != kMagic[3]) {
    return absl::DataLossError("feature record of another layout version; make the records again with this newsecho");
  }
  if (h.header_check != check_of_header(h) || h.size_bytes != Offsets(h).end || h.precision > 2) {
    return absl::DataLossError("feature record's header changed since it was written; make the records again");
  }
  if (bytes.size() < h.size_bytes) {
    return absl::DataLossError(absl::StrCat("feature record cut short: ", bytes.size(), " of ", h.size_bytes,
                                            " bytes; make the records again"));
  }
  return FeatureView(bytes.data());
}

absl::Status FeatureView::check() const {
  if (header_of(data_).payload_check != check_of_payload(data_, size_bytes())) {
    return absl::DataLossError("feature record's content changed since it was written; make the records again");
  }
  return absl::OkStatus();
}

std::uint64_t FeatureView::scheme() const { return header_of(data_).scheme; }
BodyHash FeatureView::body() const {
  const Header h = header_of(data_);
  return {h.body_low, h.body_high};
}
Published FeatureView::published() const {
  const Header h = header_of(data_);
  return {h.published, static_cast<Precision>(h.precision)};
}
std::uint32_t FeatureView::shingles() const { return header_of(data_).shingles; }
std::size_t FeatureView::size_bytes() const { return header_of(data_).size_bytes; }

absl::Span<const std::uint16_t> FeatureView::lanes() const {
  const Header h = header_of(data_);
  return get<std::uint16_t>(data_, Offsets(h).lanes, h.lanes);
}
absl::Span<const ShingleHash> FeatureView::anchors() const {
  const Header h = header_of(data_);
  return get<ShingleHash>(data_, Offsets(h).anchors, h.anchors);
}
absl::Span<const ShingleHash> FeatureView::noise_anchors() const {
  const Header h = header_of(data_);
  return get<ShingleHash>(data_, Offsets(h).noise_anchors, h.noise_anchors);
}
absl::Span<const Number> FeatureView::numbers() const {
  const Header h = header_of(data_);
  return get<Number>(data_, Offsets(h).numbers, h.numbers);
}
absl::Span<const std::uint32_t> FeatureView::tokens() const {
  const Header h = header_of(data_);
  return get<std::uint32_t>(data_, Offsets(h).tokens, h.tokens);
}
absl::Span<const std::uint32_t> FeatureView::title() const {
  const Header h = header_of(data_);
  return get<std::uint32_t>(data_, Offsets(h).title, h.title);
}
absl::Span<const std::uint8_t> FeatureView::flags() const {
  const Header h = header_of(data_);
  return get<std::uint8_t>(data_, Offsets(h).flags, h.tokens);
}

Features FeatureView::fields() const {
  return {.scheme = scheme(),
          .body = body(),
          .published = published(),
          .shingles = shingles(),
          .lanes = lanes(),
          .anchors = anchors(),
          .noise_anchors = noise_anchors(),
          .numbers = numbers(),
          .tokens = tokens(),
          .flags = flags(),
          .title = title()};
}

FeatureMaker::FeatureMaker(const ShingleOptions& shingle, const SignOptions& sign, std::uint32_t anchor_modulus)
    : shingle_(shingle), hasher_(sign), anchor_modulus_(anchor_modulus), scheme_(scheme_id(shingle, sign)) {}

void FeatureMaker::append(const FeatureInput& input, std::string& out) const {
  thread_local Scratch s;
  const Tokens& body = *input.body;
  absl::Span<const std::uint32_t> tokens = body.hash;
  absl::Span<const std::uint8_t> flags = body.flags;
  absl::Span<const Number> numbers = body.numbers;
  if (all_flags(flags) & kStripped) {
    keep(tokens, flags, s);
    keep_numbers(body, s.numbers);
    tokens = s.tokens;
    flags = s.flags;
    numbers = s.numbers;
  }
  shingle_into(tokens, flags, shingle_, s.shingles);
  sort_unique(s.shingles);
  anchors_into(s.shingles, anchor_modulus_, s.anchors);
  s.lanes.resize(hasher_.k());
  if (!hasher_.sign_into(s.shingles, absl::MakeSpan(s.lanes))) s.lanes.clear();
  encode_features({.scheme = scheme_,
                   .body = hash_of_kept(tokens, flags),
                   .published = input.published,
                   .shingles = static_cast<std::uint32_t>(s.shingles.size()),
                   .lanes = s.lanes,
                   .anchors = s.anchors,
                   .noise_anchors = input.noise_anchors,
                   .numbers = numbers,
                   .tokens = tokens,
                   .flags = flags,
                   .title = input.title},
                  out);
}

}  // namespace newsecho
