// furnished.h — the folder of someone who has worked with the tool for a while, where examples can be run.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "nlohmann/json.hpp"
#include "run.h"

namespace newsecho::test {

inline void furnish(const Folder& folder) {
  const auto sh = [&](const std::string& command) {
    ASSERT_EQ(std::system(("cd " + folder.path() + " && " + command).c_str()), 0) << command;
  };
  const std::string sample = NEWSECHO_SOURCE_DIR "/data/sample/";
  sh("cp " + sample + "crawl.jsonl.gz . && cp " + sample + "labels.jsonl . && mkdir crawl extra results tmp");
  sh("zcat crawl.jsonl.gz | head -n 300 > crawl/1.jsonl && cp crawl/1.jsonl dump.jsonl && gzip -k dump.jsonl");
  const std::string text(600, 'x');
  folder.write("extra/more.csv", "id,text\n1,\"The council closed the hall. " + text + "\"\n");
  folder.write("dump.csv", "article_body,first_seen\n\"The council closed the hall.\",2026-03-01\n");
  sh("gzip -k dump.csv");
  folder.write("ours.txt",
               "The council voted seven to two on Tuesday night to close the swimming hall at the end of summer.");
  folder.write("theirs.txt",
               "The council voted seven to two on Monday night to close the swimming hall at the end of summer.");
  std::vector<std::string> ids;
  for (const std::string& line : lines_of(slurp(folder / "crawl/1.jsonl"))) {
    ids.push_back(nlohmann::json::parse(line)["id"]);
  }
  folder.write("pairs.jsonl",
               nlohmann::json{{"a", ids[0]}, {"b", ids[1]}, {"label", "different"}, {"confidence", 3}}.dump() + "\n");
  ASSERT_EQ(run({"cluster", "crawl.jsonl.gz", "-o", "out", "--quiet"}, {.folder = folder.path()}).code, 0);
  ASSERT_EQ(run({"cluster", "dump.jsonl", "-o", "results/2026-03", "--quiet"}, {.folder = folder.path()}).code, 0);
  std::filesystem::create_symlink(NEWSECHO_TOOL, folder / "newsecho");
}

// Runs a line as a person types it in that folder. Returns what went wrong, nothing if it went well.
inline std::string run_shell(const Folder& folder, const std::string& line) {
  const std::string script = folder.write("typed", "set -o pipefail\n" + line + "\n");
  const int code =
      std::system(("cd " + folder.path() + " && PATH=.:$PATH bash " + script + " >printed 2>errors").c_str());
  return code == 0 ? "" : slurp(folder / "errors") + "(failed)";
}

}  // namespace newsecho::test
