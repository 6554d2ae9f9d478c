#include "normalise/writer.h"

#include <string>

#include "normalise/fold_rules.h"

namespace newsecho::normalising {

Writer::Writer(Normalised& out, std::size_t expected) : out_(out) {
  out_.steps.clear();
  out_.invalid_bytes = 0;
  out_.mojibake = 0;
  out_.text.resize(expected + 2 * kSlack);
}

void Writer::put_sequence(std::string_view characters, std::size_t source) {
  close();
  for (std::size_t i = 0; i < characters.size();) {
    const std::size_t size = decode(characters, i).size;
    step(source);
    append(characters.substr(i, size));
    i += size;
  }
}

void Writer::put_marks(std::string_view characters, std::size_t source) {
  for (std::size_t i = 0; i < characters.size();) {
    const Decoded decoded = decode(characters, i);
    if (fold_of(decoded.code_point).is(kTrigger)) {
      open();
      ++marks_;
      mark_ = decoded.code_point;
    } else {
      close();
    }
    step(source);
    append(characters.substr(i, decoded.size));
    i += decoded.size;
  }
}

bool Writer::ends_in_letter() const {
  const std::string_view text(out_.text.data(), size_);
  for (std::size_t end = size_; end > 0;) {
    end = previous(text, end);
    const Fold& fold = fold_of(decode(text, end).code_point);
    if (!fold.is(newsecho::normalising::kMark)) return fold.is(kLetter);
  }
  return false;
}

void Writer::finish(std::size_t source_size) {
  close();
  step(source_size);
  out_.text.resize(size_);
}

void Writer::add_step(std::size_t source) {
  if (out_.steps.empty()) out_.steps.push_back({0, 0});
  out_.steps.push_back({static_cast<std::uint32_t>(size_), static_cast<std::uint32_t>(source)});
  delta_ = static_cast<std::uint32_t>(source - size_);
}

void Writer::open() {
  if (open_) return;
  open_ = true;
  marks_ = 0;
  cluster_ = size_ == 0 ? 0 : previous({out_.text.data(), size_}, size_);
}

void Writer::compose_cluster() {
  open_ = false;
  const std::string_view cluster(out_.text.data() + cluster_, size_ - cluster_);
  if (marks_ == 1) {
    const char32_t base = decode(cluster, 0).code_point;
    if (!may_compose(base, mark_)) return;
  }
  std::u32string characters;
  for (std::size_t i = 0; i < cluster.size();) {
    const Decoded decoded = decode(cluster, i);
    characters.push_back(decoded.code_point);
    i += decoded.size;
  }
  const std::u32string before = characters;
  compose(characters);
  if (characters == before) return;

  std::size_t source = 0;  // of the base; the whole cluster goes back to it
  {
    Normalised& out = out_;
    auto found = out.steps.size();
    while (found > 0 && out.steps[found - 1].normalised > cluster_) --found;
    source = found == 0 ? cluster_ : out.steps[found - 1].source + (cluster_ - out.steps[found - 1].normalised);
  }
  truncate(cluster_);
  for (const char32_t c : characters) {
    char bytes[4];
    const std::size_t size = encode(c, bytes);
    step(source);
    append({bytes, size});
  }
}

void Writer::truncate(std::size_t size) {
  size_ = size;
  while (!out_.steps.empty() && out_.steps.back().normalised > size) out_.steps.pop_back();
  delta_ = out_.steps.empty() ? 0 : out_.steps.back().source - out_.steps.back().normalised;
}

}  // namespace newsecho::normalising
