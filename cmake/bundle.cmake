# Turns the page's script and style into a C++ source, so that building needs no Node. They are printable ASCII, which
# web/build.mjs sees to; they are cut into pieces because a compiler need not take long literals.
function(newsecho_bundle folder output)
  set(code "// Made by cmake/bundle.cmake of src/report/bundle.\n#include \"report/bundle.h\"\n\nnamespace newsecho::bundle {\n")
  foreach(part IN ITEMS script:report.js style:report.css)
    string(REPLACE ":" ";" part ${part})
    list(GET part 0 name)
    list(GET part 1 file)
    file(READ ${folder}/${file} text)
    file(STRINGS ${folder}/${file}.sha256 hash)
    string(LENGTH "${text}" length)
    set(pieces "")
    set(at 0)
    while(at LESS length)
      string(SUBSTRING "${text}" ${at} 32000 piece)
      string(APPEND pieces "    R\"bundle(${piece})bundle\",\n")
      math(EXPR at "${at} + 32000")
    endwhile()
    string(APPEND code "static constexpr std::string_view k_${name}[] = {\n${pieces}};\n"
      "absl::Span<const std::string_view> ${name}() { return k_${name}; }\n"
      "std::string_view ${name}_hash() { return \"${hash}\"; }\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${file} ${folder}/${file}.sha256)
  endforeach()
  string(APPEND code "}  // namespace newsecho::bundle\n")
  # An unchanged file keeps its time, and nothing is compiled again.
  file(CONFIGURE OUTPUT ${output} CONTENT "@code@" @ONLY)
endfunction()
