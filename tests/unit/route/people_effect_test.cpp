#include <string>

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_rest/people.hpp"
#include "unit/route/route_fixture.hpp"

namespace bridge::route::smartsheet_rest {
namespace {

using core::Object;
using core::Value;
using test::object;
using test::parse;
using test::step_of;

TEST(CreateEffect, IsWhatSmartsheetSaysOfThePerson) {
  struct Row {
    const char* answer;
    const char* record;
  };
  const char* sent = R"({"email":"Ada@example.com","firstName":"Ada","admin":false,"licensedSheetCreator":false})";
  for (const Row& row : {
           Row{R"({"result":{"id":7,"email":"ada@example.com","firstName":"Ada","licensedSheetCreator":true,
                             "status":"ACTIVE","sheetCount":-1}})",
               R"({"id":7,"email":"ada@example.com","firstName":"Ada","admin":false,"licensedSheetCreator":true,
                   "status":"ACTIVE"})"},
           Row{R"({"data":[{"id":7,"firstName":"Ada"}]})",
               R"({"id":7,"email":"Ada@example.com","firstName":"Ada","admin":false,"licensedSheetCreator":false})"},
           // Invited, and Smartsheet took no names.
           Row{R"({"result":{"id":7,"email":"ada@example.com","status":"PENDING"}})",
               R"({"id":7,"email":"ada@example.com","admin":false,"licensedSheetCreator":false,"status":"PENDING"})"},
           Row{R"({"message":"SUCCESS"})",
               R"({"email":"Ada@example.com","firstName":"Ada","admin":false,"licensedSheetCreator":false})"},
       }) {
    EXPECT_EQ(user_effect(step_of(Purpose::CreatePerson, sent), parse(row.answer), {}), object(row.record))
        << row.answer;
  }
}

TEST(ChangeEffect, TakesNamesAsAnsweredAndFlagsAsSent) {
  struct Row {
    const char* answer;
    const char* first_name;
  };
  const Object seen = object(R"({"id":7,"email":"a@b","firstName":"Old","groupAdmin":true,"admin":false})");
  const auto step = step_of(Purpose::ChangePerson, R"({"firstName":"New","groupAdmin":false,"admin":true})");
  for (const Row& row : {
           Row{R"({"result":{"firstName":"New","groupAdmin":true}})", "New"},
           Row{R"({"data":[{"firstName":"New"}]})", "New"},
           Row{R"({"data":{"firstName":"New"}})", "New"},
           Row{R"({"result":{"firstName":"New"},"data":[{"firstName":"Other"}]})", "New"},
           Row{R"({"message":"SUCCESS","resultCode":0})", "New"},
           Row{R"({"result":null,"data":[]})", "New"},
           Row{R"("SUCCESS")", "New"},
           // Who has not accepted the invitation keeps the names that Smartsheet has.
           Row{R"({"result":{"firstName":"Old"}})", "Old"},
           Row{R"({"result":{"id":7,"status":"PENDING"}})", "Old"},
           Row{R"({"data":[{"id":7}]})", "Old"},
       }) {
    const Object record = user_effect(step, parse(row.answer), seen);
    EXPECT_EQ(record, object(R"({"id":7,"email":"a@b","firstName":")" + std::string(row.first_name) +
                             R"(","groupAdmin":false,"admin":true})"))
        << row.answer;
  }
}

TEST(ChangeEffect, TakesNoNamesThatSmartsheetDoesNotShow) {
  const Object seen = object(R"({"id":7,"status":"PENDING"})");
  const auto step = step_of(Purpose::ChangePerson, R"({"firstName":"New","lastName":"Name","admin":true})");
  EXPECT_EQ(user_effect(step, parse(R"({"result":{"id":7}})"), seen),
            object(R"({"id":7,"status":"PENDING","admin":true})"));
  EXPECT_EQ(
      user_effect(step, parse(R"({"result":{"firstName":"New","name":"New Name","lastName":"Name"}})"), seen),
      object(R"({"id":7,"status":"PENDING","admin":true,"firstName":"New","lastName":"Name","name":"New Name"})"));
}

TEST(StatusEffect, IsTheNewStatus) {
  const Object seen = object(R"({"id":7,"status":"ACTIVE","admin":true,"firstName":"Ada"})");
  const Value answer = parse(R"({"message":"SUCCESS","resultCode":0})");
  const Object out = user_effect(step_of(Purpose::Deactivate), answer, seen);
  EXPECT_EQ(out, object(R"({"id":7,"status":"DEACTIVATED","admin":true,"firstName":"Ada"})"));
  EXPECT_EQ(user_effect(step_of(Purpose::Reactivate), answer, out), seen);
}

TEST(RefusedStatusChange, IsDoneWhenTheRecordShowsIt) {
  const struct {
    Purpose purpose;
    const char* record;
    bool done;
  } rows[] = {
      {Purpose::Deactivate, R"({"status":"DEACTIVATED"})", true},
      {Purpose::Deactivate, R"({"status":"ACTIVE"})", false},
      {Purpose::Deactivate, R"({"status":"PENDING"})", false},
      {Purpose::Deactivate, R"({})", false},
      {Purpose::Reactivate, R"({"status":"ACTIVE"})", true},
      {Purpose::Reactivate, R"({"status":"DEACTIVATED"})", false},
      {Purpose::ChangePerson, R"({"status":"ACTIVE"})", false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(is_done_already(step_of(row.purpose, "{}"), object(row.record)), row.done) << row.record;
  }
}

TEST(GroupStep, LeavesThePersonAlone) {
  const Object seen = object(R"({"id":7,"status":"ACTIVE"})");
  for (const Purpose purpose : {Purpose::CreateGroup, Purpose::ChangeGroup, Purpose::DeleteGroup, Purpose::AddMembers,
                                Purpose::RemoveMembers}) {
    EXPECT_EQ(user_effect(step_of(purpose, R"({"name":"x"})"), parse(R"({"result":{"id":9}})"), seen), seen);
  }
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
