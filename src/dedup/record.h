// record.h — one record as it stands in the input, made a line of the output.
#pragma once

#include <string>
#include <string_view>

#include "dedup/layout.h"

namespace newsecho::dedup {

// Two names a crawl will hardly use itself.
constexpr std::string_view kStoryField = "newsecho_story", kRelationField = "newsecho_relation";

struct Note {
  std::string_view story, relation;
};

// Appends the table's header with its line end; nothing for JSON.
void append_header(const Layout& layout, bool annotated, std::string& out);

// Appends the record and a line end. With a note it has two members or cells more.
void append_record(const Layout& layout, std::string_view record, const Note* note, std::string& out);

}  // namespace newsecho::dedup
