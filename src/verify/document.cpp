#include <algorithm>
#include <array>
#include <cstring>

#include "newsecho/verify.h"
#include "verify/slots.h"
#include "verify/subject.h"

namespace newsecho {

namespace {

constexpr unsigned kPositionBits = 24;
constexpr std::size_t kMostPositions = std::size_t{1} << kPositionBits;

struct Head {
  std::uint32_t tokens = 0, numbers = 0, values = 0, shingles = 0, title = 0, subjects = 0;
};
static_assert(sizeof(Head) % 8 == 0 && sizeof(Number) % 8 == 0);

std::size_t padded(std::size_t bytes) { return (bytes + 7) / 8 * 8; }

template <class T>
void put(absl::Span<const T> values, char*& at) {
  if (!values.empty()) {
    std::memcpy(at, values.data(), values.size() * sizeof(T));
  }
  at += padded(values.size() * sizeof(T));
}

template <class T>
absl::Span<const T> take(std::size_t n, const char*& at) {
  const absl::Span<const T> values(reinterpret_cast<const T*>(at), n);
  at += padded(n * sizeof(T));
  return values;
}

struct Kept {
  std::vector<std::uint32_t> tokens;
  std::vector<std::uint8_t> flags;
  std::vector<Number> numbers;
};

void keep_tokens(const Tokens& tokens, Kept& out) {
  out.tokens.clear();
  out.flags.clear();
  out.numbers.clear();
  std::size_t number = 0;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const bool kept = (tokens.flags[i] & kStripped) == 0;
    for (; number < tokens.numbers.size() && tokens.numbers[number].token <= i; ++number) {
      if (kept && tokens.numbers[number].token == i) {
        out.numbers.push_back(tokens.numbers[number]);
        out.numbers.back().token = static_cast<std::uint32_t>(out.tokens.size());
      }
    }
    if (kept) {
      out.tokens.push_back(tokens.hash[i]);
      out.flags.push_back(tokens.flags[i]);
    }
  }
}

// What is worked out of one article before it is written.
struct Parts {
  std::vector<std::uint32_t> values, shingles, places, title, subjects;
};

// The first place of each shingle. Two shingles of one text with equal upper halves are taken for one.
void place_shingles(std::vector<ShingleHash>& hashes, Parts& out) {
  hashes.resize(std::min(hashes.size(), kMostPositions));
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    hashes[i] = (hashes[i] & ~(std::uint64_t{kMostPositions} - 1)) | i;
  }
  sort_unique(hashes);
  out.shingles.resize(hashes.size());
  out.places.resize(hashes.size());
  std::size_t n = 0;
  for (const std::uint64_t h : hashes) {
    const auto upper = static_cast<std::uint32_t>(h >> 32);
    if (n == 0 || out.shingles[n - 1] != upper) {
      out.shingles[n] = upper;
      out.places[n++] = static_cast<std::uint32_t>(h);
    }
  }
  out.shingles.resize(n);
  out.places.resize(n);
}

}  // namespace

void prepare_record(const Tokens& tokens, absl::Span<const std::uint32_t> title, const ShingleOptions& options,
                    std::vector<char>& record) {
  thread_local Kept kept;
  thread_local std::vector<ShingleHash> shingles;
  keep_tokens(tokens, kept);
  shingle_into(kept.tokens, kept.flags, options, shingles);
  prepare_record({kept.tokens, kept.flags, kept.numbers, title}, shingles, record);
}

void prepare_record(const KeptWords& kept, std::vector<ShingleHash>& shingles, std::vector<char>& record) {
  thread_local Parts parts;
  verify_detail::values_of(kept.numbers, parts.values);
  place_shingles(shingles, parts);
  parts.title.assign(kept.title.begin(), kept.title.end());
  std::sort(parts.title.begin(), parts.title.end());
  parts.title.erase(std::unique(parts.title.begin(), parts.title.end()), parts.title.end());
  verify_detail::find_subjects(parts.title, kept.tokens, parts.subjects);
  const Head head{static_cast<std::uint32_t>(kept.tokens.size()),  static_cast<std::uint32_t>(kept.numbers.size()),
                  static_cast<std::uint32_t>(parts.values.size()), static_cast<std::uint32_t>(parts.shingles.size()),
                  static_cast<std::uint32_t>(parts.title.size()),  static_cast<std::uint32_t>(parts.subjects.size())};
  record.resize(sizeof head + kept.numbers.size() * sizeof(Number) + padded(parts.values.size() * 4) +
                2 * padded(parts.shingles.size() * 4) + padded(kept.tokens.size() * 4) +
                padded(parts.title.size() * 4) + padded(parts.subjects.size() * 4) + padded(kept.tokens.size()));
  char* at = record.data();
  put<Head>({&head, 1}, at);
  put<Number>(kept.numbers, at);
  put<std::uint32_t>(parts.values, at);
  put<std::uint32_t>(parts.shingles, at);
  put<std::uint32_t>(parts.places, at);
  put<std::uint32_t>(kept.tokens, at);
  put<std::uint32_t>(parts.title, at);
  put<std::uint32_t>(parts.subjects, at);
  put<std::uint8_t>(kept.flags, at);
}

Document view_record(absl::Span<const char> record) {
  const char* at = record.data();
  const Head head = take<Head>(1, at).front();
  Document out;
  out.numbers = take<Number>(head.numbers, at);
  out.values = take<std::uint32_t>(head.values, at);
  out.shingles = take<std::uint32_t>(head.shingles, at);
  out.places = take<std::uint32_t>(head.shingles, at);
  out.tokens = take<std::uint32_t>(head.tokens, at);
  out.title = take<std::uint32_t>(head.title, at);
  out.subjects = take<std::uint32_t>(head.subjects, at);
  out.flags = take<std::uint8_t>(head.tokens, at);
  return out;
}

void prepare(const Tokens& tokens, absl::Span<const std::uint32_t> title, const Published& published,
             const ShingleOptions& options, Document& out) {
  const auto record = std::make_shared<std::vector<char>>();
  prepare_record(tokens, title, options, *record);
  out = view_record(*record);
  out.published = published;
  out.record = record;
}

}  // namespace newsecho
