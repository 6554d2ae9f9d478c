#include "base/hash.h"
#include "newsecho/boilerplate.h"
#include "newsecho/compare.h"
#include "newsecho/normalise.h"

namespace newsecho {

struct SiteLines::Impl {
  BoilerplateCounts counts;
  Boilerplate learned;
  Normalised normalised;
  Tokens tokens;
  std::uint32_t pages = 0;
};

SiteLines::SiteLines() : impl_(std::make_unique<Impl>()) {}
SiteLines::~SiteLines() = default;
SiteLines::SiteLines(SiteLines&&) noexcept = default;
SiteLines& SiteLines::operator=(SiteLines&&) noexcept = default;

void SiteLines::see(const Article& page) {
  Tokens& tokens = impl_->tokens;
  normalise_into(page.title, impl_->normalised);
  tokenise_into(impl_->normalised, page.title, tokens);
  const std::uint64_t headline =
      tokens.size() == 0 ? 0 : base::hash_bytes(tokens.hash.data(), tokens.size() * sizeof(tokens.hash.front()));
  normalise_into(page.text, impl_->normalised);
  tokenise_into(impl_->normalised, page.text, tokens);
  impl_->counts.add({base::hash_text(page.site), base::hash_text(page.url.empty() ? page.id : page.url), impl_->pages++,
                     &tokens, headline});
}

void SiteLines::learn() { impl_->learned = std::move(impl_->counts).freeze(); }

std::uint32_t SiteLines::strip(const Article& article, Tokens& tokens) const {
  return impl_->learned.strip(base::hash_text(article.site), tokens);
}

}  // namespace newsecho
