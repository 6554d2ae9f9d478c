#include "normalise/fold_table.h"

#include <cassert>
#include <memory>

#include "normalise/fold_rules.h"
#include "normalise/utf8.h"

namespace newsecho::normalising {
namespace {

constexpr std::size_t kPages = 0x110000 / 256;

constexpr std::array<char16_t, 32> kCp1252 = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                              0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::array<std::atomic<const FoldPage*>, kPages> pages;

std::unique_ptr<FoldPage> build(std::size_t page) {
  auto built = std::make_unique<FoldPage>();
  std::size_t pooled = 0;
  for (std::size_t i = 0; i < 256; ++i) {
    const auto code_point = static_cast<char32_t>(page * 256 + i);
    const FoldRule rule = fold_rule(code_point);
    Fold& fold = built->folds[i];
    fold = {0, rule.action, rule.traits, static_cast<std::uint8_t>(rule.bytes.size()), rule.characters};
    if (rule.bytes.size() <= 4) {
      std::memcpy(&fold.payload, rule.bytes.data(), rule.bytes.size());
    } else {
      assert(pooled + rule.bytes.size() <= built->pool.size());
      fold.payload = static_cast<std::uint32_t>(pooled);
      std::memcpy(built->pool.data() + pooled, rule.bytes.data(), rule.bytes.size());
      pooled += rule.bytes.size();
    }
  }
  return built;
}

}  // namespace

const FoldPage& fold_page(char32_t code_point) {
  std::atomic<const FoldPage*>& slot = pages[code_point >> 8];
  const FoldPage* page = slot.load(std::memory_order_acquire);
  if (page != nullptr) return *page;
  std::unique_ptr<FoldPage> fresh = build(code_point >> 8);
  if (slot.compare_exchange_strong(page, fresh.get(), std::memory_order_acq_rel)) return *fresh.release();
  return *page;
}

char32_t cp1252(unsigned char byte) { return byte >= 0x80 && byte < 0xA0 ? kCp1252[byte - 0x80] : byte; }

int cp1252_byte(char32_t code_point) {
  if (code_point <= 0xFF) return static_cast<int>(code_point);
  for (std::size_t i = 0; i < kCp1252.size(); ++i) {
    if (kCp1252[i] == code_point) return static_cast<int>(0x80 + i);
  }
  return -1;
}

}  // namespace newsecho::normalising
