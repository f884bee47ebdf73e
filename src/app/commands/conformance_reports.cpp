#include "app/commands/conformance_reports.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>

#include <unistd.h>

#include "bridge/core/private_file.hpp"

namespace bridge::app {

namespace {

using Writer = std::string (*)(const conformance::Report&);

constexpr std::array<std::pair<std::string_view, Writer>, 3> kWriters{
    {{".html", conformance::html_report}, {".xml", conformance::junit_report}, {".json", conformance::json_report}}};

Writer writer_for(const std::string& file) {
  const std::string ending = std::filesystem::path(file).extension().string();
  for (const auto& [known, writer] : kWriters) {
    if (ending == known) return writer;
  }
  return nullptr;
}

}  // namespace

std::optional<std::string> report_name_problem(const std::string& file) {
  if (writer_for(file) != nullptr) return std::nullopt;
  return "--report " + file + ": expected a name that ends in .html, .xml (JUnit) or .json";
}

std::optional<std::string> report_place_problem(const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) return "--report " + file + ": it is a folder";
  std::filesystem::path folder = std::filesystem::path(file).parent_path();
  if (folder.empty()) folder = ".";
  if (!std::filesystem::is_directory(folder, ignored)) {
    return "--report " + file + ": there is no folder " + folder.string();
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    return "--report " + file + ": the folder can't be written to: " + std::strerror(errno);
  }
  return std::nullopt;
}

std::vector<std::string> write_reports(const std::vector<std::string>& files, const conformance::Report& report) {
  std::vector<std::string> problems;
  for (const std::string& file : files) {
    const auto written = core::replace_private_file(file, writer_for(file)(report));
    if (!written) problems.push_back("--report " + file + ": " + written.error().detail);
  }
  return problems;
}

}  // namespace bridge::app
