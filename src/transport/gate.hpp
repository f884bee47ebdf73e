#pragma once
// What may leave at all: checked before libcurl sees it.

#include <optional>
#include <string>
#include <string_view>

#include "bridge/transport/http_client.hpp"

namespace bridge::transport {

/// Whether the base URL is plain http to a loopback address (127.0.0.0/8, ::1, localhost).
[[nodiscard]] bool is_plain_loopback(std::string_view base_url);

/// Whether the base URL is plain http that these settings let leave.
[[nodiscard]] bool is_plain_http(const ClientSettings& settings);

/// Why this job must not leave, or nothing. Names no value of the request.
[[nodiscard]] std::optional<std::string> reason_to_refuse(const Engine::Job& job);

}  // namespace bridge::transport
