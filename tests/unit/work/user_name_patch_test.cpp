#include "work/user_name_patch.hpp"

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

struct Row {
  const char* about;
  const char* operations;
  const char* wanted;  ///< empty: none
  const char* rest;    ///< operations
};

TEST(UserNamePatch, TakesTheNameOutAndLeavesTheRest) {
  const Row rows[] = {
      {"a path", R"([{"op":"replace","path":"userName","value":"b@x"}])", "b@x",
       R"([{"op":"replace","path":"userName","value":"a@x"}])"},
      {"in any case, with the schema's URN",
       R"([{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:User:USERNAME","value":"b@x"}])", "b@x",
       R"([{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:User:USERNAME","value":"a@x"}])"},
      {"among attributes", R"([{"op":"replace","value":{"title":"T","username":"b@x"}}])", "b@x",
       R"([{"op":"replace","value":{"title":"T","userName":"a@x"}}])"},
      {"the last of several",
       R"([{"op":"add","path":"userName","value":"b@x"},{"op":"replace","value":{"userName":"c@x"}}])", "c@x",
       R"([{"op":"add","path":"userName","value":"a@x"},{"op":"replace","value":{"userName":"a@x"}}])"},
      {"none", R"([{"op":"replace","path":"title","value":"userName"}])", "",
       R"([{"op":"replace","path":"title","value":"userName"}])"},
      {"a removal", R"([{"op":"remove","path":"userName"}])", "", R"([{"op":"remove","path":"userName"}])"},
      {"what is no name", R"([{"op":"replace","path":"userName","value":7}])", "",
       R"([{"op":"replace","path":"userName","value":7}])"},
      {"an empty name", R"([{"op":"replace","path":"userName","value":""}])", "",
       R"([{"op":"replace","path":"userName","value":""}])"},
      {"a name of an extension", R"([{"op":"add","path":"urn:x:2.0:User:userName","value":"b@x"}])", "",
       R"([{"op":"add","path":"urn:x:2.0:User:userName","value":"b@x"}])"},
  };
  for (const Row& row : rows) {
    const auto request = scim::parse_patch(patch_body(row.operations));
    const auto rest = scim::parse_patch(patch_body(row.rest));
    ASSERT_TRUE(request && rest) << row.about;
    const UserNamePatch patch(*request, "a@x", schemas().user());
    EXPECT_EQ(patch.wanted().value_or(""), row.wanted) << row.about;
    EXPECT_TRUE(patch.rest() == *rest) << row.about;
  }
}

}  // namespace
}  // namespace bridge::work::test
