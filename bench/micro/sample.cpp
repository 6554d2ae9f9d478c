#include "micro/sample.h"

#include <cstdlib>
#include <iostream>
#include <memory>
#include <utility>

namespace newsecho::bench {
namespace {

[[noreturn]] void give_up(const absl::Status& status) {
  std::cerr << "newsecho_micro: " << status.message() << '\n';
  std::exit(2);
}

std::vector<Article> read_sample() {
  absl::StatusOr<std::unique_ptr<Reader>> reader = Reader::open({sample_file()}, ReadOptions{});
  if (!reader.ok()) give_up(reader.status());
  std::vector<Article> articles;
  Chunk chunk;
  for (;;) {
    const absl::StatusOr<bool> more = (*reader)->next(chunk);
    if (!more.ok()) give_up(more.status());
    if (!*more) return articles;
    for (Article& article : (*reader)->parse(chunk).articles) articles.push_back(std::move(article));
  }
}

Signatures sign_sample() {
  const MinHasher hasher;
  Signatures signatures;
  std::vector<ShingleHash> anchors;
  for (const std::vector<ShingleHash>& shingles : sample_shingles()) {
    anchors_into(shingles, kAnchorModulus, anchors);
    signatures.add(hasher.sign(shingles).lanes, anchors);
  }
  return signatures;
}

}  // namespace

const std::string& sample_file() {
  static const std::string name = std::string(NEWSECHO_SOURCE_DIR) + "/data/sample/crawl.jsonl.gz";
  return name;
}

const std::vector<Article>& sample_articles() {
  static const std::vector<Article> articles = read_sample();
  return articles;
}

std::size_t sample_text_bytes() {
  std::size_t bytes = 0;
  for (const Article& article : sample_articles()) bytes += article.text.size();
  return bytes;
}

const std::vector<Tokens>& sample_tokens() {
  static const std::vector<Tokens> all = [] {
    std::vector<Tokens> tokens;
    for (const Article& article : sample_articles()) tokens.push_back(tokenise(normalise(article.text), article.text));
    return tokens;
  }();
  return all;
}

const std::vector<std::vector<ShingleHash>>& sample_shingles() {
  static const std::vector<std::vector<ShingleHash>> all = [] {
    std::vector<std::vector<ShingleHash>> sets;
    for (const Tokens& tokens : sample_tokens()) {
      shingle_into(tokens.hash, tokens.flags, {}, sets.emplace_back());
      sort_unique(sets.back());
    }
    return sets;
  }();
  return all;
}

const Signatures& sample_signatures() {
  static const Signatures signatures = sign_sample();
  return signatures;
}

const std::vector<Document>& sample_documents() {
  static const std::vector<Document> all = [] {
    std::vector<Document> documents;
    for (std::size_t i = 0; i < sample_tokens().size(); ++i) {
      prepare(sample_tokens()[i], {}, sample_articles()[i].published, {}, documents.emplace_back());
    }
    return documents;
  }();
  return all;
}

const Candidates& sample_candidates() {
  static const Candidates candidates = find_candidates(sample_signatures(), {});
  return candidates;
}

}  // namespace newsecho::bench
