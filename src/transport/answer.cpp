#include <algorithm>

#include "bridge/transport/http_client.hpp"

namespace bridge::transport {

std::optional<std::string_view> Answer::header(std::string_view lower_case_name) const {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const auto& header) { return header.first == lower_case_name; });
  if (found == headers.end()) return std::nullopt;
  return std::string_view(found->second);
}

}  // namespace bridge::transport
