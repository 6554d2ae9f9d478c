// What goes wrong with outputs: nothing half-written ever stands under a final name.
#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <random>

#include "newsecho/pipeline.h"
#include "run.h"

namespace newsecho {
namespace {

using test::Folder;
using test::Ran;
using test::RunOptions;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

// Articles of random words: nothing to find, much to read.
std::string crawl(std::size_t articles, std::size_t words) {
  std::mt19937 random(3);
  std::string out;
  for (std::size_t i = 0; i < articles; ++i) {
    out += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"";
    for (std::size_t w = 0; w < words; ++w) out += "w" + std::to_string(random() % 50'000) + " ";
    out += "\"}\n";
  }
  return out;
}

// A file system of that size over `folder`, seen by the calling process only. Needs a kernel that lets us.
bool mount_small(const std::string& folder, const char* size) {
  const bool own = ::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0;
  return own && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("none", folder.c_str(), "tmpfs", 0, size) == 0;
}

TEST(BadOutput, AFolderThatMayNotBeWritten) {
  Folder folder;
  folder.write("a.jsonl", crawl(2, 20));
  std::filesystem::create_directory(folder / "out");
  std::filesystem::permissions(folder / "out", std::filesystem::perms(0555));
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
  for (const std::string name : {"out", "new"}) {
    const Ran r = test::run({"cluster", "a.jsonl", "-o", name}, {.folder = folder.path(), .before = test::as_nobody});
    if (r.code == 127) GTEST_SKIP() << "only its owner may run the tool";
    EXPECT_EQ(r.code, 2) << name;
    EXPECT_THAT(r.err, AllOf(HasSubstr("cannot write " + name + ": Permission denied"), HasSubstr("-o"))) << name;
  }
}

TEST(BadOutput, AFileIsNoFolder) {
  Folder folder;
  folder.write("a.jsonl", crawl(2, 20));
  folder.write("out", "mine");
  for (const std::string name : {"out", "out/in/it", "/proc/newsecho"}) {
    const Ran r = test::run({"cluster", "a.jsonl", "-o", name}, {.folder = folder.path()});
    EXPECT_EQ(r.code, 2) << name;
    EXPECT_THAT(r.err, AllOf(HasSubstr("cannot write " + name), HasSubstr("-o"))) << name;
  }
  EXPECT_EQ(test::slurp(folder / "out"), "mine");
}

TEST(BadOutput, AFullDisk) {
  Folder folder;
  folder.write("a.jsonl", crawl(4000, 20));
  std::filesystem::create_directory(folder / "out");
  const std::string out = folder / "out";
  const Ran r = test::run({"cluster", "a.jsonl", "-o", "out"},
                          {.folder = folder.path(), .before = [&] { return mount_small(out, "size=64k"); }});
  if (r.code == RunOptions::kNotPrepared) GTEST_SKIP() << "no file system can be mounted here";
  EXPECT_EQ(r.code, 2);
  EXPECT_THAT(r.err, AllOf(HasSubstr("cannot write out/"),
                           HasSubstr("disk full; free space or choose another folder with -o")));
}

// In a child before it becomes the tool.
bool limit_file_size() {
  const rlimit limit{20'000, 20'000};
  return ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
}

TEST(BadOutput, AFileSizeLimit) {
  Folder folder;
  folder.write("a.jsonl", crawl(4000, 20));
  const Ran r = test::run({"cluster", "a.jsonl", "-o", "out"}, {.folder = folder.path(), .before = limit_file_size});
  EXPECT_EQ(r.code, 2);
  EXPECT_THAT(r.err, HasSubstr("file size limit reached"));
  EXPECT_TRUE(std::filesystem::is_empty(folder / "out")) << "neither half-written nor temporary files stay";
}

TEST(BadOutput, AFileSizeLimitForTemporaryFiles) {
  Folder folder;
  folder.write("a.jsonl", crawl(4000, 20));
  const Ran r = test::run({"cluster", "a.jsonl", "-o", "out", "--memory", "128M"},
                          {.folder = folder.path(), .before = limit_file_size});
  EXPECT_EQ(r.code, 2);
  EXPECT_THAT(r.err,
              AllOf(HasSubstr("cannot write the temporary file in"),
                    HasSubstr("file size limit reached; raise it (ulimit -f) or name another folder with --tmp")));
  EXPECT_TRUE(std::filesystem::is_empty(folder / "out"));
}

TEST(BadOutput, ASummaryNobodyCanRead) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  Folder folder;
  folder.write("a.jsonl", crawl(2, 20));
  const Ran r =
      test::run({"cluster", "a.jsonl", "-o", "out"},
                {.folder = folder.path(), .before = [] { return ::dup2(::open("/dev/full", O_WRONLY), 1) == 1; }});
  EXPECT_EQ(r.code, 2);
  EXPECT_THAT(r.err, HasSubstr("cannot write to standard output"));
}

// Small crawls stay in memory, so the library is asked to spool at once.
TEST(BadOutputDeathTest, AFullDiskForTemporaryFiles) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  constexpr const char* kSkipped = "not mounted";
  Folder folder;
  const auto spool = [&] {
    if (!mount_small(folder.path(), "size=64k")) {
      std::fputs(kSkipped, stderr);
      std::exit(0);
    }
    Options options;
    options.threads = 1;
    options.spool_bytes = 0;
    options.tmp = folder.path();
    Detector detector(options);
    absl::Status status;
    Article article;
    article.text = crawl(1, 20'000);
    for (int i = 0; i < 400 && status.ok(); ++i) {
      article.id = std::to_string(i);
      status = detector.add(article);
    }
    std::fputs(std::string(status.message()).c_str(), stderr);
    ::umount2(folder.path().c_str(), MNT_DETACH);
    std::filesystem::remove_all(folder.path());
    std::exit(0);
  };
  EXPECT_EXIT(spool(), testing::ExitedWithCode(0), "free space or name another folder with --tmp|not mounted");
}

TEST(BadOutput, AnInterruptedRunLeavesNothingAndEndsWith130) {
  Folder folder;
  folder.write("small.jsonl", crawl(2, 20));
  folder.write("a.jsonl", crawl(40'000, 150));
  ASSERT_EQ(test::run({"cluster", "small.jsonl", "-o", "before"}, {.folder = folder.path()}).code, 0);
  const std::string before = test::slurp(folder / "before/assignments.csv");
  int interrupted = 0;
  for (const auto& [signal, code] : {std::pair{SIGINT, 130}, std::pair{SIGTERM, 143}, std::pair{SIGKILL, 137}}) {
    for (const int ms : {30, 400}) {
      std::filesystem::remove_all(folder / "out");
      const Ran r = test::run({"cluster", "a.jsonl", "-o", "out"},
                              {.folder = folder.path(), .signal = signal, .signal_after_ms = ms});
      if (r.code == 0) continue;  // a very fast machine
      EXPECT_EQ(r.code, code) << r.err;
      ++interrupted;
      if (std::filesystem::exists(folder / "out")) {
        for (const auto& file : std::filesystem::directory_iterator(folder / "out")) {
          // Nobody can tidy up after SIGKILL; what it leaves must not pass for a result.
          EXPECT_TRUE(signal == SIGKILL && file.path().extension() == ".tmp")
              << file.path() << " after signal " << signal << " at " << ms << " ms";
        }
      }
      if (signal != SIGKILL) {
        EXPECT_THAT(r.err, HasSubstr("interrupted; nothing was written"));
      }
    }
  }
  EXPECT_GT(interrupted, 0);
  const Ran r = test::run({"cluster", "a.jsonl", "-o", "before"},
                          {.folder = folder.path(), .signal = SIGINT, .signal_after_ms = 300});
  if (r.code != 0) {
    EXPECT_EQ(test::slurp(folder / "before/assignments.csv"), before) << "the earlier result stays";
  }
}

}  // namespace
}  // namespace newsecho
