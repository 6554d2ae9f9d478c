# What `cmake --install` lays out for other projects: the library with its headers, and how to find it by
# find_package(newsecho) or by pkg-config. Both can be moved: they know their prefix from where they stand.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/newsecho)
install(TARGETS newsecho EXPORT newsecho-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT newsecho-targets NAMESPACE newsecho:: DESTINATION ${package_dir})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/newsecho-config.cmake.in
  ${PROJECT_BINARY_DIR}/newsecho-config.cmake INSTALL_DESTINATION ${package_dir})
# Below 1.0 every minor version may break its users.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/newsecho-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/newsecho-config.cmake ${PROJECT_BINARY_DIR}/newsecho-config-version.cmake
  DESTINATION ${package_dir})

file(RELATIVE_PATH prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${CMAKE_CURRENT_LIST_DIR}/newsecho.pc.in ${PROJECT_BINARY_DIR}/newsecho.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/newsecho.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})
