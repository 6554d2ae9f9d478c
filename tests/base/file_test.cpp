#include "base/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "support.h"
#include "unpack.h"

namespace newsecho {
namespace {

using test::Folder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(WholeFile, HasItsNameOnlyWhenWhole) {
  Folder folder;
  auto file = WholeFile::create(folder / "a.txt");
  ASSERT_TRUE(file.ok());
  (*file)->write("half ");
  ASSERT_EQ(folder.names().size(), 1u);
  EXPECT_THAT(folder.names()[0], testing::MatchesRegex("a\\.txt\\.[0-9a-f]+\\.tmp"));
  (*file)->write("whole");
  ASSERT_TRUE((*file)->commit().ok());
  EXPECT_THAT(folder.names(), ElementsAre("a.txt"));
  EXPECT_EQ(test::slurp(folder / "a.txt"), "half whole");
}

TEST(WholeFile, WithoutCommitTheOldFileStays) {
  Folder folder;
  folder.write("a.txt", "old");
  {
    auto file = WholeFile::create(folder / "a.txt");
    ASSERT_TRUE(file.ok());
    (*file)->write(std::string(5 << 20, 'x'));
    ASSERT_TRUE((*file)->close().ok());
  }
  EXPECT_THAT(folder.names(), ElementsAre("a.txt"));
  EXPECT_EQ(test::slurp(folder / "a.txt"), "old");
}

TEST(WholeFile, CompressesByName) {
  Folder folder;
  auto file = WholeFile::create(folder / "a.zst");
  ASSERT_TRUE(file.ok());
  (*file)->write("text");
  ASSERT_TRUE((*file)->commit().ok());
  EXPECT_EQ(test::unzstd(test::slurp(folder / "a.zst")), "text");
}

TEST(WholeFile, TheFileBehindALinkIsReplaced) {
  Folder folder;
  folder.write("real", "old");
  std::filesystem::create_symlink("real", folder / "link");
  auto file = WholeFile::create(folder / "link");
  ASSERT_TRUE(file.ok());
  (*file)->write("new");
  ASSERT_TRUE((*file)->commit().ok());
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
  EXPECT_EQ(test::slurp(folder / "real"), "new");
}

TEST(WholeFile, SaysThatTheDiskIsFull) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  auto file = WholeFile::create("/dev/full");
  ASSERT_TRUE(file.ok());
  (*file)->write("x");
  absl::Status status = (*file)->commit();
  EXPECT_EQ(std::string(status.message()),
            "cannot write /dev/full: disk full; free space or choose another folder with -o");
}

TEST(WholeFile, NamesTheFolderThatIsMissing) {
  Folder folder;
  auto file = WholeFile::create(folder / "no/a.txt");
  ASSERT_FALSE(file.ok());
  EXPECT_THAT(std::string(file.status().message()), HasSubstr("its folder does not exist"));
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(WholeFile, AFolderIsNoFile) {
  Folder folder;
  EXPECT_FALSE(WholeFile::create(folder.path()).ok());
}

TEST(MakeWritableFolder, MakesItAndLeavesNothingInIt) {
  Folder folder;
  ASSERT_TRUE(make_writable_folder(folder / "a/b").ok());
  EXPECT_THAT(folder.names(), ElementsAre("a"));
  EXPECT_TRUE(std::filesystem::is_empty(folder / "a/b"));
}

TEST(MakeWritableFolder, RefusesAFile) {
  Folder folder;
  const std::string name = folder.write("a", "");
  EXPECT_THAT(std::string(make_writable_folder(name).message()), HasSubstr(name));
}

TEST(MakeWritableFolder, RefusesWhatMayNotBeWritten) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
  Folder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  EXPECT_THAT(std::string(make_writable_folder(folder.path()).message()), HasSubstr("-o"));
}

TEST(ReadFile, GivesTheBytesOrTheReason) {
  Folder folder;
  const std::string bytes("a\0b\n", 4);
  EXPECT_EQ(*read_file(folder.write("a", bytes)), bytes);
  EXPECT_EQ(read_file(folder / "b").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace newsecho
