#include "newsecho/article.h"

#include <fmt/compile.h>
#include <fmt/format.h>

namespace newsecho {

namespace {

constexpr std::int64_t kDay = 86400;

std::int64_t day_of(const Published& p) { return p.seconds >= 0 ? p.seconds / kDay : -((kDay - 1 - p.seconds) / kDay); }

}  // namespace

bool published_before(const Published& a, const Published& b) {
  if (!a.known() || !b.known()) {
    return a.known() && !b.known();
  }
  if (a.precision == Precision::kTime && b.precision == Precision::kTime) {
    return a.seconds < b.seconds;
  }
  return day_of(a) < day_of(b);
}

std::string to_iso8601(const Published& published) {
  if (!published.known()) {
    return "";
  }
  // The inverse of days since 1970. Source: H. Hinnant, 2013.
  const std::int64_t z = day_of(published) + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t d = doy - (153 * mp + 2) / 5 + 1;
  const std::int64_t m = mp < 10 ? mp + 3 : mp - 9;
  const std::int64_t y = yoe + era * 400 + (m <= 2 ? 1 : 0);
  if (published.precision == Precision::kDay) {
    return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}"), y, m, d);
  }
  const std::int64_t s = published.seconds - day_of(published) * kDay;
  return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z"), y, m, d, s / 3600, s / 60 % 60, s % 60);
}

}  // namespace newsecho
