// Any bytes can be opened as a feature record: they are refused, or every field lies inside them. A second go
// mends the checksums first, or next to no input would get past them.
#include "newsecho/features.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "require.h"

namespace newsecho {
namespace {

using fuzz::require;

// Reads every byte of the fields, so that the sanitizer sees each.
template <typename T>
std::uint64_t touch(absl::Span<const T> values) {
  return values.empty() ? 0 : base::hash_bytes(values.data(), values.size() * sizeof(T));
}
std::uint64_t touch(const Features& f) {
  return touch(f.lanes) ^ touch(f.anchors) ^ touch(f.noise_anchors) ^ touch(f.numbers) ^ touch(f.tokens) ^
         touch(f.flags) ^ touch(f.title);
}

void read(std::string_view bytes) {
  const absl::StatusOr<FeatureView> view = FeatureView::open(bytes);
  if (!view.ok()) {
    require(!view.status().message().empty(), "a refusal says why");
    return;
  }
  require(view->size_bytes() <= bytes.size() && view->size_bytes() % 8 == 0, "a record ends inside the bytes");
  const Features fields = view->fields();
  require(fields.tokens.size() == fields.flags.size(), "flags for every token");
  const std::uint64_t content = touch(fields);
  static_cast<void>(view->check());

  std::string again;
  encode_features(fields, again);
  const absl::StatusOr<FeatureView> written = FeatureView::open(again);
  require(written.ok() && written->check().ok(), "what is written can be read");
  require(again.size() == view->size_bytes(), "a record written again has its size");
  require(touch(written->fields()) == content, "a record written again has its content");
}

// Where a record's checksums stand.
constexpr std::size_t kPayloadCheck = 72, kHeaderCheck = 80, kPayload = 88;

}  // namespace
}  // namespace newsecho

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsecho;
  read({reinterpret_cast<const char*>(data), size});

  if (size < kPayload) return 0;
  std::string mended(reinterpret_cast<const char*>(data), size);
  const std::uint64_t payload = base::hash_bytes(mended.data() + kPayload, size - kPayload);
  std::memcpy(mended.data() + kPayloadCheck, &payload, sizeof payload);
  const std::uint64_t header = base::hash_bytes(mended.data(), kHeaderCheck);
  std::memcpy(mended.data() + kHeaderCheck, &header, sizeof header);
  read(mended);
  return 0;
}
