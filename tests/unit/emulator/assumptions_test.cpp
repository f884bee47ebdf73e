// docs/assumptions.md and docs/emulator.md name every switch there is, and no other.

#include <fstream>
#include <regex>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "emulator/facts_json.hpp"

namespace bridge::emulator {
namespace {

std::multiset<std::string> switches_in(const std::string& document) {
  static const std::regex kRow(R"(\| `([a-z0-9_]+)` \|.*)");
  std::ifstream file(std::string(BRIDGE_SOURCE_DIR) + "/docs/" + document);
  EXPECT_TRUE(file) << document;
  std::multiset<std::string> names;
  for (std::string line; std::getline(file, line);) {
    std::smatch match;
    if (std::regex_match(line, match, kRow)) names.insert(match[1]);
  }
  return names;
}

std::multiset<std::string> all_switches() {
  std::multiset<std::string> names;
  for (const core::Member& member : facts_to_json(Facts{})) names.insert(member.name);
  return names;
}

TEST(Assumptions, HaveARowForEachSwitch) { EXPECT_EQ(switches_in("assumptions.md"), all_switches()); }

TEST(Assumptions, AreSwitchesThatTheEmulatorDocuments) {
  const std::multiset<std::string> documented = switches_in("emulator.md");
  for (const std::string& name : all_switches()) EXPECT_EQ(documented.count(name), 1U) << name;
}

}  // namespace
}  // namespace bridge::emulator
