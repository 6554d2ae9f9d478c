#include "read/fields.h"

#include <gmock/gmock.h>

#include "everything.h"

namespace newsecho {
namespace {

using test::Folder;
using test::read_bytes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Article one(const std::string& record, const ReadOptions& options = {}) {
  Folder folder;
  const auto e = read_bytes(folder, "a.jsonl", record + "\n", options);
  EXPECT_EQ(e.articles().size(), 1u) << record << "\n" << as_text(e);
  return e.articles().empty() ? Article{} : e.articles()[0];
}

TEST(Fields, SpellingDoesNotCount) {
  for (const char* name : {"publishedAt", "published_at", "Published-At", "PUBLISHED AT"}) {
    EXPECT_EQ(to_iso8601(one(std::string("{\"text\":\"x\",\"") + name + "\":\"2026-03-01\"}").published), "2026-03-01");
  }
}

TEST(Fields, TheBestThatHoldsSomethingIsTaken) {
  EXPECT_EQ(one(R"({"content":"short","text":"long","raw_text":"raw"})").text, "long");
  EXPECT_EQ(one(R"({"content":"short","text":" \n","raw_text":"raw"})").text, "short");
  EXPECT_EQ(one(R"({"text":null,"body":"x"})").text, "x");
  EXPECT_EQ(one(R"({"text":"x","url":"","link":"http://a.org/1"})").url, "http://a.org/1");
  EXPECT_EQ(to_iso8601(one(R"({"text":"x","date_publish":"None","date":"2026-03-01"})").published), "2026-03-01");
  EXPECT_EQ(to_iso8601(one(R"({"text":"x","date":"2026-03-01","date_publish":"soon"})").published), "2026-03-01");
  EXPECT_EQ(one(R"({"text":"first","text":"second"})").text, "first");
}

TEST(Fields, DatesOfFetchingAreNoneOfPublication) {
  for (const char* name : {"added", "date_download", "fetch_date", "indexed_date", "fetch_time", "filedate",
                           "date_modify", "seendate", "crawled_at"}) {
    const Article a = one(std::string("{\"text\":\"x\",\"") + name + "\":\"2026-03-01\"}");
    EXPECT_FALSE(a.published.known()) << name;
  }
}

TEST(Fields, SourceIsTakenByItsShape) {
  EXPECT_EQ(one(R"({"text":"x","source":"https://www.a.org/1"})").url, "https://www.a.org/1");
  EXPECT_EQ(one(R"({"text":"x","source":"https://www.a.org/1"})").site, "a.org");
  EXPECT_EQ(one(R"({"text":"x","source":"www.a.org"})").site, "a.org");
  EXPECT_EQ(one(R"({"text":"x","source":"www.a.org"})").url, "");
  EXPECT_EQ(one(R"({"text":"x","source":"A News"})").site, "a news");
  EXPECT_EQ(one(R"({"text":"x","source":{"id":null,"name":"A News"}})").site, "a news");
  EXPECT_EQ(one(R"({"text":"x","source":{"uri":"www.a.org","title":"A"}})").site, "a.org");
  EXPECT_EQ(one(R"({"text":"x","source":"A News","url":"http://b.org/1"})").site, "b.org");
}

TEST(Fields, TheAddressOfTheSourceIsNotThatOfTheArticle) {
  const Article a = one(R"({"text":"x","source_url":"https://www.a.org/"})");
  EXPECT_EQ(a.url, "");
  EXPECT_EQ(a.site, "a.org");
}

TEST(Fields, NestedOnesGiveWayToThoseOutside) {
  EXPECT_EQ(one(R"({"text":"x","metadata":{"url":"http://in.org/"},"url":"http://out.org/"})").url, "http://out.org/");
  EXPECT_EQ(one(R"({"text":"x","metadata":{"url":"http://in.org/"}})").url, "http://in.org/");
  EXPECT_EQ(one(R"({"_id":"e1","_source":{"text":"x","source":{"name":"www.a.org"}}})").site, "a.org");
  EXPECT_EQ(one(R"({"_id":{"$oid":"5f"},"text":"x"})").id, "5f");
}

TEST(Fields, FilesNamedByTheirUrlTellIt) {
  EXPECT_EQ(one(R"({"text":"x","filename":"https%3A%2F%2Fwww.a.org%2F1.json"})").url, "https://www.a.org/1");
  EXPECT_EQ(one(R"({"text":"x","metadata":{"filename":"https%3A%2F%2Fwww.a.org%2F1.json"}})").url,
            "https://www.a.org/1");
  for (const char* record :
       {R"({"text":"x","filename":"cc-news-2026.warc.gz"})", R"({"text":"x","Filename":"part-1.json"})",
        R"({"text":"x","metadata":{"filename":"cc-news-2026.warc.gz"}})"}) {
    EXPECT_EQ(one(record).url, "") << record;
    EXPECT_THAT(one(record).id, testing::EndsWith("a.jsonl:1")) << record;
  }
}

TEST(Fields, IdsFallBack) {
  EXPECT_EQ(one(R"({"text":"x","id":7,"guid":"g"})").id, "7");
  EXPECT_EQ(one(R"({"text":"x","id":123456789012345678901234567890})").id, "123456789012345678901234567890");
  EXPECT_EQ(one(R"({"text":"x","id":null,"guid":"g","url":"http://a.org/"})").id, "g");
  EXPECT_EQ(one(R"({"text":"x","url":"http://a.org/"})").id, "http://a.org/");
  EXPECT_THAT(one(R"({"text":"x"})").id, testing::EndsWith("a.jsonl:1"));
}

TEST(Fields, OthersAreNamedByTheUser) {
  const ReadOptions options{.text_field = "payload.Words", .id_field = "n", .date_field = "seen"};
  const Article a =
      one(R"({"text":"no","n":5,"id":"i","date":"2020-01-01","seen":"2026-03-01","payload":{"Words":"yes"}})", options);
  EXPECT_EQ(a.text, "yes");
  EXPECT_EQ(a.id, "5");
  EXPECT_EQ(to_iso8601(a.published), "2026-03-01");
  Folder folder;
  const auto e = read_bytes(folder, "a.jsonl", "{\"text\":\"no\",\"payload\":{\"words\":\"other\"}}\n", options);
  EXPECT_THAT(e.articles(), IsEmpty()) << "the case of given names counts";
  EXPECT_THAT(e.reasons(),
              ElementsAre("no field payload.Words, named by --text-field; fields seen: text, payload, payload.words"));
}

TEST(Fields, WhatTheUserNamedIsTakenWhateverItLooksLike) {
  EXPECT_EQ(one(R"({"text":"x","source":"a.org/1"})", {.url_field = "source"}).url, "a.org/1");
  EXPECT_EQ(one(R"({"text":"x","source":"http://www.a.org/1"})", {.site_field = "source"}).site, "a.org");
}

TEST(Fields, ListsAreJoined) {
  EXPECT_EQ(one(R"({"text":["one","two"],"authors":["A","B"]})").text, "one\ntwo");
  EXPECT_EQ(one(R"({"text":"x","authors":["A",{"name":"B","uri":"b"}]})").byline, "A, B");
}

TEST(Fields, EveryUseIsCounted) {
  Folder folder;
  const auto e = read_bytes(
      folder, "a.jsonl",
      "{\"text\":\"x\",\"url\":\"http://a.org/1\"}\n{\"body\":\"x\",\"date\":\"2026-03-01\"}\n{\"text\":\"x\"}\n");
  EXPECT_EQ(e.all.fields.at("text").at("text"), 2u);
  EXPECT_EQ(e.all.without_date, 2u);
  EXPECT_EQ(describe(e.all.fields, e.all.without_date),
            "text ← text (2) or body (1), url ← url, date ← date, 2 records without date");
}

}  // namespace
}  // namespace newsecho
