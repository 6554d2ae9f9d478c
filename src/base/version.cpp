#include "newsecho/version.h"

#include <string>

#include "base/cpu.h"

namespace newsecho {

std::string_view version() { return NEWSECHO_VERSION; }

std::string_view build_info() {
  static const std::string info = [] {
#if defined(__clang__)
    std::string text = "clang " __clang_version__;
#else
    std::string text = "gcc " __VERSION__;
#endif
    text += ", kernels:";
    for (Kernel kernel : {Kernel::kScalar, Kernel::kAvx2, Kernel::kAvx512, Kernel::kNeon}) {
      if (!can_run(kernel)) continue;
      text += ' ';
      text += name(kernel);
    }
    return text;
  }();
  return info;
}

}  // namespace newsecho
