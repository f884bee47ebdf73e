#include "conformance/declarations.hpp"

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"

namespace bridge::conformance {
namespace {

std::string declared(const Declared& what, const std::string& name) {
  for (const auto& [shown, value] : declarations_of(what)) {
    if (shown == name) return value;
  }
  return "not there";
}

TEST(Declarations, TellWhatTheServerSays) {
  const auto configuration = json::parse(
      R"({"patch":{"supported":true},"bulk":{"supported":true,"maxOperations":7},"sort":{"supported":false}})");
  ASSERT_TRUE(configuration);
  const Declared what = Declared::read(*configuration, std::nullopt, std::nullopt);
  EXPECT_EQ(declared(what, "PATCH"), "yes");
  EXPECT_EQ(declared(what, "Bulk"), "yes, 7 operations");
  EXPECT_EQ(declared(what, "Sorting"), "no");
  EXPECT_EQ(declared(what, "Cursors"), "no");
  EXPECT_EQ(declared(what, "Groups"), "not known");
}

TEST(Declarations, DontTakeAssumptionsForWords) {
  const Declared what = Declared::read(std::nullopt, std::nullopt, std::nullopt);
  for (const auto& [shown, value] : declarations_of(what)) EXPECT_EQ(value, "not known") << shown;
}

}  // namespace
}  // namespace bridge::conformance
