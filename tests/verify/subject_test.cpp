// Words of the headline and the text that the other article has nowhere.
#include "verify/subject.h"

#include <vector>

#include <gtest/gtest.h>

#include "verify/documents.h"

namespace newsecho {
namespace {

using verify_detail::find_subjects;
using verify_detail::subjects_apart;

std::vector<std::uint32_t> subjects(const std::vector<std::uint32_t>& title, const std::vector<std::uint32_t>& text) {
  std::vector<std::uint32_t> found = {99};
  find_subjects(title, text, found);
  return found;
}

TEST(Subjects, AreTheTitlesWordsThatStandInTheText) {
  EXPECT_EQ(subjects({3, 40, 70, 1000}, run(1, 50)), (std::vector<std::uint32_t>{3, 40}));
  EXPECT_TRUE(subjects({}, run(1, 50)).empty());
  EXPECT_TRUE(subjects({1, 2}, {}).empty());
  // Equal in the bits that are looked at first, and yet other words.
  EXPECT_TRUE(subjects({7, 7 + 1024}, {7 + 2048, 7 + 4096}).empty());
}

TEST(Subjects, OfEachArticleThatTheOtherNeverNames) {
  // One form, filled in with 500 and with 600: each headline says so.
  const Document a = document(words(joined({run(1, 60), {500, 501}})), {1, 2, 500, 501});
  const Document b = document(words(joined({run(1, 60), {600, 601}})), {1, 2, 600, 601});
  EXPECT_EQ(subjects_apart(a, b), 2u);
  EXPECT_EQ(verify(a, b, {}).subjects_apart, 2u);
  EXPECT_EQ(subjects_apart(a, a), 0u);
}

TEST(Subjects, OfATrimmedCopyAreNamedInTheWhole) {
  const Document whole = document(words(run(1, 100)), {80, 90});
  EXPECT_EQ(subjects_apart(whole, document(words(run(1, 50)), {1, 2, 3})), 0u);
  // Words of a headline that its own text has not are an editor's.
  EXPECT_EQ(subjects_apart(whole, document(words(run(1, 50)), {1000, 1001})), 0u);
  EXPECT_EQ(subjects_apart(whole, document(words(run(1, 50)))), 0u);
  // What the other says in its headline only, it says.
  EXPECT_EQ(subjects_apart(document(words(run(1, 50)), {1, 2, 300}), document(words(run(20, 30)), {1, 2, 25})), 0u);
}

}  // namespace
}  // namespace newsecho
