#include "service/presenter.hpp"

#include <optional>
#include <string>
#include <utility>

#include "service/entry_source.hpp"
#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::Value;

/// Ada (7) and a nameless (8), a guest (9) and one who was deleted (10) in the group 5.
struct Staff {
  Staff() {
    store::Row ada = user("7", "ada@x");
    ada.version = 3;
    ada.created = core::Instant(std::chrono::milliseconds(1));
    ada.modified = core::Instant(std::chrono::milliseconds(2));
    ada.external_ids = {{"okta", "00u1"}, {"entra", "e-1"}};
    put(index, ada, R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@x",
                        "displayName":"Ada B","title":"T"})");
    put(index, user("8", "bob@x"), R"({"userName":"bob@x"})");
    put(index, user("9", "guest@y", store::Life::Guest), R"({"userName":"guest@y"})");
    put(index, user("10", "gone@x", store::Life::Deleted), R"({"userName":"gone@x"})");
    put(index, group("5", "Staff"),
        R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Staff"})");
    put(index, group("6", "Empty"), R"({"displayName":"Empty"})");
    join(index, "5", {"7", "8", "9", "10"});
  }
  [[nodiscard]] core::Object resource(store::Kind kind, const char* id, const char* client = "okta",
                                      std::optional<std::string_view> excluded = {}) const {
    const Presenter presenter(index, registry(), "https://h/v2", client);
    const auto projection = scim::Projection::make({}, excluded, type_of(registry(), kind));
    EXPECT_TRUE(projection);
    return presenter.resource(index.glimpse(kind, core::ResourceId(id)), *projection);
  }
  [[nodiscard]] core::Object shown(store::Kind kind, const char* id, std::optional<std::string_view> attributes,
                                   std::optional<std::string_view> excluded) const {
    const auto projection = scim::Projection::make(attributes, excluded, type_of(registry(), kind));
    EXPECT_TRUE(projection);
    const Presenter presenter(index, registry(), "https://h/v2", "okta");
    return object(presenter.shown(index.glimpse(kind, core::ResourceId(id)), *projection).body);
  }
  store::Index index;
};

TEST(Presenter, AddsWhatTheServerKnows) {
  const Staff staff;
  EXPECT_EQ(staff.resource(store::Kind::User, "7"), object(R"({
      "schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","externalId":"00u1","userName":"ada@x",
      "displayName":"Ada B","title":"T",
      "groups":[{"value":"5","$ref":"https://h/v2/Groups/5","display":"Staff","type":"direct"}],
      "meta":{"resourceType":"User","created":"1970-01-01T00:00:00.001Z","lastModified":"1970-01-01T00:00:00.002Z",
              "location":"https://h/v2/Users/7","version":"W/\"3\""}})"));
}

TEST(Presenter, ShowsMembersGuestsToo) {
  const Staff staff;
  EXPECT_EQ(*staff.resource(store::Kind::Group, "5").find("members"),
            parse(R"([{"value":"7","$ref":"https://h/v2/Users/7","type":"User","display":"Ada B"},
                      {"value":"8","$ref":"https://h/v2/Users/8","type":"User","display":"bob@x"},
                      {"value":"9","$ref":"https://h/v2/Users/9","type":"User","display":"guest@y"}])"));
}

TEST(Presenter, LeavesOutEmptyAndUnwantedLists) {
  const Staff staff;
  EXPECT_EQ(staff.resource(store::Kind::Group, "6").find("members"), nullptr);
  EXPECT_EQ(staff.resource(store::Kind::Group, "5", "okta", "members").find("members"), nullptr);
  EXPECT_EQ(staff.resource(store::Kind::User, "7", "okta", "groups").find("groups"), nullptr);
}

TEST(Presenter, ShowsEachClientItsOwnExternalId) {
  const Staff staff;
  EXPECT_EQ(*staff.resource(store::Kind::User, "7", "okta").find("externalId"), Value("00u1"));
  EXPECT_EQ(*staff.resource(store::Kind::User, "7", "entra").find("externalId"), Value("e-1"));
  EXPECT_EQ(staff.resource(store::Kind::User, "7", "third").find("externalId"), nullptr);
}

TEST(Presenter, MakesNothingThatDoesNotShow) {
  const Staff staff;
  const core::Object brief = staff.resource(store::Kind::User, "7", "okta", "groups,meta,externalId");
  for (const char* name : {"groups", "meta", "externalId"}) EXPECT_EQ(brief.find(name), nullptr) << name;
  EXPECT_NE(brief.find("id"), nullptr) << "it is always returned";
}

TEST(EntrySource, FindsWhatTheResourceHolds) {
  const Staff staff;
  const Presenter presenter(staff.index, registry(), "https://h/v2", "okta");
  for (const auto& [kind, id] : {std::pair(store::Kind::User, "7"), std::pair(store::Kind::User, "8"),
                                 std::pair(store::Kind::Group, "5"), std::pair(store::Kind::Group, "6")}) {
    const store::Glimpse entry = staff.index.glimpse(kind, core::ResourceId(id));
    const core::Object whole = presenter.resource(entry);
    const EntrySource source(presenter, entry);
    for (const auto& slot : type_of(registry(), kind).layout()) {
      const Value* expected = whole.find(slot.name);
      const Value* found = source.find(slot.name);
      ASSERT_EQ(found == nullptr, expected == nullptr) << id << " " << slot.name;
      if (found == nullptr) continue;
      EXPECT_EQ(*found, *expected) << id << " " << slot.name;
      EXPECT_EQ(found, source.find(slot.name)) << "made twice: " << slot.name;
    }
    EXPECT_EQ(source.find("shoeSize"), nullptr);
    EXPECT_EQ(source.find("ID"), nullptr);
    EXPECT_EQ(source.find(kind == store::Kind::User ? "members" : "groups"), nullptr);
  }
}

TEST(Presenter, ShowsThePartAskedFor) {
  struct Row {
    store::Kind kind;
    const char* id;
    std::optional<std::string_view> attributes;
    std::optional<std::string_view> excluded;
    const char* has;
    const char* lacks;
  };
  const Staff staff;
  for (const Row& row : {
           Row{store::Kind::Group, "5", {}, {}, "members", "groups"},
           Row{store::Kind::Group, "5", {}, "members", "displayName", "members"},
           Row{store::Kind::Group, "5", {}, "MEMBERS", "meta", "members"},
           Row{store::Kind::Group, "5", "members", {}, "members", "displayName"},
           Row{store::Kind::Group, "5", "displayName", {}, "displayName", "members"},
           Row{store::Kind::User, "7", "userName", {}, "id", "groups"},
           Row{store::Kind::User, "7", "groups", {}, "groups", "userName"},
           Row{store::Kind::User, "7", {}, "groups,title", "userName", "title"},
       }) {
    const core::Object shown = staff.shown(row.kind, row.id, row.attributes, row.excluded);
    EXPECT_NE(shown.find(row.has), nullptr) << row.has;
    EXPECT_EQ(shown.find(row.lacks), nullptr) << row.lacks;
    EXPECT_EQ(*shown.find("id"), Value(row.id));
  }
}

TEST(Presenter, TellsVersionAndLocationApart) {
  const Staff staff;
  const Presenter presenter(staff.index, registry(), "https://h/v2", "okta");
  const Shown shown = presenter.shown(staff.index.glimpse(store::Kind::User, core::ResourceId("7")), {});
  EXPECT_EQ(shown.version, "W/\"3\"");
  EXPECT_EQ(shown.location, "https://h/v2/Users/7");
  EXPECT_EQ(presenter.location(staff.index.glimpse(store::Kind::Group, core::ResourceId("5"))),
            "https://h/v2/Groups/5");
}

}  // namespace
}  // namespace bridge::service::test
