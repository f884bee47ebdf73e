#include "service/indexed_term.hpp"

#include <string>
#include <vector>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

struct Row {
  const char* filter;
  /// "attribute text", with "…" behind it when there is more to the filter; empty: none.
  const char* user;
  const char* group;
};

std::string term_of(const char* filter, store::Kind kind) {
  const auto parsed = scim::parse_filter(filter);
  EXPECT_TRUE(parsed) << filter;
  const scim::ResourceType& type = kind == store::Kind::User ? registry().user() : registry().group();
  const auto term = indexed_term(*parsed, type, kind);
  return term ? std::string(term->attribute->name) + " " + term->text + (term->whole ? "" : "…") : "";
}

TEST(IndexedTerm, IsFoundInWhatAFilterDemands) {
  for (const Row& row : {
           Row{R"(id eq "7")", "id 7", "id 7"},
           Row{R"(ID EQ "7")", "id 7", "id 7"},
           Row{R"(externalId eq "e")", "externalId e", "externalId e"},
           Row{R"(userName eq "ada@x")", "userName ada@x", ""},
           Row{R"(urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a")", "userName a", ""},
           Row{R"(displayName eq "Staff")", "", "displayName Staff"},
           Row{R"(members eq "7")", "", "members 7"},
           Row{R"(members.value eq "7")", "", "members 7"},
           Row{R"(members[value eq "7"])", "", "members 7"},
           Row{R"(groups eq "5")", "groups 5", ""},
           Row{R"(groups.value eq "5")", "groups 5", ""},
           Row{R"(groups[value eq "5"])", "groups 5", ""},
           Row{R"(userName eq "a" and active eq true)", "userName a…", ""},
           Row{R"(active eq true and (title pr and userName eq "a"))", "userName a…", ""},
           Row{R"(groups.value eq "5" and id eq "7")", "id 7…", "id 7…"},
           Row{R"(groups.value eq "5" and title pr)", "groups 5…", ""},
           // Other questions.
           Row{R"(id ne "7")", "", ""},
           Row{R"(id sw "7")", "", ""},
           Row{R"(id pr)", "", ""},
           Row{R"(userName eq null)", "", ""},
           Row{R"(members.display eq "7")", "", ""},
           Row{R"(members[display eq "7"])", "", ""},
           Row{R"(members[type eq "User" and value eq "7"])", "", ""},
           Row{R"(id.value eq "7")", "", ""},
           Row{R"(urn:example:userName eq "a")", "", ""},
           Row{R"(id eq "7" or id eq "8")", "", ""},
           Row{R"(not (id eq "7"))", "", ""},
           Row{R"(not (id eq "7") and active eq true)", "", ""},
       }) {
    EXPECT_EQ(term_of(row.filter, store::Kind::User), row.user) << row.filter;
    EXPECT_EQ(term_of(row.filter, store::Kind::Group), row.group) << row.filter;
  }
}

TEST(Candidates, AreVisibleAndInTheOrderOfLists) {
  store::Index index;
  put(index, group("20", "First"), R"({"displayName":"First"})");
  put(index, group("3", "Second"), R"({"displayName":"Second"})");
  put(index, group("4", "Gone", store::Life::Deleted), R"({"displayName":"Gone"})");
  for (const char* id : {"30", "9", "100"}) put(index, user(id, std::string(id) + "@x"), "{}");
  put(index, user("8", "guest@y", store::Life::Guest), "{}");
  for (const char* id : {"20", "3", "4"}) join(index, id, {"9", "30", "8"});
  const auto found = [&](const char* filter, store::Kind kind) {
    const scim::ResourceType& type = kind == store::Kind::User ? registry().user() : registry().group();
    const auto term = indexed_term(*scim::parse_filter(filter), type, kind);
    EXPECT_TRUE(term);
    std::vector<std::string> ids;
    for (const auto& entry : candidates(*term, index, kind, "okta")) ids.emplace_back(entry.id());
    return ids;
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(found(R"(members.value eq "9")", store::Kind::Group), (Ids{"20", "3"}));
  EXPECT_EQ(found(R"(members.value eq "100")", store::Kind::Group), Ids());
  EXPECT_EQ(found(R"(members.value eq "nobody")", store::Kind::Group), Ids());
  EXPECT_EQ(found(R"(groups.value eq "3")", store::Kind::User), (Ids{"30", "9"}));
  EXPECT_EQ(found(R"(displayName eq "gone")", store::Kind::Group), Ids());
  EXPECT_EQ(found(R"(id eq "8")", store::Kind::User), Ids());
}

}  // namespace
}  // namespace bridge::service::test
