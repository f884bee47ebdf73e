#include "bridge/core/ids.hpp"

#include <set>
#include <string>
#include <type_traits>
#include <unordered_set>

#include <gtest/gtest.h>

namespace bridge::core {
namespace {

TEST(Id, KindsDoNotMix) {
  static_assert(!std::is_constructible_v<ResourceId, UpstreamId> && !std::is_constructible_v<UpstreamId, ResourceId>);
  static_assert(!std::is_convertible_v<std::string, ResourceId> && !std::is_convertible_v<ResourceId, std::string>);
}

TEST(Id, IsAKeyOfOrderedAndUnorderedContainers) {
  const std::set<ResourceId> ordered{ResourceId("2"), ResourceId("1"), ResourceId("2")};
  EXPECT_EQ(ordered.size(), 2U);
  EXPECT_EQ(ordered.begin()->text, "1");
  const std::unordered_set<TenantName> unordered{TenantName("default"), TenantName("default"), TenantName("other")};
  EXPECT_EQ(unordered.size(), 2U);
}

TEST(NewRequestId, Is16HexDigitsAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const RequestId id = new_request_id();
    EXPECT_EQ(id.text.size(), 16U);
    EXPECT_EQ(id.text.find_first_not_of("0123456789abcdef"), std::string::npos) << id.text;
    seen.insert(id.text);
  }
  EXPECT_EQ(seen.size(), 200U);
}

}  // namespace
}  // namespace bridge::core
