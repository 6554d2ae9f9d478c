// Reads every folder of tests/cases/read: a source's file as it writes it, and in expect.json what becomes of it.
// A new case is a new folder; nothing is registered here. expect.json has "articles" (fields left out must be empty),
// and, where there are any, "skipped" (parts of the reasons), "without_date", "cut_texts", "repaired", "mapping".
#include <gmock/gmock.h>

#include "everything.h"
#include "nlohmann/json.hpp"

namespace newsecho {
namespace {

using nlohmann::json;
using testing::HasSubstr;

// The one file of a case that is not expect.json.
std::string input_of(const std::filesystem::path& folder) {
  std::string input;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename() == "expect.json") continue;
    EXPECT_TRUE(input.empty()) << folder << " holds more than one input";
    input = entry.path().string();
  }
  return input;
}

json as_json(const Article& a, const std::string& input) {
  json out;
  const auto add = [&](const char* name, std::string value) {
    if (!value.empty()) out[name] = std::move(value);
  };
  // Ids from places begin with the path, which is another on every machine.
  add("id", a.id.rfind(input, 0) == 0 ? std::filesystem::path(a.id).filename().string() : a.id);
  add("url", a.url);
  add("site", a.site);
  add("title", a.title);
  add("published", to_iso8601(a.published));
  add("byline", a.byline);
  add("text", a.text);
  return out;
}

void check(const std::filesystem::path& folder) {
  SCOPED_TRACE(folder.string());
  const std::string input = input_of(folder);
  ASSERT_FALSE(input.empty());
  const json expect = json::parse(test::slurp((folder / "expect.json").string()));
  const auto e = test::read_everything({input});
  ASSERT_EQ(e.articles().size(), expect.at("articles").size()) << as_text(e);
  for (std::size_t i = 0; i < e.articles().size(); ++i) {
    EXPECT_EQ(as_json(e.articles()[i], input).dump(1), expect["articles"][i].dump(1));
  }
  const std::vector<std::string> reasons = expect.value("skipped", std::vector<std::string>{});
  ASSERT_EQ(e.skipped().size(), reasons.size()) << as_text(e);
  for (std::size_t i = 0; i < reasons.size(); ++i) EXPECT_THAT(e.skipped()[i].reason, HasSubstr(reasons[i]));
  EXPECT_EQ(e.all.without_date, expect.value("without_date", 0u));
  EXPECT_EQ(e.all.cut_texts, expect.value("cut_texts", 0u));
  EXPECT_EQ(e.all.repaired, expect.value("repaired", 0u));
  if (expect.contains("mapping")) {
    EXPECT_EQ(describe(e.all.fields, e.all.without_date), expect["mapping"].get<std::string>());
  }
}

TEST(Cases, AreReadAsExpected) {
  std::size_t cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(NEWSECHO_SOURCE_DIR "/tests/cases/read")) {
    check(entry.path());
    ++cases;
  }
  EXPECT_GE(cases, 10u);
}

}  // namespace
}  // namespace newsecho
