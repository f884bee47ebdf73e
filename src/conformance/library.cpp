#include "bridge/conformance/library.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "bridge/json/codec.hpp"
#include "conformance/library_files.hpp"
#include "conformance/reading.hpp"

namespace bridge::conformance {
namespace {

namespace fs = std::filesystem;
using Files = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kSuiteFile = "suite.json";
constexpr std::string_view kEnding = ".json";
constexpr std::string_view kStandard = "rfc";

std::string folder_of(const std::string& path) { return path.substr(0, path.find('/')); }
bool is_suite_file(const std::string& path) { return path == folder_of(path) + "/" + std::string(kSuiteFile); }

Suite read_suite(const std::string& name, const core::Value& document, Problems& problems) {
  Reader reader(document, "", problems);
  Suite suite;
  suite.name = name;
  suite.title = reader.text("title");
  suite.about = reader.text("about");
  suite.client = reader.optional_text("client").value_or("");
  suite.headers = reader.object("headers");
  reader.end();
  return suite;
}

/// Puts files together, and writes down what is wrong with any of them.
class Assembly {
 public:
  void add(const std::string& path, const std::string& text) {
    const auto document = json::parse(text);
    if (!document) return problem(path, document.error().detail);
    Suite& suite = suites_[folder_of(path)];
    if (is_suite_file(path)) {
      Problems found;
      std::vector<Case> cases = std::move(suite.cases);
      suite = read_suite(folder_of(path), *document, found);
      suite.cases = std::move(cases);
      for (const std::string& each : found) problem(path, each);
      return;
    }
    auto read = read_case(path.substr(0, path.size() - kEnding.size()), *document);
    if (!read) return problem(path, read.error().detail);
    suite.cases.push_back(std::move(*read));
  }

  core::Result<Library> take() && {
    for (const auto& [name, suite] : suites_) {
      if (suite.name.empty()) problem(name, "has cases, but no readable suite.json");
    }
    if (!problems_.empty()) return core::failure(core::FaultKind::InvalidSyntax, problems_);
    Library library;
    for (auto& [name, suite] : suites_) {
      std::sort(suite.cases.begin(), suite.cases.end(), [](const Case& a, const Case& b) { return a.id < b.id; });
      library.suites.push_back(std::move(suite));
    }
    std::stable_partition(library.suites.begin(), library.suites.end(),
                          [](const Suite& suite) { return suite.name == kStandard; });
    return library;
  }

 private:
  void problem(const std::string& path, const std::string& what) {
    problems_ += (problems_.empty() ? "" : "\n") + path + ": " + what;
  }

  std::map<std::string, Suite> suites_;
  std::string problems_;
};

core::Result<Files> files_in(const fs::path& folder) {
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  Files files;
  for (const fs::recursive_directory_iterator end; !error && walk != end; walk.increment(error)) {
    const fs::path& path = walk->path();
    const std::string name = path.lexically_relative(folder).generic_string();
    if (!walk->is_regular_file(error) || path.extension() != kEnding || name.find('/') == std::string::npos) continue;
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return core::failure(core::FaultKind::InvalidSyntax, name + ": can't be opened");
    files.emplace_back(name, std::string(std::istreambuf_iterator<char>(stream), {}));
  }
  if (error) {
    return core::failure(core::FaultKind::InvalidSyntax, folder.string() + ": can't be read: " + error.message());
  }
  if (files.empty()) {
    return core::failure(core::FaultKind::InvalidSyntax, folder.string() + ": has no folders with cases");
  }
  return files;
}

}  // namespace

const Suite* Library::suite(std::string_view name) const noexcept {
  const auto found = std::find_if(suites.begin(), suites.end(), [&](const Suite& suite) { return suite.name == name; });
  return found != suites.end() ? &*found : nullptr;
}

core::Result<Library> library_of(const Files& files) {
  Assembly assembly;
  for (const auto& [path, text] : files) assembly.add(path, text);
  return std::move(assembly).take();
}

core::Result<Library> built_in_library() {
  Files files;
  for (const EmbeddedFile& file : embedded_files()) files.emplace_back(file.path, file.text);
  return library_of(files);
}

core::Result<Library> library_in(const fs::path& folder) {
  const auto files = files_in(folder);
  if (!files) return files.passed_on();
  return library_of(*files);
}

}  // namespace bridge::conformance
