# The kernels and their tests without the rest of the library, for another CPU than this one: scripts/test-neon.
# GoogleTest is built from Debian's copy of its source; of Abseil and xxHash headers are enough.
add_subdirectory(/usr/src/googletest googletest EXCLUDE_FROM_ALL)
target_compile_options(gtest PRIVATE -w)
include(GoogleTest)

set(src ${PROJECT_SOURCE_DIR}/src)
set(tests ${PROJECT_SOURCE_DIR}/tests)
file(GLOB sources CONFIGURE_DEPENDS ${src}/*/kernels.cpp ${src}/*/kernels/*.cpp ${tests}/*/kernels_test.cpp)
add_executable(newsecho_kernel_tests ${src}/base/cpu.cpp ${tests}/base/cpu_test.cpp ${sources})
target_link_libraries(newsecho_kernel_tests PRIVATE newsecho_flags gtest gtest_main)
target_include_directories(newsecho_kernel_tests PRIVATE ${src} ${tests} ${PROJECT_SOURCE_DIR}/include)
gtest_discover_tests(newsecho_kernel_tests DISCOVERY_TIMEOUT 60)
