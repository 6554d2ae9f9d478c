#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "newsecho/read.h"

namespace newsecho {
namespace {

std::string parsed(const std::string& text) { return to_iso8601(parse_date(text)); }

TEST(Dates, AreReadInTheUsualForms) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      // ISO 8601 and what passes for it
      {"2026-03-01", "2026-03-01"},
      {" 2026-03-01\n", "2026-03-01"},
      {"2026/03/01", "2026-03-01"},
      {"2026-3-1", "2026-03-01"},
      {"2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"},
      {"2026-03-01T12:00Z", "2026-03-01T12:00:00Z"},
      {"2026-03-01 12:00:00", "2026-03-01T12:00:00Z"},
      {"2026-03-01T12:00:00.123456Z", "2026-03-01T12:00:00Z"},
      {"2026-03-01T12:00:00.123456789012+02:00", "2026-03-01T10:00:00Z"},
      {"2026-03-01T12:00:00+02:00", "2026-03-01T10:00:00Z"},
      {"2026-03-01T00:30:00+0200", "2026-02-28T22:30:00Z"},
      {"2026-03-01 22:00:00 -0500", "2026-03-02T03:00:00Z"},
      {"2026-03-01T12:00:00-05", "2026-03-01T17:00:00Z"},
      {"2024-02-29", "2024-02-29"},
      {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"},
      // RFC 2822, and letters where months are
      {"Tue, 03 Mar 2026 10:00:00 +0100", "2026-03-03T09:00:00Z"},
      {"Tue, 03 Mar 2026 10:00:00 GMT", "2026-03-03T10:00:00Z"},
      {"Tue, 3 Mar 2026 10:00:00 EST", "2026-03-03T15:00:00Z"},
      {"Tue Mar 03 2026 10:00:00 GMT+0100 (CET)", "2026-03-03T09:00:00Z"},
      {"3 March 2026", "2026-03-03"},
      {"March 3, 2026", "2026-03-03"},
      {"Sept. 3, 2026", "2026-09-03"},
      {"Monday, March 3, 2025", "2025-03-03"},
      {"March 3rd, 2026 at 10:15", "2026-03-03T10:15:00Z"},
      {"March 3, 2026 10:15 PM", "2026-03-03T22:15:00Z"},
      {"March 3, 2026 at 12:05 a.m. EST", "2026-03-03T05:05:00Z"},
      // Reuters-21578
      {"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01Z"},
      {" 1-MAR-1987 08:41:41.68F", "1987-03-01T08:41:41Z"},
      {"19-OCT-1987 00:12:05.22E F", "1987-10-19T00:12:05Z"},
      // GDELT
      {"20260313T101500Z", "2026-03-13T10:15:00Z"},
      {"20260313101500", "2026-03-13T10:15:00Z"},
      {"20260313", "2026-03-13"},
      // since 1970
      {"1767225600", "2026-01-01T00:00:00Z"},
      {"1767225600.75", "2026-01-01T00:00:00Z"},
      {"1767225600000", "2026-01-01T00:00:00Z"},
      {"1767225600000000", "2026-01-01T00:00:00Z"},
      {"1712122512345678", "2024-04-03T05:35:12Z"},
  };
  for (const auto& [text, iso] : rows) EXPECT_EQ(parsed(text), iso) << text;
}

TEST(Dates, WhatIsNoneHasNone) {
  for (const char* text : {"",
                           "None",
                           "null",
                           "nan",
                           "NaT",
                           "unknown",
                           "yesterday",
                           "2026",
                           "2026-13-01",
                           "2026-02-30",
                           "2025-02-29",
                           "2026-00-10",
                           "20261301",
                           "03/01/2026",
                           "March 2026",
                           "32 March 2026",
                           "infinity",
                           "-infinity",
                           "1e300",
                           "1e999",
                           "12345",
                           "-1767225600",
                           "0000-00-00",
                           "0000-00-00 00:00:00",
                           "\xff\xff\xff\xff\xff\xff\xff",
                           "the 3rd of a month to come in 2026, or so they say, and much later than this"}) {
    EXPECT_EQ(parsed(text), "") << text;
  }
}

TEST(Dates, ADateAloneIsADay) {
  EXPECT_EQ(parse_date("2026-03-01").precision, Precision::kDay);
  EXPECT_EQ(parse_date("2026-03-01T00:00:00").precision, Precision::kTime);
  EXPECT_EQ(parse_date("2026-03-01T99:00").precision, Precision::kDay);
}

TEST(Dates, DaysGoRoundThroughFourCenturies) {
  for (std::int64_t day = -70000; day < 80000; day += 13) {
    const Published p{day * 86400, Precision::kDay};
    ASSERT_EQ(parse_date(to_iso8601(p)), p) << to_iso8601(p);
  }
}

TEST(Dates, AreOrderedOnlyWhereItIsCertain) {
  const Published day = parse_date("2026-03-01"), noon = parse_date("2026-03-01T12:00:00Z"),
                  evening = parse_date("2026-03-01T20:00:00Z"), next = parse_date("2026-03-02"), none;
  EXPECT_TRUE(published_before(noon, evening));
  EXPECT_FALSE(published_before(day, noon));
  EXPECT_FALSE(published_before(noon, day));
  EXPECT_TRUE(published_before(evening, next));
  EXPECT_TRUE(published_before(next, none));
  EXPECT_FALSE(published_before(none, next));
  EXPECT_FALSE(published_before(none, none));
}

}  // namespace
}  // namespace newsecho
