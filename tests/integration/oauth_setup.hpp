#pragma once
// A tenant whose REST token is one of a pair that is renewed.

#include <cstdint>
#include <string>

namespace bridge::integration {

/// A port of the loopback interface that nobody had a moment ago.
[[nodiscard]] std::uint16_t free_port();

/// [tenant.rest] of an app, with `lines`; `redirect` is where `scimbridge login` listens.
[[nodiscard]] std::string oauth_sections(const std::string& emulator, const std::string& redirect,
                                         const std::string& lines);

}  // namespace bridge::integration
