// rows.h — one record of each output file as one line of JSON (or CSV), line end included.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "newsecho/pipeline.h"
#include "report/columns.h"

namespace newsecho::rows {

// REQUIRES: the record is one of `result`.
void append_assignment(std::string& out, const Result& result, const ArticleInfo& article);
void append_story(std::string& out, const Result& result, const Story& story);
void append_link(std::string& out, const Result& result, const Link& link);
void append_skipped(std::string& out, const Result& result, const Skipped& skipped);
void append_boilerplate(std::string& out, const Result& result, const BoilerplateLine& line);

// Returns what the page shows of the row of append_story(), at most `most_articles` of them; the views are into the
// result.
StoryRow story_row(const Result& result, const Story& story, std::size_t most_articles);

// Where bytes of the text are no UTF-8 they are replaced, and the spans moved along.
void append_text(std::string& out, std::string_view id, const Detector::Shown& shown);

// The story's id is its original's.
std::string_view story_id(const Result& result, const Story& story);

}  // namespace newsecho::rows
