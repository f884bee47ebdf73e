# conformance/**/*.json as string literals.
file(GLOB_RECURSE case_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/conformance/*.json)
set(embedded_cases ${CMAKE_CURRENT_BINARY_DIR}/generated/embedded_cases.cpp)
list(JOIN case_files "\n" case_list)
# Written anew only when it changes, so that a file that goes away is noticed too.
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/embedded_cases.txt CONTENT "${case_list}\n" @ONLY)
add_custom_command(
  OUTPUT ${embedded_cases}
  COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR}/conformance
          -DLIST=${CMAKE_CURRENT_BINARY_DIR}/generated/embedded_cases.txt -DOUTPUT=${embedded_cases}
          -P ${PROJECT_SOURCE_DIR}/cmake/embed_cases.cmake
  DEPENDS ${case_files} ${CMAKE_CURRENT_BINARY_DIR}/generated/embedded_cases.txt
          ${PROJECT_SOURCE_DIR}/cmake/embed_cases.cmake
  COMMENT "Embedding the cases of the conformance suite"
  VERBATIM)
target_sources(bridge_conformance PRIVATE ${embedded_cases})
