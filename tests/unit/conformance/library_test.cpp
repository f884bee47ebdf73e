// What the program carries, and what a run takes of it.

#include "bridge/conformance/library.hpp"

#include <fstream>
#include <iterator>
#include <set>

#include <gtest/gtest.h>

#include "conformance/library_files.hpp"
#include "conformance/placeholders.hpp"

namespace bridge::conformance {
namespace {

const Library& built_in() {
  static const auto library = built_in_library();
  static const Library none;
  EXPECT_TRUE(library) << library.error().detail;
  return library ? *library : none;
}

std::set<std::string> ids_of(const Library& library) {
  std::set<std::string> ids;
  for (const Suite& suite : library.suites) {
    for (const Case& each : suite.cases) ids.insert(each.id);
  }
  return ids;
}

/// Walks a case as the runner does, and notes what no step before gave.
class Names {
 public:
  explicit Names(const Case& the_case) {
    for (const Given& given : the_case.given) {
      known_.insert("n");
      expect_known(given.with, the_case.id);
      for (std::size_t n = 1; n <= given.count; ++n) {
        known_.insert(given.count > 1 ? given.as + std::to_string(n) : given.as);
      }
      known_.erase("n");
    }
    for (const Step& step : the_case.steps) {
      for (const Question& question : step.questions) expect_all(question, the_case.id + ": " + step.name);
      if (step.statuses) expect_known(*step.statuses, the_case.id);
      for (const auto& [name, source] : step.keep) known_.insert(name);
    }
  }

 private:
  void expect_known(const core::Value& value, const std::string& where) {
    for (const std::string& name : placeholders_in(value)) {
      EXPECT_TRUE(known_.count(name.substr(0, name.find('.'))) > 0) << where << ": ${" << name << "}";
    }
  }
  void expect_all(const Question& question, const std::string& where) {
    const Sending& sending = question.sending;
    for (const core::Value& value :
         {core::Value(sending.path), core::Value(sending.query), core::Value(sending.headers),
          sending.body.value_or(core::Value()), core::Value(sending.text.value_or(""))}) {
      expect_known(value, where);
    }
    for (const Expectation& expectation : question.any_of) {
      expect_known(expectation.headers, where);
      if (expectation.body) expect_known(*expectation.body, where);
      if (expectation.error) expect_known(*expectation.error, where);
    }
  }

  std::set<std::string> known_{"unique", "domain", "base", "token"};
};

TEST(BuiltInLibrary, IsWholeAndBeginsWithTheStandard) {
  ASSERT_FALSE(built_in().suites.empty());
  EXPECT_EQ(built_in().suites.front().name, "rfc");
  for (const Suite& suite : built_in().suites) EXPECT_FALSE(suite.cases.empty()) << suite.name;
}

TEST(BuiltInLibrary, YieldsToCasesAndClientsThatThereAre) {
  const std::set<std::string> ids = ids_of(built_in());
  std::set<std::string> clients;
  for (const Suite& suite : built_in().suites) clients.insert(suite.client);
  for (const Suite& suite : built_in().suites) {
    for (const Case& each : suite.cases) {
      for (const auto& [client, other] : each.yields) {
        EXPECT_TRUE(ids.count(other) > 0) << each.id << " yields to " << other;
        EXPECT_TRUE(clients.count(client) > 0) << each.id << " yields to " << client;
      }
      for (const std::string& client : each.clients) {
        EXPECT_TRUE(clients.count(client) > 0) << each.id << " names the client " << client;
      }
    }
  }
}

TEST(BuiltInLibrary, NamesRequirementsThatThereAre) {
  std::ifstream stream(BRIDGE_SOURCE_DIR "/docs/conformance.md");
  const std::string table((std::istreambuf_iterator<char>(stream)), {});
  for (const Suite& suite : built_in().suites) {
    for (const Case& each : suite.cases) {
      for (const std::string& row : each.requirements) {
        EXPECT_NE(table.find("\n| " + row + " |"), std::string::npos) << each.id << " names " << row;
      }
    }
  }
}

TEST(BuiltInLibrary, NamesStepsOnceAndUsesWhatIsKnown) {
  for (const Suite& suite : built_in().suites) {
    for (const Case& each : suite.cases) {
      const Names names(each);
      std::set<std::string> steps;
      for (const Step& step : each.steps) {
        EXPECT_TRUE(steps.insert(step.name).second) << each.id << " has two steps \"" << step.name << "\"";
      }
    }
  }
}

TEST(BuiltInLibrary, IsTheFolder) {
  const auto folder = library_in(BRIDGE_SOURCE_DIR "/conformance");
  ASSERT_TRUE(folder) << folder.error().detail;
  EXPECT_EQ(ids_of(*folder), ids_of(built_in()));
}

TEST(Library, NamesAllFilesThatAreWrong) {
  const auto found = library_of({{"rfc/suite.json", R"({"title":"t"})"}, {"rfc/a/b.json", "{"}, {"x/a/b.json", "{}"}});
  ASSERT_FALSE(found);
  for (const char* part : {"rfc/suite.json: /about", "rfc/a/b.json: ", "x/a/b.json: ", "suite.json"}) {
    EXPECT_NE(found.error().detail.find(part), std::string::npos) << found.error().detail;
  }
}

TEST(Library, RefusesAFolderWithoutSuites) {
  EXPECT_FALSE(library_in(BRIDGE_SOURCE_DIR "/no-such-folder"));
  EXPECT_FALSE(library_in(BRIDGE_SOURCE_DIR "/grammar"));
}

Case plain(std::string id) {
  Case each;
  each.id = std::move(id);
  return each;
}

/// rfc (one plain, one that gives way to Entra, one that writes), entra, okta, regressions (one of Okta's).
Library sample() {
  Library library;
  library.suites.resize(4);
  const char* names[] = {"rfc", "entra", "okta", "regressions"};
  for (std::size_t i = 0; i < 4; ++i) library.suites[i].name = names[i];
  library.suites[1].client = "entra";
  library.suites[2].client = "okta";
  library.suites[0].cases = {plain("rfc/a/plain"), plain("rfc/a/strict"), plain("rfc/ab/writes")};
  library.suites[0].cases[1].yields = {{"entra", "entra/a/lenient"}};
  library.suites[0].cases[2].given.resize(1);
  library.suites[1].cases = {plain("entra/a/lenient")};
  library.suites[2].cases = {plain("okta/a/b")};
  library.suites[3].cases = {plain("regressions/a/all"), plain("regressions/a/okta")};
  library.suites[3].cases[1].clients = {"okta"};
  return library;
}

/// The ids that are played, and with '-' in front those that are left out.
std::string chosen(const Selection& selection) {
  const Library library = sample();
  const auto found = choose(library, selection);
  if (!found) return found.error().detail;
  std::string text;
  for (const Chosen& each : *found) text += (each.left_out.empty() ? " " : " -") + each.the_case->id;
  return text;
}

TEST(Choice, IsOfTheClientsOfTheRun) {
  EXPECT_EQ(chosen({}),
            " rfc/a/plain -rfc/a/strict rfc/ab/writes entra/a/lenient okta/a/b regressions/a/all"
            " regressions/a/okta");
  EXPECT_EQ(chosen({{"rfc"}, {}, false}), " rfc/a/plain rfc/a/strict rfc/ab/writes");
  EXPECT_EQ(chosen({{"rfc", "regressions"}, {}, false}),
            " rfc/a/plain rfc/a/strict rfc/ab/writes regressions/a/all -regressions/a/okta");
  EXPECT_EQ(chosen({{"rfc", "okta"}, {}, false}), " rfc/a/plain rfc/a/strict rfc/ab/writes okta/a/b");
  EXPECT_EQ(chosen({{"rfc", "entra", "regressions"}, {}, false}),
            " rfc/a/plain -rfc/a/strict rfc/ab/writes entra/a/lenient regressions/a/all -regressions/a/okta");
  EXPECT_EQ(chosen({{"regressions"}, {}, false}), " regressions/a/all regressions/a/okta");
}

TEST(Choice, TakesCasesByIdAndByBeginning) {
  EXPECT_EQ(chosen({{}, {"rfc/a"}, false}), " rfc/a/plain -rfc/a/strict");
  EXPECT_EQ(chosen({{}, {"rfc/a/strict"}, false}), " rfc/a/strict");
  EXPECT_EQ(chosen({{}, {"rfc/"}, true}), " rfc/a/plain -rfc/a/strict");
}

TEST(Choice, SaysWhatThereIsInsteadOfWhatThereIsNot) {
  EXPECT_EQ(chosen({{"scim"}, {}, false}), "there is no suite \"scim\"; there are rfc, entra, okta, regressions");
  EXPECT_EQ(chosen({{}, {"rfc/a/plane"}, false}),
            "there is no case \"rfc/a/plane\" in the chosen suites; there are rfc/a/plain, rfc/a/strict");
  EXPECT_EQ(chosen({{"rfc"}, {"okta/a/b"}, false}),
            "there is no case \"okta/a/b\" in the chosen suites; there are rfc");
}

}  // namespace
}  // namespace bridge::conformance
