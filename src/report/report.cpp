#include "newsecho/report.h"

#include "base/file.h"
#include "report/files.h"

namespace newsecho {

absl::Status prepare_folder(const std::string& folder) { return make_writable_folder(folder); }

absl::Status write_report(const Result& result, const Detector& detector, const std::string& folder,
                          const ReportOptions& options) {
  return write_files(
      result, [&](std::uint32_t article) { return detector.show(article); }, folder, options);
}

}  // namespace newsecho
