// subject.h — what an article is about: the words its headline and its text have in common.
//
// Two fillings of one form, and two reports with one background, have each a headline of its own that tells of
// somebody or something the other never names. Of two copies the shorter has nothing of its own, whatever headline
// it was given.
//
// Cost      O(tokens of both) where each headline has words the other has not, else O(words of the headlines).
#pragma once

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "newsecho/verify.h"

namespace newsecho::verify_detail {

// Replaces `subjects` by the title's words that stand among the tokens. `title` is ascending.
void find_subjects(absl::Span<const std::uint32_t> title, absl::Span<const std::uint32_t> tokens,
                   std::vector<std::uint32_t>& subjects);

// How many words of its headline and text each has that the other has nowhere; of the one with fewer such.
std::uint32_t subjects_apart(const Document& a, const Document& b);

}  // namespace newsecho::verify_detail
