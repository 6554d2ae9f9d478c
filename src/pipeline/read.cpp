#include <algorithm>
#include <atomic>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "newsecho/normalise.h"
#include "pipeline/crawl.h"
#include "pipeline/credit.h"

namespace newsecho::pipeline {

namespace {

// One article after everything that can be done without knowing the others.
struct Taken {
  Article article;  // but its text
  std::string credit;
  Spool::Slot tokens, text;
  std::uint64_t site = 0, page = 0;
  std::uint32_t words = 0, invalid = 0;
};

struct Piece {
  Chunk chunk;
  std::uint64_t done_bytes = 0;  // of the inputs, up to its end
};

struct TakenBatch {
  std::vector<Taken> articles;
  Batch rest;  // skipped records and counts
  std::uint64_t bytes = 0;
  std::uint64_t done_bytes = 0;
  absl::Status status;
};

// Valid until the thread's next call.
absl::Span<const std::uint32_t> title_words(const std::string& title) {
  thread_local Normalised normalised;
  thread_local Tokens tokens;
  normalise_into(title, normalised);
  tokenise_into(normalised, title, tokens);
  return tokens.hash;
}

void mark_prose(Tokens& tokens) {
  constexpr std::uint32_t kSentenceWords = 8;
  for (const Segment& s : tokens.segments) {
    if (s.end - s.begin >= kSentenceWords) {
      for (std::uint32_t i = s.begin; i < s.end; ++i) {
        tokens.flags[i] |= kProse;
      }
    }
  }
}

absl::Status process(Crawl& crawl, Keeper& keeper, Article&& article, Taken& out) {
  thread_local Normalised normalised;
  thread_local Tokens tokens;
  normalise_into(article.text, normalised);
  tokenise_into(normalised, article.text, tokens);
  mark_prose(tokens);
  thread_local std::vector<std::uint32_t> rare;
  crawl.vocabulary.add(tokens.hash, tokens.flags, rare);
  const absl::Span<const std::uint32_t> title = title_words(article.title);
  absl::StatusOr<char*> room = keeper.tokens.reserve(encoded_size(tokens, title.size(), rare.size()), out.tokens);
  if (!room.ok()) {
    return room.status();
  }
  encode(tokens, title, rare, *room);
  crawl.lines.add(view_of(*room).lines.hash);
  room = keeper.text.reserve(article.text.size(), out.text);
  if (!room.ok()) {
    return room.status();
  }
  article.text.copy(*room, article.text.size());
  out.invalid = normalised.invalid_bytes;
  out.words = static_cast<std::uint32_t>(tokens.size());
  out.credit = credit_of(article.text, article.byline);
  out.site = base::hash_text(article.site, 1);
  out.page = base::hash_text(article.url.empty() ? article.id : article.url, 2);
  out.article = std::move(article);
  out.article.text.clear();
  out.article.text.shrink_to_fit();
  return absl::OkStatus();
}

void put(Crawl& crawl, const Taken& taken) {
  Entry entry;
  entry.tokens = taken.tokens;
  entry.text = taken.text;
  entry.site = taken.site;
  entry.page = taken.page;
  Counts& counts = crawl.result.counts;
  ++counts.articles;
  counts.text_bytes += taken.text.size;
  counts.empty += taken.words == 0 ? 1 : 0;
  counts.invalid_utf8 += taken.invalid > 0 ? 1 : 0;
  crawl.entries.push_back(entry);
  Texts& texts = crawl.result.texts;
  const Article& article = taken.article;
  ArticleInfo info;
  info.id = texts.keep(article.id);
  info.url = texts.keep(article.url);
  info.site = texts.keep(article.site);
  info.title = texts.keep(article.title);
  info.byline = texts.keep(article.byline);
  info.credit = texts.keep(taken.credit);
  info.published = article.published;
  info.place = article.place;
  info.words = taken.words;
  crawl.result.articles.push_back(info);
}

void merge(const FieldUse& from, FieldUse& into) {
  for (const auto& [role, names] : from) {
    for (const auto& [name, n] : names) {
      into[role][name] += n;
    }
  }
}

// Whether the crawl can be held to its bound if it goes on as these inputs did so far.
absl::Status still_fits(const Crawl& crawl, const CrawlSize& before, std::uint64_t longest, std::uint64_t done,
                        std::uint64_t total) {
  CrawlSize now = crawl.size();
  now.longest_bytes = longest;
  const double times = done == 0 || total <= done ? 1 : static_cast<double>(total) / static_cast<double>(done);
  const auto expected = [&](std::uint64_t first, std::uint64_t last) {
    return first + static_cast<std::uint64_t>(times * static_cast<double>(last - first));
  };
  return check_memory(crawl.options, crawl.workers.threads(), now,
                      {expected(before.articles, now.articles), expected(before.text_bytes, now.text_bytes), longest});
}

}  // namespace

absl::Status take(Crawl& crawl, Article article) {
  if (article.id.empty()) {
    article.id = article.url.empty() ? absl::StrCat("article:", crawl.entries.size() + 1) : article.url;
  }
  const auto keeper = crawl.keepers.borrow();
  Taken taken;
  absl::Status status = process(crawl, *keeper, std::move(article), taken);
  status.Update(keeper->flush());
  if (!status.ok()) {
    return status;
  }
  put(crawl, taken);
  return absl::OkStatus();
}

absl::Status read_inputs(Crawl& crawl, const std::vector<std::string>& inputs, const ReadOptions& options) {
  absl::StatusOr<std::unique_ptr<Reader>> opened = Reader::open(inputs, options);
  if (!opened.ok()) {
    return opened.status();
  }
  Reader& reader = **opened;
  const auto first_source = static_cast<std::uint32_t>(crawl.result.sources.size());
  StageClock clock(crawl.result.counts, crawl.options, "read");
  // The first and the last step run beside each other: each has its own status.
  absl::Status failed_next;
  absl::Status failed;
  std::atomic<bool> over = false;
  std::atomic<std::uint64_t> longest = 0;
  const CrawlSize before = crawl.size();
  const std::size_t live = 4 * std::size_t{crawl.workers.threads()};
  crawl.workers.in_order<Piece, TakenBatch>(
      live,
      [&](Piece& piece) {
        if (over) {
          return false;
        }
        const absl::StatusOr<bool> more = reader.next(piece.chunk);
        piece.done_bytes = reader.done_bytes();
        if (!more.ok()) {
          failed_next = more.status();
          return false;
        }
        // What is made of a long record would be there before the crawl's size is looked at again.
        if (const std::uint64_t size = piece.chunk.bytes.size(); size > 2 * options.chunk_bytes && size > longest) {
          longest = size;
          const CrawlSize alone{1, size, size};
          failed_next = check_memory(crawl.options, crawl.workers.threads(), alone, alone);
        }
        return *more && failed_next.ok();
      },
      [&](Piece&& piece) {
        TakenBatch out;
        out.rest = reader.parse(piece.chunk);
        out.bytes = piece.chunk.bytes.size();
        out.done_bytes = piece.done_bytes;
        const auto keeper = crawl.keepers.borrow();
        out.articles.resize(out.rest.articles.size());
        for (std::size_t i = 0; i < out.articles.size() && out.status.ok(); ++i) {
          out.status = process(crawl, *keeper, std::move(out.rest.articles[i]), out.articles[i]);
        }
        out.status.Update(keeper->flush());
        out.rest.articles.clear();
        return out;
      },
      [&](TakenBatch&& batch) {
        failed.Update(batch.status);
        if (!failed.ok()) {
          return;
        }
        clock.add(batch.articles.size(), batch.bytes);
        for (Taken& taken : batch.articles) {
          taken.article.place.source += first_source;
          put(crawl, taken);
        }
        Result& result = crawl.result;
        for (Skipped& skipped : batch.rest.skipped) {
          skipped.place.source += first_source;
          result.skipped.push_back(std::move(skipped));
        }
        merge(batch.rest.fields, result.fields);
        result.counts.without_date += batch.rest.without_date;
        result.counts.invalid_utf8 += batch.rest.repaired;
        result.counts.cut_texts += batch.rest.cut_texts;
        const std::uint64_t total = reader.total_bytes();
        const double done = total == 0 ? -1 : static_cast<double>(reader.done_bytes()) / static_cast<double>(total);
        if (failed.ok()) {
          failed = still_fits(crawl, before, longest, batch.done_bytes, total);
        }
        if (!clock.tick(done) && failed.ok()) {
          failed = absl::CancelledError("interrupted");
        }
        over = !failed.ok();
      });
  crawl.result.sources.insert(crawl.result.sources.end(), reader.sources().begin(), reader.sources().end());
  crawl.readers.push_back(std::move(*opened));
  crawl.result.counts.skipped = crawl.result.skipped.size();
  failed.Update(failed_next);
  return failed;
}

// Returns the articles in the order of their ids; equal ones as they came. Most ids differ in the eight bytes behind
// what all begin with, which are compared as one number.
std::vector<std::uint32_t> by_id(const LargeVector<ArticleInfo>& infos) {
  std::size_t shared = infos.empty() ? 0 : infos.front().id.size();
  for (const ArticleInfo& info : infos) {
    const std::string_view first = infos.front().id;
    shared = static_cast<std::size_t>(std::mismatch(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(shared),
                                                    info.id.begin(), info.id.end())
                                          .first -
                                      first.begin());
  }
  struct Key {
    std::uint64_t bytes = 0;
    std::uint32_t article = 0;
  };
  LargeVector<Key> keys(infos.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    keys[i] = {0, i};
    for (std::size_t at = 0; at < sizeof(keys[i].bytes); ++at) {
      const bool there = shared + at < infos[i].id.size();
      keys[i].bytes = keys[i].bytes << 8 | (there ? static_cast<unsigned char>(infos[i].id[shared + at]) : 0);
    }
  }
  std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
    if (a.bytes != b.bytes) {
      return a.bytes < b.bytes;
    }
    const int order = infos[a.article].id.compare(infos[b.article].id);
    return order != 0 ? order < 0 : a.article < b.article;
  });
  std::vector<std::uint32_t> order;
  order.reserve(keys.size());
  for (const Key& key : keys) {
    order.push_back(key.article);
  }
  return order;
}

// The first of equal ids by (published, url, text, the rest) keeps it; the others become id#2, id#3, ... in that
// order, passing over ids that exist. Does not depend on the order of the input.
void resolve_ids(Crawl& crawl) {
  LargeVector<ArticleInfo>& infos = crawl.result.articles;
  std::vector<std::uint32_t> order = by_id(infos);
  std::vector<std::pair<std::uint32_t, std::string>> renamed;
  for (std::size_t i = 0; i < order.size();) {
    std::size_t j = i + 1;
    while (j < order.size() && infos[order[j]].id == infos[order[i]].id) {
      ++j;
    }
    if (j - i > 1) {
      struct Rival {
        std::uint32_t article;
        std::string_view text;
      };
      std::vector<Rival> rivals;
      for (std::size_t n = i; n < j; ++n) {
        rivals.push_back({order[n], Spooled(crawl, order[n]).text});
      }
      std::sort(rivals.begin(), rivals.end(), [&](const Rival& a, const Rival& b) {
        const ArticleInfo& x = infos[a.article];
        const ArticleInfo& y = infos[b.article];
        const auto key = [](const ArticleInfo& info) {
          return std::make_tuple(!info.published.known(), info.published.seconds, info.published.precision);
        };
        if (key(x) != key(y)) {
          return key(x) < key(y);
        }
        return std::tie(x.url, a.text, x.title, x.site, x.byline) < std::tie(y.url, b.text, y.title, y.site, y.byline);
      });
      std::uint64_t number = 2;
      const std::string_view base = infos[order[i]].id;
      const auto exists = [&](const std::string& id) {
        const auto at = std::lower_bound(order.begin(), order.end(), id,
                                         [&](std::uint32_t a, const std::string& x) { return infos[a].id < x; });
        return at != order.end() && infos[*at].id == id;
      };
      for (std::size_t n = 1; n < rivals.size(); ++n) {
        const auto next = [&] { return absl::StrCat(absl::string_view(base.data(), base.size()), "#", number++); };
        std::string id = next();
        while (exists(id)) {
          id = next();
        }
        renamed.emplace_back(rivals[n].article, std::move(id));
      }
    }
    i = j;
  }
  // Renamed at the end: the search above needs the ids as they were.
  for (auto& [article, id] : renamed) {
    infos[article].id = crawl.result.texts.keep(id);
  }
  crawl.result.counts.duplicate_ids = renamed.size();
  if (!renamed.empty()) {
    order = by_id(infos);
  }
  crawl.id_order.resize(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    crawl.id_order[order[i]] = i;
  }
}

}  // namespace newsecho::pipeline
