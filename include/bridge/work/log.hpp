#pragma once
// Where the work module tells what no caller is told.

#include <cstdint>
#include <functional>
#include <string>

namespace bridge::work {

enum class LogLevel : std::uint8_t { Info, Warning, Alarm };
/// Called on the loop; must not block.
using Log = std::function<void(LogLevel, std::string)>;

}  // namespace bridge::work
