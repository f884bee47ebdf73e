#pragma once
// What the store tells an administrator.

#include <cstdint>
#include <functional>
#include <string>

namespace bridge::store {

enum class LogLevel : std::uint8_t { Info, Warning, Alarm };
/// Called from any thread; must not block. No personal values.
using Log = std::function<void(LogLevel, std::string)>;

}  // namespace bridge::store
