#include "bridge/core/bare_names.hpp"

#include <gtest/gtest.h>

namespace bridge::core {
namespace {

struct Row {
  const char* domain;
  const char* name;
  const char* address;
  /// What is shown of the address.
  const char* shown;
};

TEST(BareNames, AreCompletedWithTheDomainAndShownWithoutIt) {
  for (const Row& row : {
           Row{"example.com", "bjensen", "bjensen@example.com", "bjensen"},
           Row{"example.com", "B.Jensen+x", "B.Jensen+x@example.com", "B.Jensen+x"},
           Row{"example.com", "bjensen@example.com", "bjensen@example.com", "bjensen"},
           Row{"example.com", "bjensen@Example.COM", "bjensen@Example.COM", "bjensen"},
           Row{"example.com", "ada@example.org", "ada@example.org", "ada@example.org"},
           Row{"example.com", "ada@mail.example.com", "ada@mail.example.com", "ada@mail.example.com"},
           Row{"example.com", "a@b@example.com", "a@b@example.com", "a@b@example.com"},
           Row{"example.com", "@example.com", "@example.com", "@example.com"},
           Row{"example.com", "bjensen@", "bjensen@", "bjensen@"},
           Row{"example.com", "", "", ""},
           Row{"", "bjensen", "bjensen", "bjensen"},
           Row{"", "bjensen@example.com", "bjensen@example.com", "bjensen@example.com"},
           Row{"", "", "", ""},
       }) {
    const BareNames names{std::string(row.domain)};
    EXPECT_EQ(names.address_of(row.name), row.address) << row.name;
    EXPECT_EQ(names.name_of(names.address_of(row.name)), row.shown) << row.name;
  }
}

TEST(BareNames, AreOnePersonsWhereTheAddressesAreEqual) {
  const BareNames names("example.com");
  EXPECT_TRUE(names.same("bjensen", "BJensen@EXAMPLE.com"));
  EXPECT_TRUE(names.same("BJENSEN", "bjensen"));
  EXPECT_FALSE(names.same("bjensen", "bjensen@example.org"));
  EXPECT_FALSE(names.same("bjensen", ""));
  EXPECT_FALSE(BareNames().same("bjensen", "bjensen@example.com"));
}

}  // namespace
}  // namespace bridge::core
