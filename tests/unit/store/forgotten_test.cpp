// People who were forgotten are found by the digest of their names.

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "bridge/core/ascii_case.hpp"
#include "bridge/store/index.hpp"
#include "unit/store/rows.hpp"

namespace bridge::store {
namespace {

using testing::rid;
using testing::user;

class Forgotten : public ::testing::Test {
 protected:
  Forgotten() {
    index.know_forgotten_by([](std::string_view name) { return "digest of " + core::fold_case(name); });
  }
  void publish(Row row) { index.publish({{std::make_shared<const Entry>(Entry{std::move(row), {}})}, {}, {}}); }
  void forget(const std::string& id, const std::string& digest) {
    Row row = user(id, "", 1);
    row.life = Life::Deleted;
    row.name_digest = digest;
    publish(std::move(row));
  }
  std::string found(std::string_view name) const {
    const EntryPtr entry = index.find_by_name(Kind::User, name);
    return entry ? entry->row.id.text : "nobody";
  }
  Index index;
};

TEST_F(Forgotten, AreFoundByNameInAnyCaseAndNobodyElseIs) {
  publish(user("2", "bob@x.example", 2));
  forget("1", "digest of ann@x.example");
  EXPECT_EQ(found("Ann@x.example"), "1");
  EXPECT_EQ(found("bob@x.example"), "2");
  EXPECT_EQ(found("eve@x.example"), "nobody");
  EXPECT_EQ(found(""), "nobody");
  EXPECT_EQ(index.find_by_name(Kind::Group, "ann@x.example"), nullptr);
}

TEST_F(Forgotten, GiveWayToWhoeverHasTheName) {
  forget("1", "digest of ann@x.example");
  publish(user("2", "ann@x.example", 2));
  EXPECT_EQ(found("ann@x.example"), "2");
}

TEST_F(Forgotten, AreFoundWhenAnotherOfTheSameNameIsDropped) {
  forget("1", "digest of ann@x.example");
  forget("2", "digest of ann@x.example");
  EXPECT_EQ(found("ann@x.example"), "2");
  index.publish({{}, {{Kind::User, rid("2")}}, {}});
  EXPECT_EQ(found("ann@x.example"), "1");
  index.publish({{}, {{Kind::User, rid("1")}}, {}});
  EXPECT_EQ(found("ann@x.example"), "nobody");
}

TEST_F(Forgotten, AreForgottenNoMoreOnceTheyHaveANameOrAreDropped) {
  forget("1", "digest of ann@x.example");
  forget("2", "digest of bob@x.example");
  publish(user("1", "anna@x.example", 1));
  index.publish({{}, {{Kind::User, rid("2")}}, {}});
  EXPECT_EQ(found("ann@x.example"), "nobody");
  EXPECT_EQ(found("anna@x.example"), "1");
  EXPECT_EQ(found("bob@x.example"), "nobody");
}

}  // namespace
}  // namespace bridge::store
