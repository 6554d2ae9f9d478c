// stories.h — reports written for tests, and what editors do to them.
#pragma once

#include <string>
#include <vector>

#include "pipeline/crawls.h"
#include "support.h"

namespace newsecho::test {

// A report of five paragraphs with names and numbers, `n` of them with nothing in common but English.
inline std::string report(std::size_t n) {
  static const std::string kReports[] = {
      "The harbour board of Norrey voted on Tuesday to close the eastern basin to ferries until the spring.\n"
      "Divers found cracks in 14 of the 62 oak piles that carry the quay, chairwoman Ilse Varden told members. She "
      "said "
      "the repair would cost 3.4 million crowns and take five months.\n"
      "Two ferry lines will sail from Port Ellery instead. Their passengers face a bus ride of 25 minutes, which the "
      "board has agreed to pay for.\n"
      "\"Nobody wants to tell the islands that winter comes early,\" Varden said. \"But a quay that may give way under "
      "a "
      "lorry is not a quay.\"\n"
      "Fishermen asked for berths in the inner harbour. A decision on their request is due before the herring season "
      "opens on 9 November.\n",
      "A dairy cooperative in the Glen valley has bought the closed paper mill at Hollin Bridge and plans to make "
      "cheese "
      "there from next summer.\n"
      "The cooperative, which belongs to 310 farms, paid 1.9 million for the buildings and the water rights, according "
      "to the land register. Its manager Peder Losk expects to hire 45 people in the first year.\n"
      "The mill shut in 2019 after a fire. Since then the village school has lost a third of its pupils and the "
      "railway "
      "its morning train.\n"
      "Losk said the old boiler house would become a shop, with a window through which visitors could watch the vats.\n"
      "Neighbours worry about lorries on the narrow bridge. The county will count traffic there for six weeks.\n",
      "Astronomers at the Fairlight observatory have measured the slowest spinning asteroid known, a rock that needs "
      "78 "
      "days to turn once.\n"
      "Maren Oduya and her team followed the object, 2 kilometres wide, through three winters with a telescope built "
      "in "
      "1931. The result appears in this week's issue of the society's proceedings.\n"
      "Sunlight can brake small bodies over millions of years, but the team doubts that light alone explains so long a "
      "day. A collision in the past is the better guess, Oduya said.\n"
      "The old telescope was to be scrapped in 2022. Pupils of the town collected 80,000 to have its mirror coated "
      "again.\n"
      "Visitors may look through it on the first Saturday of each month, clouds permitting.\n",
      "Striking bus drivers in Castle Wray accepted an offer from the city's transport company late on Sunday, ending "
      "a "
      "walkout of 11 days.\n"
      "The agreement gives drivers 6.5 percent more pay over two years and a break room at every terminus, the union's "
      "negotiator Tomas Reyle said. Of 840 members who voted, 71 percent were in favour.\n"
      "Night lines run again from Monday, school lines from Tuesday. Holders of monthly tickets get a third of the "
      "price "
      "back.\n"
      "The mayor thanked neighbours who had driven patients to the hospital. She also announced a review of how the "
      "company hires, which the union had asked for since spring.\n"
      "Some drivers were less content. A petition against the deal had gathered 96 names by the evening.\n",
      "The museum of Ravensgate has given back a carved drum to the island of Tuvale, 130 years after a captain "
      "carried "
      "it off.\n"
      "Its director Anneke Holt handed the drum to a delegation of eight elders, who sang in the courtyard for an "
      "hour. "
      "It will travel home in a crate made from island wood.\n"
      "Researchers had found the captain's diary in a parish archive. In it he boasts of having swapped the drum for "
      "two "
      "mirrors with a boy who did not own it.\n"
      "The museum holds 212 more objects from the islands. Holt said each would be looked at by people from both "
      "sides.\n"
      "A copy of the drum, made by a school class, now stands in the empty case.\n"};
  return kReports[n % 5];
}

inline std::vector<std::string> paragraphs(const std::string& text) { return lines_of(text); }

inline std::string joined(const std::vector<std::string>& lines, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end && i < lines.size(); ++i) text += lines[i] + "\n";
  return text;
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

}  // namespace newsecho::test
