// rows.h — one record of each output file as one line of JSON (or CSV), line end included.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "newsecho/pipeline.h"

namespace newsecho::rows {

// REQUIRES: the record is one of `result`.
void append_assignment(std::string& out, const Result& result, const ArticleInfo& article);
void append_story(std::string& out, const Result& result, const Story& story);
void append_link(std::string& out, const Result& result, const Link& link);
void append_skipped(std::string& out, const Result& result, const Skipped& skipped);
void append_boilerplate(std::string& out, const Result& result, const BoilerplateLine& line);

// Where bytes of the text are no UTF-8 they are replaced, and the spans moved along.
void append_text(std::string& out, const std::string& id, const Detector::Shown& shown);

// The story's id is its original's.
const std::string& story_id(const Result& result, const Story& story);

}  // namespace newsecho::rows
