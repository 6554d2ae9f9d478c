// How much of a report do two pages share? Uses the installed headers only.
#include <newsecho/normalise.h>
#include <newsecho/shingle.h>
#include <newsecho/sign.h>
#include <newsecho/version.h>

#include <iostream>
#include <string>
#include <vector>

namespace {

std::vector<newsecho::ShingleHash> shingles_of(const std::string& text) {
  const newsecho::Tokens tokens = newsecho::tokenise(newsecho::normalise(text), text);
  std::vector<newsecho::ShingleHash> shingles;
  newsecho::shingle_into(tokens.hash, tokens.flags, newsecho::ShingleOptions{}, shingles);
  newsecho::sort_unique(shingles);
  return shingles;
}

}  // namespace

int main() {
  const std::string report =
      "The harbour board voted 7-2 on Tuesday to deepen the northern channel, a project of 41 million euros that "
      "fishermen have fought for six years. Work begins in May and is to end before the first winter storms.";
  const std::string reprint =
      "The harbour board voted 7&ndash;2 on Tuesday to deepen the northern channel, a project of 41&nbsp;million "
      "euros that fishermen have fought for six years. Work begins in May.";

  const newsecho::MinHasher hasher;
  const newsecho::Estimate estimate =
      newsecho::estimate_resemblance(hasher.sign(shingles_of(report)), hasher.sign(shingles_of(reprint)));
  std::cout << "newsecho " << newsecho::version() << ": resemblance " << estimate.value << " (" << estimate.low
            << " to " << estimate.high << ")\n";
  return estimate.low < 0.75 && estimate.high > 0.75 ? 0 : 1;
}
