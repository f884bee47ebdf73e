#include "http/headers.hpp"

#include "bridge/core/ascii_case.hpp"

namespace bridge::http {

std::optional<std::string> joined_header(const web::RequestHead& head, std::string_view name) {
  std::optional<std::string> joined;
  for (const web::Header& field : head.headers) {
    if (!core::equal_ignoring_case(field.name, name)) continue;
    joined = joined ? *joined + ", " + field.value : field.value;
  }
  return joined;
}

}  // namespace bridge::http
