#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <tuple>
#include <utility>

#include "bridge/config/settings.hpp"
#include "config/document.hpp"
#include "config/keys.hpp"
#include "config/secrets.hpp"
#include "config/sections.hpp"
#include "config/values.hpp"

namespace bridge::config {

namespace {

constexpr std::size_t kMaxConfiguration = 1U << 20U;

bool leaves_its_directory(const std::filesystem::path& path) {
  return std::find(path.begin(), path.end(), "..") != path.end();
}

void read_store_url(const Field& field, Settings& settings) {
  constexpr std::string_view kScheme = "sqlite:";
  constexpr const char* kExpected = "\"sqlite:FILE\", FILE absolute or within state_dir";
  const std::string* text = as_text(field, kExpected);
  if (text == nullptr) return;
  const std::string file = text->substr(std::min(kScheme.size(), text->size()));
  const bool is_file = !file.empty() && file.back() != '/' && file.find_first_of(":?") == std::string::npos;
  if (text->substr(0, kScheme.size()) != kScheme || !is_file || leaves_its_directory(file)) {
    return field.unexpected(kExpected, "another text");
  }
  settings.store_file = file;
}

const Key<Settings> kStoreKeys[] = {{"url", read_store_url}};

const Key<Settings> kRootKeys[] = {
    {"server", read_server, list_server},
    {"store", [](const Field& f, Settings& s) { static_cast<void>(read_section(f, kStoreKeys, s)); },
     [](const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kStoreKeys, names); }},
    {"tenant", read_tenants, list_tenants},
};

void check_root(Context& context, const Table& root) {
  const Entry* tenants = root.find("tenant");
  const auto* items = tenants == nullptr ? nullptr : std::get_if<std::vector<Node>>(&tenants->node.value);
  const bool of_another_type = tenants != nullptr && items == nullptr;
  if (of_another_type || (items != nullptr && !items->empty())) return;
  context.add(Place{}, "tenant", "at least one [[tenant]] is required, found none");
}

Loaded finished(Settings settings, std::vector<Problem> problems) {
  if (problems.empty()) return Loaded{std::move(settings), {}};
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
  return Loaded{std::nullopt, std::move(problems)};
}

}  // namespace

std::string Context::resolve(const std::string& path) const {
  const std::filesystem::path base = directory.empty() ? "." : directory;
  std::string joined = (base / path).lexically_normal().string();
  if (joined.size() > 1 && joined.back() == '/') joined.pop_back();
  return joined;
}

std::string Problem::to_string() const {
  std::string text = file;
  if (line != 0) text += ":" + std::to_string(line) + ":" + std::to_string(column);
  if (!key.empty()) text += ": " + key;
  return text + ": " + message;
}

std::vector<std::string> known_keys() {
  std::vector<std::string> names;
  list_keys("", kRootKeys, names);
  return names;
}

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  };
}

Loaded load_text(std::string_view text, const std::string& name, const std::string& directory,
                 const Environment& environment) {
  const auto parsed = parse_document(text);
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) {
    return Loaded{std::nullopt, {Problem{name, error->place.line, error->place.column, "", error->message}}};
  }
  const Table& root = std::get<Table>(std::get<Node>(parsed).value);
  SecretList secrets;
  Context context{name, directory, environment, secrets};
  Settings settings;
  settings.server.state_dir = context.resolve(settings.server.state_dir);
  read_table(context, root, "", kRootKeys, settings);
  check_root(context, root);
  secrets.report_equal_ones(context);
  return finished(std::move(settings), std::move(context.problems));
}

Loaded load_file(const std::string& path, const Environment& environment) {
  const FileText read = read_file(path, kMaxConfiguration);
  if (!read.text)
    return Loaded{std::nullopt, {Problem{path, 0, 0, "", "expected a configuration file, " + read.wrong}}};
  return load_text(*read.text, path, std::filesystem::path(path).parent_path().string(), environment);
}

}  // namespace bridge::config
