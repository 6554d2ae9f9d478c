// What goes wrong with inputs, each with its message and exit code.
#include <gmock/gmock.h>

#include "base/compress.h"
#include "nlohmann/json.hpp"
#include "run.h"

namespace newsecho {
namespace {

using test::assigned_ids;
using test::Folder;
using test::Ran;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Ran cluster(const Folder& folder, const std::vector<std::string>& words, const std::string& in = "") {
  std::vector<std::string> line = {"cluster", "-o", "out"};
  line.insert(line.end(), words.begin(), words.end());
  return test::run(line, {.folder = folder.path(), .in = in});
}

std::vector<nlohmann::json> skipped(const Folder& folder) {
  std::vector<nlohmann::json> rows;
  for (const std::string& line : test::lines_of(test::slurp(folder / "out/skipped.jsonl"))) {
    rows.push_back(nlohmann::json::parse(line));
  }
  return rows;
}

std::string article(const std::string& id, const std::string& text = "The council voted seven to two on Tuesday.") {
  return nlohmann::json{{"id", id}, {"text", text}}.dump() + "\n";
}

std::string gzip(const std::string& bytes) {
  auto compressor = compressor_for("a.gz");
  std::string out;
  EXPECT_TRUE(compressor->add(bytes, out).ok() && compressor->finish(out).ok());
  return out;
}

TEST(BadInput, AMissingFile) {
  Folder folder;
  const Ran r = cluster(folder, {"no.jsonl"});
  EXPECT_EQ(r.code, 2);
  EXPECT_EQ(r.err, "newsecho: no.jsonl does not exist; check the name\n");
  EXPECT_EQ(cluster(folder, {"*.jsonl"}).code, 2);
}

TEST(BadInput, AFileThatMayNotBeRead) {
  Folder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(folder.write("a.jsonl", article("1")), std::filesystem::perms::none);
  const Ran r = test::run({"fields", "a.jsonl"}, {.folder = folder.path(), .before = test::as_nobody});
  if (r.code == 127) GTEST_SKIP() << "only its owner may run the tool";
  EXPECT_EQ(r.code, 2);
  EXPECT_THAT(r.err, AllOf(HasSubstr("cannot read a.jsonl: Permission denied"), HasSubstr("chmod +r")));
}

TEST(BadInput, AFolderWithoutArticles) {
  Folder folder;
  std::filesystem::create_directory(folder / "crawl");
  folder.write("crawl/README.md", "x");
  const Ran r = cluster(folder, {"crawl"});
  EXPECT_EQ(r.code, 2);
  EXPECT_THAT(r.err, HasSubstr("the folder crawl holds no .jsonl"));
}

TEST(BadInput, WithoutAnyArticleTheReasonIsToldAndTheCodeIs1) {
  Folder folder;
  const std::pair<std::string, std::string> rows[] = {
      {"", "a.jsonl:1: the file is empty\n"},
      {" \n\n", "a.jsonl:1: the file is empty\n"},
      {"just words\n", "a.jsonl:1: not JSON: "},
      {"{\"text\": \"open\n", "a.jsonl:1: the file ends inside this record"},
      {"[]", "a.jsonl:1: "},
      {"\n{\"title\":\"t\",\"link\":\"u\"}\n",
       "a.jsonl:2: no text field; fields seen: title, link; name one with --text-field\n"},
      {std::string("\x89PNG\r\n\x1a\n\0", 9), "a.jsonl:1: the file is a picture\n"},
  };
  for (const auto& [bytes, reason] : rows) {
    folder.write("a.jsonl", bytes);
    for (const std::string command : {"cluster", "fields"}) {
      std::vector<std::string> words = {command, "a.jsonl"};
      if (command == "cluster") words.insert(words.end(), {"-o", "out", "--quiet"});
      const Ran r = test::run(words, {.folder = folder.path()});
      EXPECT_EQ(r.code, 1) << command << " " << bytes;
      EXPECT_THAT(r.err,
                  AllOf(HasSubstr("newsecho: no article was found\n"), HasSubstr(reason), HasSubstr("--text-field")));
      EXPECT_EQ(r.out, "") << command;
    }
    EXPECT_THAT(assigned_ids(folder / "out"), IsEmpty());
  }
}

TEST(BadInput, ATextFieldThatNoRecordHasIsNamed) {
  Folder folder;
  folder.write("a.jsonl", article("1"));
  const Ran r = cluster(folder, {"a.jsonl", "--text-field", "nope"});
  EXPECT_EQ(r.code, 1);
  EXPECT_THAT(r.err, HasSubstr("a.jsonl:1: no field nope, named by --text-field; fields seen: id, text\n"));
}

TEST(BadInput, ABrokenLineAmongGoodOnes) {
  Folder folder;
  folder.write("a.jsonl", article("1") + "{\"id\": \"2\", \"text\n" + article("3"));
  const Ran r = cluster(folder, {"a.jsonl"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_THAT(r.out, HasSubstr("skipped      1 record\n"));
  EXPECT_THAT(assigned_ids(folder / "out"), ElementsAre("1", "3"));
  const auto rows = skipped(folder);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0]["source"], "a.jsonl");
  EXPECT_EQ(rows[0]["line"], 2);
  EXPECT_EQ(rows[0]["byte_offset"], article("1").size());
  EXPECT_THAT(rows[0]["reason"].get<std::string>(), HasSubstr("not JSON"));
  EXPECT_EQ(cluster(folder, {"a.jsonl", "--strict"}).code, 3);
  EXPECT_THAT(assigned_ids(folder / "out"), ElementsAre("1", "3")) << "--strict writes all the same";
}

TEST(BadInput, ATruncatedGzip) {
  Folder folder;
  std::string all;
  std::vector<std::string> ids;
  for (int i = 0; i < 2000; ++i) all += article(std::to_string(i), "number " + std::to_string(i * 7919 % 2003));
  const std::string bytes = gzip(all);
  folder.write("a.jsonl.gz", bytes.substr(0, bytes.size() / 2));
  const Ran r = cluster(folder, {"a.jsonl.gz"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_GT(assigned_ids(folder / "out").size(), 500u);
  ASSERT_EQ(skipped(folder).size(), 1u);
  EXPECT_THAT(skipped(folder)[0]["reason"].get<std::string>(), HasSubstr("truncated"));
  EXPECT_EQ(cluster(folder, {"a.jsonl.gz", "--strict"}).code, 3);
}

TEST(BadInput, AWrongExtension) {
  Folder folder;
  for (const std::string name : {"a.txt", "a.csv", "a.dat"}) {
    folder.write(name, gzip(article("1") + article("2")));
    EXPECT_EQ(cluster(folder, {name}).code, 0);
    EXPECT_THAT(assigned_ids(folder / "out"), ElementsAre("1", "2")) << name;
  }
  folder.write("b.jsonl", "id,text\n1,one\n");
  EXPECT_EQ(cluster(folder, {"b.jsonl"}).code, 0);
  EXPECT_THAT(assigned_ids(folder / "out"), ElementsAre("1"));
}

TEST(BadInput, InvalidUtf8AndNulBytes) {
  Folder folder;
  folder.write("a.jsonl", "{\"id\":\"1\",\"text\":\"caf\xE9 \xFF\"}\n" +
                              std::string("{\"id\":\"2\",\"text\":\"a\0b\"}\n", 24) + std::string("\0\0\0\n", 4) +
                              article("3"));
  const Ran r = cluster(folder, {"a.jsonl"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_THAT(assigned_ids(folder / "out"), ElementsAre("1", "2", "3"));
  EXPECT_EQ(skipped(folder).size(), 1u);
  EXPECT_THAT(r.out, HasSubstr("repaired     2 records: invalid UTF-8 or JSON that was almost right\n"));
  folder.write("a.jsonl", article("3"));
  EXPECT_THAT(cluster(folder, {"a.jsonl"}).out, testing::Not(HasSubstr("repaired")));
}

TEST(BadInput, ALongLineAndADeepOne) {
  Folder folder;
  folder.write("a.jsonl", article("1") + article("2", std::string(100'000'000, 'x')) + "{\"text\":\"x\",\"a\":" +
                              std::string(100'000, '[') + std::string(100'000, ']') + "}\n" + article("4"));
  const Ran r = cluster(folder, {"a.jsonl", "--max-record", "1M"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_THAT(assigned_ids(folder / "out"), ElementsAre("1", "4"));
  ASSERT_EQ(skipped(folder).size(), 2u);
  EXPECT_THAT(skipped(folder)[0]["reason"].get<std::string>(),
              AllOf(HasSubstr("longer than"), HasSubstr("--max-record")));
  EXPECT_EQ(skipped(folder)[1]["reason"], "JSON nested deeper than 256");
}

TEST(BadInput, EmptyTextsAreAssignedToo) {
  Folder folder;
  folder.write("a.jsonl", article("1", "") + article("2", " \n\t") + "{\"id\":\"3\",\"text\":null}\n" + article("4"));
  const Ran r = cluster(folder, {"a.jsonl"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_THAT(assigned_ids(folder / "out"), ElementsAre("1", "2", "3", "4"));
  EXPECT_THAT(test::slurp(folder / "out/assignments.csv"), testing::Not(HasSubstr("exact")))
      << "nothing in common is no copy";
}

TEST(BadInput, TextsCutShortByTheirSourceAreToldOf) {
  Folder folder;
  folder.write("a.json", "{\"articles\":[{\"url\":\"http://a.org/1\",\"content\":\"The council [+99 chars]\"}]}");
  const Ran r = cluster(folder, {"a.json"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_THAT(r.out, HasSubstr("cut short    1 text by"));
}

TEST(BadInput, StandardInputMayBeEmptyOrAnything) {
  Folder folder;
  EXPECT_EQ(cluster(folder, {"-"}).code, 1);
  EXPECT_EQ(cluster(folder, {"-"}, gzip(article("1"))).code, 0);
  EXPECT_EQ(cluster(folder, {"-"}, "id,text\n1,one\n").code, 0);
  EXPECT_THAT(assigned_ids(folder / "out"), ElementsAre("1"));
}

}  // namespace
}  // namespace newsecho
