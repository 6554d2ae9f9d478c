// csv.h — cells of comma-separated files as RFC 4180 has them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsecho {

// Appends the cell, in quotes if it needs them.
void append_csv_cell(std::string& out, std::string_view cell);

// Cuts the next row off `rest` into `cells`. Returns false at the end. Quoted cells may hold commas, line
// ends and doubled quotes; rows end in \n, \r\n or \r. A quote that is never closed runs to the end.
bool next_csv_row(std::string_view& rest, std::vector<std::string>& cells);

}  // namespace newsecho
