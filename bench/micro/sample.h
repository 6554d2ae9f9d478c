// The sample crawl as each stage gets it: read once, shared by all benchmarks of the program.
#pragma once

#include <string>
#include <vector>

#include "newsecho/article.h"
#include "newsecho/index.h"
#include "newsecho/normalise.h"
#include "newsecho/read.h"
#include "newsecho/shingle.h"
#include "newsecho/verify.h"

namespace newsecho::bench {

// Ends the program with a message when the sample cannot be read: no benchmark has a meaning then.
const std::string& sample_file();
const std::vector<Article>& sample_articles();
std::size_t sample_text_bytes();

const std::vector<Tokens>& sample_tokens();  // nothing stripped

// Ascending, without repeats.
const std::vector<std::vector<ShingleHash>>& sample_shingles();

const Signatures& sample_signatures();
const std::vector<Document>& sample_documents();

// Pairs of sample_documents() worth comparing.
const Candidates& sample_candidates();

}  // namespace newsecho::bench
