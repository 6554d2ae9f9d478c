#include <memory>
#include <utility>

#include "base/hash.h"
#include "base/parallel.h"
#include "newsecho/normalise.h"
#include "newsecho/read.h"
#include "newsecho/shingle.h"
#include "newsecho/sign.h"
#include "pipeline/run.h"

namespace newsecho::bench {
namespace {

struct Done {
  std::uint64_t articles = 0, bytes = 0;
  std::vector<std::uint16_t> lanes;
};

Done sign_chunk(const Reader& reader, const MinHasher& hasher, const Chunk& chunk) {
  thread_local Normalised normalised;
  thread_local Tokens tokens;
  thread_local std::vector<ShingleHash> shingles;
  Done done;
  done.bytes = chunk.bytes.size();
  const Batch batch = reader.parse(chunk);
  done.articles = batch.articles.size();
  done.lanes.resize(batch.articles.size() * hasher.k());
  for (std::size_t i = 0; i < batch.articles.size(); ++i) {
    const std::string& text = batch.articles[i].text;
    normalise_into(text, normalised);
    tokenise_into(normalised, text, tokens);
    shingle_into(tokens.hash, tokens.flags, {}, shingles);
    hasher.sign_into(shingles, absl::MakeSpan(done.lanes).subspan(i * hasher.k(), hasher.k()));
  }
  return done;
}

}  // namespace

absl::StatusOr<Measured> run_floor(const std::string& crawl, unsigned threads) {
  absl::StatusOr<std::unique_ptr<Reader>> reader = Reader::open({crawl}, {});
  if (!reader.ok()) return reader.status();
  const base::Workers workers(threads);
  const MinHasher hasher;
  Measured result;
  absl::Status failed;
  workers.in_order<Chunk, Done>(
      4 * std::size_t{workers.threads()},
      [&](Chunk& chunk) {
        const absl::StatusOr<bool> more = (*reader)->next(chunk);
        failed.Update(more.status());
        return more.ok() && *more;
      },
      [&](Chunk&& chunk) { return sign_chunk(**reader, hasher, chunk); },
      [&](Done&& done) {
        result.articles += done.articles;
        result.bytes += done.bytes;
        result.answer = base::hash_bytes(done.lanes.data(), done.lanes.size() * sizeof(std::uint16_t), result.answer);
      });
  if (!failed.ok()) return failed;
  return result;
}

}  // namespace newsecho::bench
