#pragma once
// Steering the emulator from outside with JSON. Never under /2.0.

#include <string_view>

#include "bridge/emulator/emulator.hpp"

namespace bridge::emulator {

inline constexpr std::string_view kControlPrefix = "/__emulator";

struct ControlReply {
  int status = 200;
  core::Value body;
};

/// `path` without the prefix ("/users"). Refusals are {"message": …} with 400 for a wrong body, 404 for
/// an unknown path or id, 409 for a taken address or name.
[[nodiscard]] ControlReply control(Emulator& emulator, std::string_view method, std::string_view path,
                                   std::string_view body);

}  // namespace bridge::emulator
