#include "app/admin/admin_file.hpp"

#include <fstream>
#include <sstream>
#include <utility>

#include "app/json_reading.hpp"
#include "bridge/core/private_file.hpp"
#include "bridge/core/value.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::app {

std::filesystem::path admin_file_in(const std::string& state_dir) {
  return std::filesystem::path(state_dir) / "admin.json";
}

core::Outcome write_admin_file(const std::filesystem::path& path, const AdminFile& file) {
  const std::string text = json::write(core::Object{{"url", file.url}, {"token", file.token.expose()}}) + "\n";
  return core::replace_private_file(path.string(), text);
}

std::optional<AdminFile> read_admin_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  const auto parsed = json::parse(text.str());
  if (!file || !parsed) return std::nullopt;
  std::string url = text_at(*parsed, "url");
  std::string token = text_at(*parsed, "token");
  if (url.empty() || token.empty()) return std::nullopt;
  return AdminFile{std::move(url), core::AdminToken(std::move(token))};
}

}  // namespace bridge::app
