#include "unit/config/fixture.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace bridge::config::test {

Environment test_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    static const std::map<std::string, std::string> kVariables{
        {"SMARTSHEET_API_TOKEN", kRestToken},
        {"SMARTSHEET_SCIM_TOKEN", kScimToken},
        {"IDP_TOKEN", kIdpToken},
        {"SAME_TOKEN", kRestToken},
        {"CLIENT_SECRET", kClientSecret},
        {"ANOTHER_TOKEN", "another-token-of-the-tests"},
        {"SHORT_TOKEN", "short-secret"},
        {"EMPTY_TOKEN", ""},
        {"BLANK_TOKEN", "a secret with blanks, long enough"},
    };
    const auto found = kVariables.find(name);
    if (found == kVariables.end()) return std::nullopt;
    return found->second;
  };
}

std::filesystem::path source_dir() { return BRIDGE_SOURCE_DIR; }

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("no file " + file.string());
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string minimal(std::string_view rest, std::string_view server) {
  std::string text = "[server]\n" + std::string(server);
  text += "\n[[tenant]]\n[[tenant.idp_token]]\nname = \"a\"\ntoken_env = \"IDP_TOKEN\"\n[tenant.rest]\n";
  if (rest.find("token_file") == std::string_view::npos) text += "token_env = \"SMARTSHEET_API_TOKEN\"\n";
  return text + std::string(rest) + "\n";
}

std::string minimal_scim(std::string_view scim, std::string_view tenant) {
  std::string text = "[[tenant]]\n" + std::string(tenant);
  text += "\n[[tenant.idp_token]]\nname = \"a\"\ntoken_env = \"IDP_TOKEN\"\n[tenant.scim]\n";
  return text + "token_env = \"SMARTSHEET_SCIM_TOKEN\"\n" + std::string(scim) + "\n";
}

std::vector<std::string> problems_of(const Loaded& loaded) {
  std::vector<std::string> lines;
  for (const Problem& problem : loaded.problems) {
    lines.push_back(std::to_string(problem.line) + ":" + std::to_string(problem.column) + ": " + problem.key + ": " +
                    problem.message);
  }
  return lines;
}

std::vector<std::string> problems_of(std::string_view text, const std::string& directory) {
  return problems_of(load_text(text, "test.toml", directory, test_environment()));
}

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "scimbridge-config-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() { std::filesystem::remove_all(path_); }

void TemporaryDirectory::write(const std::string& name, std::string_view text, unsigned mode) const {
  const auto file = path_ / name;
  std::ofstream(file, std::ios::binary) << text;
  std::filesystem::permissions(file, static_cast<std::filesystem::perms>(mode));
}

}  // namespace bridge::config::test
