#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>

#include "base/file.h"
#include "fmt/format.h"
#include "newsecho/read.h"
#include "read/cutter.h"
#include "read/inputs.h"
#include "read/json.h"
#include "read/mend.h"
#include "read/rows.h"

namespace newsecho {

namespace read {
namespace {

std::string_view without_mark(std::string_view s) { return s.substr(s.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0); }

bool blank(std::string_view s) { return s.find_first_not_of(" \t\r\n") == std::string_view::npos; }

class FileReader : public Reader {
 public:
  FileReader(Inputs inputs, const ReadOptions& options)
      : inputs_(std::move(inputs)), options_(options), mapping_(options), kinds_(inputs_.files.size()) {}

  absl::StatusOr<bool> next(Chunk& chunk) override {
    while (at_ < inputs_.files.size()) {
      chunk.skipped.clear();
      chunk.records.clear();
      chunk.bytes.clear();
      if (cutter_ == nullptr) {
        if (absl::Status s = begin(chunk); !s.ok()) {
          return s;
        }
      }
      bool more = !chunk.skipped.empty();
      if (cutter_ != nullptr) {
        const absl::StatusOr<bool> cut = cutter_->cut(chunk);
        if (!cut.ok()) {
          return cut.status();
        }
        more = *cut;
        told_ += chunk.records.size() + chunk.skipped.size();
        if (!more && told_ == untold(kinds_[at_].format.form)) {
          chunk.skipped.push_back({{0, 1, 0, 0}, "the file holds no record"});
        }
        done_ = finished_bytes_ + cutter_->stream().taken_bytes();
      }
      chunk.source = static_cast<std::uint32_t>(at_);
      if (!more || cutter_ == nullptr) {
        finished_bytes_ += cutter_ == nullptr ? 0 : cutter_->stream().taken_bytes();
        cutter_.reset();
        told_ = 0;
        ++at_;
      }
      if (more || !chunk.skipped.empty()) {
        chunk.sequence = sequence_++;
        return true;
      }
    }
    return false;
  }

  Batch parse(const Chunk& chunk) const override {
    Batch batch;
    batch.skipped = chunk.skipped;
    for (Skipped& skipped : batch.skipped) {
      skipped.place.source = chunk.source;
    }
    const std::string_view bytes = chunk.bytes;
    Draft draft(mapping_);
    if (!chunk.records.empty()) {
      for (const Chunk::Record& r : chunk.records) {
        take(bytes.substr(r.begin, r.size), {chunk.source, r.line, chunk.offset_bytes + r.begin, r.size}, draft, batch);
      }
      draft.tell_fields(batch);
      return batch;
    }
    std::uint64_t line = chunk.first_line;
    for (std::size_t begin = 0; begin < bytes.size(); ++line) {
      const std::size_t found = bytes.find('\n', begin);
      const std::size_t end = found == std::string_view::npos ? bytes.size() : found;
      take(bytes.substr(begin, end - begin), {chunk.source, line, chunk.offset_bytes + begin, end - begin}, draft,
           batch);
      begin = end + 1;
    }
    draft.tell_fields(batch);
    return batch;
  }

  absl::StatusOr<std::string> record(const Place& place) const override;

  const std::vector<std::string>& sources() const override { return inputs_.files; }
  std::uint64_t total_bytes() const override { return inputs_.total_bytes; }
  std::uint64_t done_bytes() const override { return done_; }

 private:
  // What is known of a file once its first bytes were seen; written before its first chunk is handed out.
  struct Kind {
    Format format;
    std::vector<std::string> header;
    std::uint64_t header_line = 0;
  };

  // What an array or a table without any record hands over: nothing, or its header.
  static std::uint64_t untold(Form form) {
    constexpr std::uint64_t kNever = ~std::uint64_t{0};
    return form == Form::kValues ? 0 : form == Form::kRows ? 1 : kNever;
  }

  // Opens the next file and tells its format. What cannot be a crawl is skipped as a whole.
  absl::Status begin(Chunk& chunk) {
    const std::string& file = inputs_.files[at_];
    absl::StatusOr<std::unique_ptr<Stream>> stream = Stream::open(file);
    if (!stream.ok()) {
      return stream.status();
    }
    std::string head;
    std::string damage;
    while (head.size() < kHeadBytes) {
      const absl::StatusOr<std::size_t> n = (*stream)->read(head, kHeadBytes - head.size());
      if (!n.ok()) {
        damage = std::string(n.status().message());
      }
      if (!n.ok() || *n == 0) {
        break;
      }
    }
    const auto skip_file = [&](std::string reason) {
      chunk.skipped.push_back({{0, 1, 0, head.size()}, std::move(reason)});
      return absl::OkStatus();
    };
    const std::string_view seen = without_mark(head);
    if (seen.empty()) {
      return skip_file(damage.empty() ? "the file is empty" : damage);
    }
    const absl::StatusOr<Format> format = tell(file, head, mapping_);
    if (!format.ok()) {
      return skip_file(fmt::format("the file {}", std::string(format.status().message())));
    }
    if (format->form != Form::kWhole && head.size() < kHeadBytes && damage.empty() && blank(seen)) {
      return skip_file("the file is empty");
    }
    Kind& kind = kinds_[at_];
    kind.format = *format;
    if (format->form == Form::kRows) {
      if (std::string problem = read_header(head, kind); !problem.empty()) {
        return skip_file(std::move(problem));
      }
    }
    cutter_ = Cutter::make(*format, std::move(*stream), std::move(head), options_);
    return absl::OkStatus();
  }

  std::string read_header(std::string_view head, Kind& kind) const {
    head = without_mark(head);
    const std::size_t begin = std::min(head.find_first_not_of("\r\n"), head.size());
    kind.header_line = 1 + static_cast<std::uint64_t>(std::count(head.begin(), head.begin() + begin, '\n'));
    bool quoted = false;
    std::size_t end = begin;
    for (; end < head.size() && (quoted || head[end] != '\n'); ++end) {
      quoted ^= head[end] == '"';
    }
    kind.header = split_row(head.substr(begin, end - begin), kind.format.separator);
    for (const std::string& field : kind.header) {
      const Uses* uses = mapping_.find(field).uses;
      if (uses != nullptr && std::any_of(uses->begin(), uses->end(), [](Use u) { return u.role == Role::kText; })) {
        return {};
      }
    }
    return mapping_.no_text({kind.header.begin(), kind.header.end()});
  }

  // Turns one record into an article or a reason.
  void take(std::string_view record, const Place& place, Draft& draft, Batch& batch) const {
    const Kind& kind = kinds_[place.source];
    if (blank(record) && kind.format.form != Form::kWhole) {
      return;
    }
    if (record.size() > options_.max_record_bytes) {
      batch.skipped.push_back(
          {place, fmt::format("longer than {} bytes; raise --max-record to read it", options_.max_record_bytes)});
      return;
    }
    thread_local JsonParser parser;
    draft.clear();
    bool repaired = false;
    std::string reason;
    bool good = true;
    switch (kind.format.form) {
      case Form::kLines:
      case Form::kValues:
        good = parser.parse(record, mapping_, options_.max_depth, draft, repaired, reason);
        break;
      case Form::kRows: {
        if (place.line == kind.header_line) {
          return;
        }
        good = parse_row(mended(record, draft, repaired), kind.format.separator, kind.header, draft, reason);
        break;
      }
      case Form::kWhole:
        draft.offer_text(mended(record, draft, repaired));
        break;
    }
    batch.repaired += repaired ? 1 : 0;
    if (!good) {
      batch.skipped.push_back({place, std::move(reason)});
      return;
    }
    draft.finish(place, inputs_.files[place.source], batch);
  }

  static std::string_view mended(std::string_view record, Draft& draft, bool& repaired) {
    repaired = !valid_utf8(record) || record.find('\0') != std::string_view::npos;
    return repaired ? draft.keep(mend_utf8(record)) : record;
  }

  Inputs inputs_;
  ReadOptions options_;
  Mapping mapping_;
  std::vector<Kind> kinds_;
  std::unique_ptr<Cutter> cutter_;
  std::size_t at_ = 0;
  std::uint64_t sequence_ = 0, finished_bytes_ = 0;
  std::uint64_t told_ = 0;  // records cut from the file at hand, and skipped ones
  std::atomic<std::uint64_t> done_{0};

  // Where record() last read: records are asked for in file order.
  struct Again {
    std::unique_ptr<Stream> stream;
    std::uint32_t source = 0;
    std::uint64_t offset = 0;  // of held in the file
    std::string held;
  };
  mutable std::mutex again_lock_;
  mutable Again again_;
};

absl::StatusOr<std::string> FileReader::record(const Place& place) const {
  const std::string& file = inputs_.files[place.source];
  if (file == "-") {
    return absl::FailedPreconditionError("standard input cannot be read twice; write it to a file first");
  }
  const std::lock_guard<std::mutex> lock(again_lock_);
  if (again_.stream == nullptr || again_.source != place.source || again_.offset > place.offset_bytes) {
    absl::StatusOr<std::unique_ptr<Stream>> opened = Stream::open(file);
    if (!opened.ok()) {
      return opened.status();
    }
    again_ = {std::move(*opened), place.source, 0, {}};
  }
  while (again_.offset + again_.held.size() < place.offset_bytes + place.size_bytes) {
    // Nothing before the record is asked for again.
    const std::uint64_t past = std::min<std::uint64_t>(again_.held.size(), place.offset_bytes - again_.offset);
    again_.held.erase(0, past);
    again_.offset += past;
    const absl::StatusOr<std::size_t> n = again_.stream->read(again_.held, 1u << 18);
    if (!n.ok()) {
      return n.status();
    }
    if (*n == 0) {
      return absl::DataLossError(fmt::format("{} has become shorter since it was read; run again", file));
    }
  }
  return again_.held.substr(place.offset_bytes - again_.offset, place.size_bytes);
}

}  // namespace
}  // namespace read

absl::StatusOr<std::unique_ptr<Reader>> Reader::open(const std::vector<std::string>& inputs,
                                                     const ReadOptions& options) {
  absl::StatusOr<read::Inputs> files = read::expand(inputs);
  if (!files.ok()) {
    return files.status();
  }
  for (const std::string& file : files->files) {
    if (file != "-" && access(file.c_str(), R_OK) != 0) {
      return absl::PermissionDeniedError(
          fmt::format("cannot read {}: {}; make it readable, e.g. chmod +r", file, std::strerror(errno)));
    }
  }
  return std::make_unique<read::FileReader>(std::move(*files), options);
}

std::string describe(const FieldUse& fields, std::uint64_t without_date) {
  std::string out;
  for (const char* role : {"text", "id", "url", "site", "title", "date", "byline"}) {
    const auto at = fields.find(role);
    if (at == fields.end()) {
      continue;
    }
    std::vector<std::pair<std::uint64_t, std::string_view>> names;
    for (const auto& [field, n] : at->second) {
      names.emplace_back(n, field);
    }
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    out += fmt::format("{}{} ← ", out.empty() ? "" : ", ", role);
    for (std::size_t i = 0; i < names.size(); ++i) {
      out += names.size() == 1 ? std::string(names[i].second)
                               : fmt::format("{}{} ({})", i == 0 ? "" : " or ", names[i].second, names[i].first);
    }
  }
  if (without_date > 0) {
    out += fmt::format("{}{} {} without date", out.empty() ? "" : ", ", without_date,
                       without_date == 1 ? "record" : "records");
  }
  return out;
}

}  // namespace newsecho
