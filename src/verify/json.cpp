#include "base/json.h"
#include "fmt/compile.h"
#include "newsecho/verify.h"

namespace newsecho {
namespace {

// Past what a JSON number keeps in most readers, so in hexadecimal.
std::string hexadecimal(std::uint64_t mask) { return fmt::format(FMT_COMPILE("{:016x}"), mask); }

}  // namespace

void append_json(std::string& out, const Evidence& e) {
  JsonWriter json(out);
  json.object();
  json.permille("agreement", e.agreement)
      .permille("resemblance", e.resemblance)
      .permille("a_in_b", e.a_in_b)
      .permille("b_in_a", e.b_in_a)
      .permille("rare", e.rare)
      .permille("own", e.own)
      .permille("characters", e.characters)
      .permille("coverage_a", e.coverage_a)
      .permille("coverage_b", e.coverage_b)
      .permille("prose_a", e.prose_a)
      .permille("prose_b", e.prose_b)
      .permille("numbers", e.numbers)
      .permille("numbers_shared", e.numbers_shared)
      .permille("lead_a", e.lead_a)
      .permille("lead_b", e.lead_b)
      .permille("names", e.names)
      .permille("headline", e.headline)
      .permille("quoted", e.quoted)
      .permille("position_a", e.position_a)
      .permille("position_b", e.position_b)
      .member("mask_a", hexadecimal(e.mask_a))
      .member("mask_b", hexadecimal(e.mask_b))
      .member("common", e.common)
      .member("size_a", e.size_a)
      .member("size_b", e.size_b)
      .member("longest_block", e.longest_block)
      .member("mean_block", e.mean_block)
      .member("number_conflicts", e.number_conflicts)
      .member("name_conflicts", e.name_conflicts)
      .member("subjects_apart", e.subjects_apart)
      .member("replaced", e.replaced)
      .key("seconds_apart");
  if (e.seconds_apart < 0) {
    json.null();
  } else {
    json.value(e.seconds_apart);
  }
  json.member("channels", channels(e.channels)).member("rule", e.rule).member("reason", reason(e)).end();
}

std::string to_json(const Evidence& e) {
  std::string out;
  append_json(out, e);
  return out;
}

}  // namespace newsecho
