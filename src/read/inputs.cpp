#include "read/inputs.h"

#include <glob.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace newsecho::read {

namespace {

namespace fs = std::filesystem;

bool ends(std::string_view name, std::string_view suffix) {
  return name.size() >= suffix.size() && name.substr(name.size() - suffix.size()) == suffix;
}

// Whether a file of a folder is taken for articles: a folder also holds READMEs and pictures.
bool known_name(std::string given) {
  std::transform(given.begin(), given.end(), given.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::string_view name = given;
  for (const std::string_view packed : {".gz", ".zst", ".xz"}) {
    if (ends(name, packed)) {
      name.remove_suffix(packed.size());
      break;
    }
  }
  constexpr std::array kNames = {".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt"};
  return std::any_of(kNames.begin(), kNames.end(), [name](const char* suffix) { return ends(name, suffix); });
}

// Whether a folder holds what an earlier run wrote: its texts.jsonl.zst has the crawl's articles once more.
bool is_result(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / "run.json", error) && fs::exists(folder / "assignments.csv", error);
}

absl::Status add_folder(const std::string& folder, std::vector<std::string>& files) {
  std::error_code error;
  std::vector<std::string> found;
  for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
       !error && at != end; at.increment(error)) {
    std::error_code here;
    const fs::file_type type = at->status(here).type();
    if (type == fs::file_type::directory && is_result(at->path())) {
      at.disable_recursion_pending();
      continue;
    }
    // A link to nothing is taken, so that opening it fails: data that is missing is not passed over.
    const bool file = type == fs::file_type::regular || type == fs::file_type::not_found;
    if (file && known_name(at->path().filename().string())) {
      found.push_back(at->path().string());
    }
  }
  if (error) {
    return absl::PermissionDeniedError(absl::StrCat("cannot read the folder ", folder, ": ", error.message()));
  }
  if (found.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the folder ", folder, " holds no .jsonl, .json, .csv, .tsv or .txt file (nor such with .gz, .zst, .xz)"));
  }
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
  return absl::OkStatus();
}

absl::Status add_glob(const std::string& pattern, std::vector<std::string>& files) {
  glob_t matches{};
  const int status = glob(pattern.c_str(), 0, nullptr, &matches);
  absl::Status out;
  for (std::size_t i = 0; status == 0 && out.ok() && i < matches.gl_pathc; ++i) {
    std::error_code error;
    if (fs::is_directory(matches.gl_pathv[i], error)) {
      out = add_folder(matches.gl_pathv[i], files);
    } else {
      files.emplace_back(matches.gl_pathv[i]);
    }
  }
  globfree(&matches);
  if (status != 0) {
    return absl::NotFoundError(absl::StrCat("nothing matches ", pattern, "; check the pattern"));
  }
  return out;
}

}  // namespace

absl::StatusOr<Inputs> expand(const std::vector<std::string>& inputs) {
  Inputs out;
  if (inputs.empty()) {
    return absl::InvalidArgumentError("no input; name files, folders, globs or - for standard input");
  }
  bool standard_input = false;
  for (const std::string& input : inputs) {
    std::error_code error;
    if (input == "-") {
      standard_input = true;
      out.files.push_back(input);
    } else if (fs::is_directory(input, error)) {
      if (absl::Status s = add_folder(input, out.files); !s.ok()) {
        return s;
      }
    } else if (!fs::exists(input, error) && input.find_first_of("*?[") != std::string::npos) {
      if (absl::Status s = add_glob(input, out.files); !s.ok()) {
        return s;
      }
    } else if (!fs::exists(input, error)) {
      return absl::NotFoundError(absl::StrCat(input, " does not exist; check the name"));
    } else {
      out.files.push_back(input);
    }
  }
  for (const std::string& file : out.files) {
    std::error_code error;
    const std::uintmax_t size = file == "-" ? 0 : fs::file_size(file, error);
    out.total_bytes += error ? 0 : size;
  }
  if (standard_input) {
    out.total_bytes = 0;
  }
  return out;
}

}  // namespace newsecho::read
