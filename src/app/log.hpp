#pragma once
// The log: standard error, one line an event, written by a thread of its own so that it never slows a
// request.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bridge::app {

enum class LogFormat : std::uint8_t { Text, Json };
enum class Severity : std::uint8_t { Info, Warning, Error };

/// Before the first line; once.
void start_log(LogFormat format);
/// Writes what is still waiting and ends the log's thread.
void stop_log();

/// Name and value, in the order in which they are shown.
using LogFields = std::vector<std::pair<std::string_view, std::string>>;

/// One line: what happened, and its fields. Control characters are escaped in either format.
void log_line(Severity severity, std::string_view event, const LogFields& fields);

}  // namespace bridge::app
