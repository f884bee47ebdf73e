// bare_username_domain: userNames without a domain, and the addresses that Smartsheet knows.

#include <algorithm>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

std::string name_shown(const store::EntryPtr& entry) {
  return entry ? std::string(core::text_or_empty(entry->shown, "userName")) : "";
}

class BareNamesTest : public ::testing::TestWithParam<Services> {
 protected:
  BareNamesTest() : bench(GetParam()) {
    bench.settings.bare_names = core::BareNames("x.example");
    bench.settings.access.on_existing = core::OnExisting::Adopt;
    bench.settings.fixed_route = GetParam() == Services::Rest ? route::Route::Rest : route::Route::Scim;
    ann = bench.smartsheet.add_person("Ann@X.example");
    bench.smartsheet.add_person("eve@y.example");
    bench.start();
  }
  [[nodiscard]] store::EntryPtr named(const char* name) const {
    return bench.tenant->index().find_by_name(Kind::User, name);
  }
  AskedPtr post(const char* name, const char* more = "") { return bench.ask(create(Kind::User, person(name, more))); }
  void lose_answer(const AskedPtr& asked) {
    bench.tenant->delivered(Kind::User, ResourceId(asked->id()), false);
    bench.loop->run();
  }

  Bench bench;
  std::int64_t ann = 0;
};

TEST_P(BareNamesTest, FindPeopleWhoWereThereBeforeBySpellingsOfOneName) {
  ASSERT_TRUE(named("ann"));
  EXPECT_EQ(name_shown(named("ann")), "Ann");
  EXPECT_EQ(name_shown(named("ANN@x.example")), "Ann");
  EXPECT_EQ(name_shown(named("eve@y.example")), "eve@y.example") << "another domain";
  EXPECT_FALSE(named("eve"));
}

TEST_P(BareNamesTest, BecomeAddressesInSmartsheetAndReadBackAsTheyWereSent) {
  ASSERT_TRUE(post("Bob")->ok());
  EXPECT_EQ(name_shown(named("bob@x.example")), "Bob");
  EXPECT_EQ(named("bob")->row.name, "Bob@x.example");
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(name_shown(named("bob")), "Bob") << "a refresh changes nothing";
  EXPECT_EQ(named("bob")->row.version, 1U);
}

TEST_P(BareNamesTest, AreOnePersonInEverySpelling) {
  const AskedPtr first = post("bob");
  bench.tenant->delivered(Kind::User, ResourceId(first->id()), true);
  bench.loop->run();
  for (const char* name : {"bob", "BOB", "bob@x.example", "Bob@X.Example"}) {
    EXPECT_EQ(post(name)->fault(), "Uniqueness") << name;
  }
  EXPECT_TRUE(post("bob@y.example")->ok());
}

TEST_P(BareNamesTest, AreOneNameWhileBothCreationsWait) {
  const AskedPtr one = bench.submit(create(Kind::User, person("bob")));
  const AskedPtr other = bench.submit(create(Kind::User, person("Bob@x.example")));
  bench.loop->run();
  EXPECT_TRUE(one->ok());
  EXPECT_EQ(other->fault(), "Uniqueness");
}

TEST_P(BareNamesTest, MakeNoAddressOfWhatIsNone) {
  for (const char* name : {"@", "bob@", "@x.example"}) EXPECT_EQ(post(name)->fault(), "InvalidValue") << name;
}

TEST_P(BareNamesTest, BringALostCreationToItsEndByEitherSpelling) {
  const AskedPtr first = post("bob");
  lose_answer(first);
  const AskedPtr again = post("BOB@x.example");
  ASSERT_TRUE(again->ok());
  EXPECT_TRUE((*again->result)->created);
  EXPECT_EQ(again->id(), first->id());
}

TEST_P(BareNamesTest, AdoptWhoeverIsThere) {
  const std::string id = named("ann")->row.id.text;
  bench.forget();
  const AskedPtr adopted = post("ann");
  ASSERT_TRUE(adopted->ok()) << adopted->fault();
  EXPECT_EQ(adopted->id(), id);
  EXPECT_EQ(name_shown(named("ann")), "ann");
  EXPECT_EQ(bench.writes(), std::vector<std::string>{});
}

TEST_P(BareNamesTest, ReviveWhoeverWasDeleted) {
  const std::string id = post("bob")->id();
  ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
  const AskedPtr back = post("bob@x.example");
  ASSERT_TRUE(back->ok()) << back->fault();
  EXPECT_EQ(back->id(), id);
  EXPECT_EQ(name_shown(named("bob")), "bob@x.example");
}

TEST_P(BareNamesTest, ChangeTheirSpellingAndNothingElse) {
  const std::string id = post("bob")->id();
  bench.forget();
  ASSERT_TRUE(bench.ask(replace(Kind::User, id, person("bob@x.example")))->ok());
  EXPECT_EQ(name_shown(named("bob")), "bob@x.example");
  ASSERT_TRUE(bench.ask(modify(Kind::User, id, R"([{"op":"replace","path":"userName","value":"BOB"}])"))->ok());
  EXPECT_EQ(name_shown(named("bob")), "BOB");
  EXPECT_EQ(bench.writes(), std::vector<std::string>{});
  for (const char* name : {"robert", "bob@y.example"}) {
    EXPECT_EQ(bench.ask(replace(Kind::User, id, person(name)))->fault(), "Mutability") << name;
  }
}

TEST_P(BareNamesTest, GiveNobodyTheWorkAddressOfAnother) {
  ASSERT_TRUE(post("bob")->ok());
  EXPECT_EQ(post("rob", R"("emails":[{"value":"bob@x.example","type":"work"}])")->fault(), "Uniqueness");
  EXPECT_TRUE(post("rob", R"("emails":[{"value":"rob@x.example","type":"work"}])")->ok());
}

TEST_P(BareNamesTest, ProtectPeopleByTheirAddress) {
  bench.settings.access.protected_people = {"bob@x.example"};
  bench.restart();
  const AskedPtr made = post("bob");
  ASSERT_TRUE(made->ok());
  EXPECT_EQ(bench.ask(remove(Kind::User, made->id()))->fault(), "Forbidden");
}

TEST_P(BareNamesTest, ShowAddressesOnceTheDomainIsNoMoreConfigured) {
  const std::string id = post("bob")->id();
  bench.settings.bare_names = {};
  bench.restart();
  EXPECT_EQ(name_shown(named("bob@x.example")), "bob@x.example");
  EXPECT_FALSE(named("bob"));
  EXPECT_EQ(name_shown(named("ann@x.example")), "Ann@X.example");
  EXPECT_TRUE(bench.ask(modify(Kind::User, id, R"([{"op":"replace","path":"title","value":"Boss"}])"))->ok());
  EXPECT_TRUE(bench.ask(replace(Kind::User, id, person("bob@x.example")))->ok());
}

TEST_P(BareNamesTest, AreForgottenAlsoWhereTheyAreNumbersOfNobodyKnown) {
  bench.store.changes.clear();
  bench.tenant->forget("4711", [](const core::Result<Forgotten>&) {});
  bench.loop->run();
  ASSERT_EQ(bench.store.changes.size(), 1U);
  const store::Forgetting& forgetting = bench.store.changes.front().forget.front();
  const auto has = [](const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  EXPECT_TRUE(has(forgetting.rehearsed, "4711@x.example"));
  EXPECT_TRUE(has(forgetting.subjects, bench.tenant->name_digest(Kind::User, "4711")));
}

INSTANTIATE_TEST_SUITE_P(Routes, BareNamesTest, ::testing::Values(Services::Rest, Services::Both),
                         [](const auto& row) { return row.param == Services::Rest ? "Rest" : "Both"; });

}  // namespace
}  // namespace bridge::work::test
