// The example and the documentation name exactly the keys that exist, and the same defaults as the program.

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "unit/config/fixture.hpp"

namespace bridge::config::test {
namespace {

struct Line {
  std::string text;
  std::string section;
  std::string key;
  std::string value;
  bool is_commented = false;
  /// In a section that is left out as a whole.
  bool is_in_commented_section = false;
};

std::vector<Line> lines_of_example() {
  static const std::regex kSection(R"((#?)\[+([a-z_.]+)\]+)");
  static const std::regex kKey(R"((#?)([a-z_]+) = (.+))");
  std::vector<Line> lines;
  std::istringstream stream(text_of(source_dir() / "config/scimbridge.example.toml"));
  std::string section;
  bool is_commented = false;
  for (std::string text; std::getline(stream, text);) {
    std::smatch match;
    Line line{text, {}, {}, {}};
    if (std::regex_match(text, match, kSection)) {
      section = match[2];
      is_commented = match[1].length() == 1;
    }
    if (std::regex_match(text, match, kKey)) {
      line.section = section;
      line.key = section + "." + match[2].str();
      line.value = match[3];
      line.is_commented = match[1].length() == 1;
      line.is_in_commented_section = is_commented;
    }
    lines.push_back(line);
  }
  return lines;
}

/// Key -> default, empty where there is none.
std::multimap<std::string, std::string> rows_of_documentation() {
  static const std::regex kRow(R"(\| `([a-z_.]+)` \| [^|]+ \| (`(.*)` )?\| .+ \|)");
  std::multimap<std::string, std::string> rows;
  std::istringstream stream(text_of(source_dir() / "docs/configuration.md"));
  for (std::string text; std::getline(stream, text);) {
    std::smatch match;
    if (std::regex_match(text, match, kRow)) rows.emplace(match[1], match[3]);
  }
  return rows;
}

std::multiset<std::string> known() {
  const auto keys = known_keys();
  return {keys.begin(), keys.end()};
}

TEST(Documents, NameEveryKeyOnceInTheExample) {
  std::multiset<std::string> named;
  for (const Line& line : lines_of_example()) {
    if (!line.key.empty()) named.insert(line.key);
  }
  EXPECT_EQ(named, known());
}

TEST(Documents, NameEveryKeyOnceInTheDocumentation) {
  std::multiset<std::string> named;
  for (const auto& [key, value] : rows_of_documentation()) named.insert(key);
  EXPECT_EQ(named, known());
}

TEST(Documents, LoadTheExampleAsItStands) {
  const Loaded loaded = load_file((source_dir() / "config/scimbridge.example.toml").string(), test_environment());
  for (const Problem& problem : loaded.problems) ADD_FAILURE() << problem.to_string();
  EXPECT_TRUE(loaded.settings);
}

TEST(Documents, ShowTheSameDefaultsInTheExampleAndTheDocumentation) {
  const auto rows = rows_of_documentation();
  for (const Line& line : lines_of_example()) {
    const auto row = rows.find(line.key);
    if (row == rows.end() || row->second.empty()) continue;
    EXPECT_TRUE(line.is_commented) << line.key;
    EXPECT_EQ(line.value, row->second) << line.key;
  }
}

template <class Token>
void show(std::ostream& text, const Upstream<Token>& upstream) {
  text << upstream.url << ' ' << upstream.requests_per_minute << ' ' << upstream.connect_timeout.count() << ' '
       << upstream.timeout.count() << ' ';
}

void show(std::ostringstream& text, const core::AccessPolicy& access) {
  const core::DeprovisionPolicy& policy = access.deprovision;
  text << ' ' << static_cast<int>(access.on_existing) << ' ' << static_cast<int>(policy.on_deactivate) << ' '
       << static_cast<int>(policy.on_delete) << ' ' << static_cast<int>(policy.fallback) << ' '
       << static_cast<int>(policy.pending) << ' ' << static_cast<int>(policy.on_reactivate_expired) << ' '
       << policy.transfer_sheets << ' ' << policy.remove_from_sharing << ' ' << policy.hold.count() << ' '
       << static_cast<int>(access.groups.authority) << ' ' << static_cast<int>(access.groups.on_delete) << ' '
       << static_cast<int>(access.groups.unknown_members);
}

/// Everything that a default can differ in, as text.
std::string shown(const Settings& settings) {
  std::ostringstream text;
  const Limits& limits = settings.server.limits;
  const Tenant& tenant = settings.tenants.at(0);
  text << settings.server.address << ' ' << settings.server.port << ' ' << settings.server.state_dir << ' '
       << limits.max_body << ' ' << limits.max_target << ' ' << limits.max_headers << ' ' << limits.max_buffered << ' '
       << limits.max_connections << ' ' << limits.header_timeout.count() << ' ' << limits.body_timeout.count() << ' '
       << limits.idle_timeout.count() << ' ' << limits.max_wait.count() << ' ' << limits.drain.count() << ' '
       << settings.server.admin_address << ' ' << settings.server.admin_port << ' ' << settings.store_file << ' '
       << tenant.name << ' ' << static_cast<int>(tenant.route) << ' ' << static_cast<int>(tenant.idp) << ' '
       << static_cast<int>(tenant.mode) << ' ' << static_cast<int>(tenant.on_username_change) << ' '
       << tenant.bare_username_domain << ' ' << tenant.smartsheet_extension << ' '
       << static_cast<int>(tenant.idp_tokens.at(0).rights) << ' ';
  show(text, tenant.scim.value());
  show(text, tenant.rest.value());
  text << tenant.rest->send_invitation << ' ' << tenant.rest->write_profile << ' ' << tenant.mirror.refresh.count()
       << ' ' << tenant.mirror.full_sweep.count() << ' ' << tenant.mirror.verify_misses;
  for (const std::string& role : tenant.grantable_roles) text << ' ' << role;
  show(text, tenant.access);
  return text.str();
}

TEST(Documents, NameTheDefaultsThatTheProgramHas) {
  const auto rows = rows_of_documentation();
  std::string as_it_stands;
  std::string defaults_written_out;
  for (const Line& line : lines_of_example()) {
    const auto row = rows.find(line.key);
    const bool has_default = row != rows.end() && !row->second.empty() && !line.is_in_commented_section;
    as_it_stands += line.text + "\n";
    defaults_written_out += (has_default ? line.text.substr(1) : line.text) + "\n";
  }
  const Loaded left_out = load_text(as_it_stands, "a", "/", test_environment());
  const Loaded written_out = load_text(defaults_written_out, "b", "/", test_environment());
  for (const Problem& problem : written_out.problems) ADD_FAILURE() << problem.to_string();
  ASSERT_TRUE(left_out.settings && written_out.settings);
  EXPECT_EQ(shown(*left_out.settings), shown(*written_out.settings));
}

}  // namespace
}  // namespace bridge::config::test
