#include "read/json.h"

#include <simdjson.h>

#include <algorithm>

#include "fmt/format.h"
#include "read/mend.h"

namespace newsecho::read {

namespace dom = simdjson::dom;

struct JsonParser::Impl {
  dom::parser parser;
  std::string mended;
};

JsonParser::JsonParser() : impl_(std::make_unique<Impl>()) {}
JsonParser::~JsonParser() = default;

namespace {

constexpr std::size_t kMostDepth = 3;  // of nested names
constexpr std::size_t kMostParts = 4096;

std::string_view written(const dom::element& value, Draft& draft) {
  switch (value.type()) {
    case dom::element_type::STRING:
      return value.get_string().value_unsafe();
    case dom::element_type::INT64:
      return draft.keep(std::to_string(value.get_int64().value_unsafe()));
    case dom::element_type::UINT64:
      return draft.keep(std::to_string(value.get_uint64().value_unsafe()));
    case dom::element_type::DOUBLE:
      return draft.keep(simdjson::minify(value));
    default:
      return {};
  }
}

// A list of paragraphs is a text, a list of names a byline; {"name": ...} counts by its name.
std::string_view joined(const dom::array& parts, Draft& draft, std::string_view between) {
  std::string all;
  std::size_t n = 0;
  for (const dom::element part : parts) {
    dom::element named;
    const bool object = part.is_object() && part.at_key("name").get(named) == simdjson::SUCCESS;
    const std::string_view words = written(object ? named : part, draft);
    if (!words.empty() && n++ < kMostParts) {
      all.append(all.empty() ? "" : between).append(words);
    }
  }
  return draft.keep(std::move(all));
}

bool serves_text(const Mapping& mapping, std::string_view field) {
  const Uses* uses = mapping.find(field).uses;
  return uses != nullptr && uses->front().role == Role::kText;
}

void offer_all(const dom::object& object, std::string_view prefix, std::size_t depth, const Mapping& mapping,
               Draft& draft) {
  for (const dom::key_value_pair field : object) {
    const std::string_view key = prefix.empty() ? field.key : draft.keep(fmt::format("{}.{}", prefix, field.key));
    switch (field.value.type()) {
      case dom::element_type::OBJECT:
        draft.note(key);
        if (depth < kMostDepth && mapping.descend(key)) {
          offer_all(field.value.get_object().value_unsafe(), key, depth + 1, mapping, draft);
        }
        break;
      case dom::element_type::ARRAY:
        if (mapping.find(key).uses != nullptr) {
          draft.offer(key,
                      joined(field.value.get_array().value_unsafe(), draft, serves_text(mapping, key) ? "\n" : ", "));
        } else {
          draft.note(key);
        }
        break;
      case dom::element_type::NULL_VALUE:
        draft.offer(key, {});
        break;
      default:
        draft.offer(key, written(field.value, draft));
    }
  }
}

bool worth_mending(simdjson::error_code error) {
  return error == simdjson::UTF8_ERROR || error == simdjson::UNESCAPED_CHARS || error == simdjson::STRING_ERROR ||
         error == simdjson::NUMBER_ERROR || error == simdjson::TAPE_ERROR || error == simdjson::N_ATOM_ERROR;
}

std::string explain(simdjson::error_code error, std::uint32_t max_depth) {
  switch (error) {
    case simdjson::DEPTH_ERROR:
      return fmt::format("JSON nested deeper than {}", max_depth);
    case simdjson::UNCLOSED_STRING:
      return "not JSON: a string is not closed (cut off?)";
    case simdjson::EMPTY:
      return "empty";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
      return "too long to parse";
    default:
      return fmt::format("not JSON: {}", simdjson::error_message(error));
  }
}

}  // namespace

bool JsonParser::parse(std::string_view record, const Mapping& mapping, std::uint32_t max_depth, Draft& draft,
                       bool& repaired, std::string& reason) {
  const auto read = [&](std::string_view bytes, dom::element& root) {
    // allocate() keeps larger buffers it has; depth is fixed by the first call.
    if (impl_->parser.max_depth() != max_depth || impl_->parser.capacity() < bytes.size()) {
      if (const auto error = impl_->parser.allocate(std::max<std::size_t>(bytes.size(), 1 << 16), max_depth)) {
        return error;
      }
    }
    return impl_->parser.parse(bytes.data(), bytes.size(), false).get(root);
  };
  dom::element root;
  simdjson::error_code error = read(record, root);
  repaired = false;
  if (worth_mending(error)) {
    impl_->mended = mend_json(record);
    impl_->mended.append(Chunk::kPaddingBytes, ' ');
    dom::element second;
    const std::string_view bytes(impl_->mended.data(), impl_->mended.size() - Chunk::kPaddingBytes);
    if (read(bytes, second) == simdjson::SUCCESS) {
      error = simdjson::SUCCESS;
      root = second;
      repaired = true;
    }
  }
  if (error != simdjson::SUCCESS) {
    reason = explain(error, max_depth);
    return false;
  }
  dom::object object;
  if (root.get(object) != simdjson::SUCCESS) {
    reason = "not a JSON object";
    return false;
  }
  offer_all(object, {}, 1, mapping, draft);
  return true;
}

}  // namespace newsecho::read
