// json.h — turns one JSON record into an article.
#pragma once

#include <memory>
#include <string_view>

#include "newsecho/read.h"
#include "read/draft.h"

namespace newsecho::read {

// Reads records one after the other, keeping its buffers. One a thread.
class JsonParser {
 public:
  JsonParser();
  ~JsonParser();

  // Offers the fields of a record to `draft`. Returns false with the reason when it is no JSON object.
  // `record` needs Chunk::kPaddingBytes readable bytes behind it. `repaired` is set when it was mended.
  bool parse(std::string_view record, const Mapping& mapping, std::uint32_t max_depth, Draft& draft, bool& repaired,
             std::string& reason);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newsecho::read
