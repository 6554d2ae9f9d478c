#include "newsecho/normalise.h"

#include <algorithm>

#include "base/cpu.h"
#include "normalise/entities.h"
#include "normalise/fold_table.h"
#include "normalise/kernels/kernels.h"
#include "normalise/mojibake.h"
#include "normalise/utf8.h"
#include "normalise/writer.h"

namespace newsecho {
namespace normalising {
namespace {

// A lone mojibake character is believed this many bytes behind others.
constexpr std::size_t kMojibakeReach = 48;

class Normaliser {
 public:
  Normaliser(std::string_view source, Normalised& out) : source_(source), out_(out), writer_(out, source.size()) {}

  void run() {
    const LowerRun lower_run = kernels(active_kernel()).lower_run;
    while (pos_ < source_.size()) {
      if (static_cast<unsigned char>(source_[pos_]) < 0x80) {
        const std::size_t left = source_.size() - pos_;
        char* to = writer_.reserve(left, pos_);
        const std::size_t plain = lower_run(source_.data() + pos_, left, to, writer_.last());
        writer_.advance(plain);
        pos_ += plain;
        if (plain == left) break;
        if (static_cast<unsigned char>(source_[pos_]) < 0x80) {
          ascii();
          continue;
        }
      }
      wide();
    }
    writer_.finish(source_.size());
  }

 private:
  // An ASCII character the bulk kernel leaves alone.
  void ascii() {
    if (source_[pos_] == '&') {
      const Entity entity = read_entity(source_, pos_);
      if (entity.size != 0) {
        // A reference is taken as a character, whatever its number: no line is joined over it.
        put(entity.code_point, pos_);
        pos_ += entity.size;
        return;
      }
    }
    character(static_cast<unsigned char>(source_[pos_]), 1);
  }

  void wide() {
    if (may_be_mojibake(source_, pos_)) {
      const bool in_context = pos_ < mojibake_until_;
      const std::size_t end = mend_mojibake(source_, pos_, in_context, mended_);
      if (end != pos_) {
        out_.mojibake += static_cast<std::uint32_t>(mended_.size());
        for (const Mended& c : mended_) put(c.code_point, c.source);
        if (in_context || mended_.size() > 1) mojibake_until_ = end + kMojibakeReach;
        pos_ = end;
        return;
      }
    }
    const Decoded decoded = decode(source_, pos_);
    if (!decoded.valid) out_.invalid_bytes += decoded.size;
    character(decoded.code_point, decoded.size);
  }

  // A character of the source as it stands, with what may follow it.
  void character(char32_t code_point, std::size_t size) {
    const std::size_t begin = pos_;
    pos_ += size;
    const Action action = fold_of(code_point).action;
    if (action == Action::kJoiner || action == Action::kSoftHyphen) {
      const std::size_t joined = join_line(pos_);
      if (joined != 0) {
        pos_ = joined;
        return;
      }
    }
    if (action == Action::kReturn && pos_ < source_.size() && source_[pos_] == '\n') ++pos_;
    if (action == Action::kControl) ++out_.mojibake;
    put(code_point, begin);
  }

  void put(char32_t code_point, std::size_t source) {
    const FoldPage& page = fold_page(code_point);
    const Fold& fold = page.folds[code_point & 0xFF];
    switch (fold.action) {
      case Action::kCopy:
      case Action::kJoiner:
        writer_.put(page.bytes(fold), source);
        break;
      case Action::kSequence:
        writer_.put_sequence(page.bytes(fold), source);
        break;
      case Action::kTrigger:
        writer_.put_marks(page.bytes(fold), source);
        break;
      case Action::kDrop:
      case Action::kSoftHyphen:
        break;
      case Action::kSpace:
        writer_.put_space(source);
        break;
      case Action::kNewline:
      case Action::kReturn:
        writer_.put('\n', source);
        break;
      case Action::kApostrophe:
        writer_.put_apostrophe(source);
        break;
      case Action::kControl: {
        const char32_t meant = cp1252(static_cast<unsigned char>(code_point));
        if (meant != code_point) put(meant, source);
        break;
      }
    }
  }

  // Behind a hyphen that ends at `end`: where the word goes on if a line ends here inside it, else 0.
  std::size_t join_line(std::size_t end) const {
    if (end >= source_.size()) return 0;
    const Decoded first = decode(source_, end);
    const Action action = fold_of(first.code_point).action;
    if (action != Action::kNewline && action != Action::kReturn) return 0;
    std::size_t next = end + first.size;
    if (action == Action::kReturn && next < source_.size() && source_[next] == '\n') ++next;
    if (next >= source_.size() || !fold_of(decode(source_, next).code_point).is(kLower)) return 0;
    return writer_.ends_in_letter() ? next : 0;
  }

  std::string_view source_;
  Normalised& out_;
  Writer writer_;
  std::size_t pos_ = 0;
  std::size_t mojibake_until_ = 0;
  std::vector<Mended> mended_;
};

}  // namespace
}  // namespace normalising

void normalise_into(std::string_view source, Normalised& out) { normalising::Normaliser(source, out).run(); }

Normalised normalise(std::string_view source) {
  Normalised out;
  normalise_into(source, out);
  return out;
}

std::uint32_t Normalised::source_offset(std::uint32_t position) const {
  const auto after = std::upper_bound(steps.begin(), steps.end(), position,
                                      [](std::uint32_t p, const OffsetStep& step) { return p < step.normalised; });
  if (after == steps.begin()) return position;
  const OffsetStep& step = *(after - 1);
  return step.source + (position - step.normalised);
}

}  // namespace newsecho
