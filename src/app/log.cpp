#include "app/log.hpp"

#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "bridge/core/clock.hpp"
#include "bridge/core/value.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::app {

namespace {

/// Lines that may wait for the log's thread; past that the oldest are dropped rather than a request held.
constexpr std::size_t kWaitingLines = 8192;

LogFormat format_in_use = LogFormat::Text;

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::Info: return "info";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
  }
  return "?";
}

spdlog::level::level_enum level_of(Severity severity) {
  switch (severity) {
    case Severity::Info: return spdlog::level::info;
    case Severity::Warning: return spdlog::level::warn;
    case Severity::Error: return spdlog::level::err;
  }
  return spdlog::level::info;
}

std::string json_line(const std::string& time, Severity severity, std::string_view event, const LogFields& fields) {
  std::vector<core::Member> members{{"time", time}, {"level", name_of(severity)}, {"event", event}};
  for (const auto& [name, value] : fields) members.push_back({std::string(name), value});
  return json::write(core::Object(std::move(members)));
}

/// A value that is one word stands as it is, any other as a JSON string.
std::string quoted(const std::string& value) {
  const bool plain = !value.empty() && value.find_first_of(" \"\\=\t\r\n") == std::string::npos;
  return plain ? value : json::write(core::Value(value));
}

std::string text_line(const std::string& time, Severity severity, std::string_view event, const LogFields& fields) {
  std::string line = time + " " + std::string(name_of(severity)) + " " + std::string(event);
  for (const auto& [name, value] : fields) line += " " + std::string(name) + "=" + quoted(value);
  return line;
}

}  // namespace

void start_log(LogFormat format) {
  format_in_use = format;
  spdlog::init_thread_pool(kWaitingLines, 1);
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  auto logger = std::make_shared<spdlog::async_logger>("scimbridge", sink, spdlog::thread_pool(),
                                                       spdlog::async_overflow_policy::overrun_oldest);
  logger->set_pattern("%v");
  spdlog::set_default_logger(logger);
}

void stop_log() { spdlog::shutdown(); }

void log_line(Severity severity, std::string_view event, const LogFields& fields) {
  spdlog::logger* logger = spdlog::default_logger_raw();
  if (logger == nullptr) return;
  const std::string time = core::to_date_time(core::SystemClock().now());
  logger->log(level_of(severity), "{}",
              format_in_use == LogFormat::Json ? json_line(time, severity, event, fields)
                                               : text_line(time, severity, event, fields));
}

}  // namespace bridge::app
