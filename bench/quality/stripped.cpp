#include "quality/stripped.h"

#include <fstream>

#include "newsecho/pipeline.h"
#include "nlohmann/json.hpp"

namespace newsecho::bench {

absl::Status write_stripped(const std::string& crawl, const std::string& file) {
  Detector detector(Options{});
  if (absl::Status s = detector.read({crawl}); !s.ok()) return s;
  const absl::StatusOr<Result> result = detector.finish();
  if (!result.ok()) return result.status();
  std::ofstream out(file, std::ios::binary);
  for (std::uint32_t i = 0; i < result->articles.size(); ++i) {
    const absl::StatusOr<Detector::Shown> shown = detector.show(i);
    if (!shown.ok()) return shown.status();
    const nlohmann::json line = {{"id", result->articles[i].id}, {"stripped", shown->stripped}};
    out << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
  return out.flush() ? absl::OkStatus() : absl::InternalError("cannot write " + file + "; is the disk full?");
}

}  // namespace newsecho::bench
