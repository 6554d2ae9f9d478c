// version.h — which newsecho this is.
#pragma once

#include <string_view>

namespace newsecho {

std::string_view version();     // "0.1.0"
std::string_view build_info();  // compiler and the kernels this CPU can run, for --version

}  // namespace newsecho
