// Filters: text to tree, tree to matcher, matcher against a directory that no index helps with.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/directory.hpp"
#include "bridge/scim/filter.hpp"

namespace bridge::bench {
namespace {

constexpr std::string_view kOneTerm = R"(userName eq "a@b.c")";
constexpr std::string_view kSixTerms =
    R"(userName sw "ada" and active eq true and (title co "analyst" or not (department eq "Sales")) )"
    R"(and emails[type eq "work"] and meta.lastModified gt "2026-01-01T00:00:00Z")";
constexpr std::string_view kUrn =
    R"(urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "Engines")";

void parse(benchmark::State& state, std::string_view text) {
  for (auto _ : state) benchmark::DoNotOptimize(scim::parse_filter(text));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(parse, eq, kOneTerm)->Name("Filter/Parse/eq");
BENCHMARK_CAPTURE(parse, six_terms, kSixTerms)->Name("Filter/Parse/six_terms");
BENCHMARK_CAPTURE(parse, urn, kUrn)->Name("Filter/Parse/urn");

void refuse(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(scim::parse_filter("userName eq ada"));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(refuse)->Name("Filter/Parse/refused");

void check(benchmark::State& state) {
  const scim::Filter filter = scim::parse_filter(kSixTerms).value();
  for (auto _ : state) benchmark::DoNotOptimize(scim::Matcher::make(filter, schemas().user()));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(check)->Name("Filter/Check/six_terms");

/// A resource as a directory might keep it: members found one by one.
class Source final : public scim::AttributeSource {
 public:
  explicit Source(const core::Object& user) : user_(&user) {}
  [[nodiscard]] const core::Value* find(std::string_view name) const override { return user_->find(name); }

 private:
  const core::Object* user_;
};

const std::vector<core::Object>& directory(std::size_t count) {
  static const std::vector<core::Object> users = many_users(100'000);
  static const std::vector<core::Object> fewer(users.begin(), users.begin() + 10'000);
  return count == users.size() ? users : fewer;
}

/// One iteration is a scan of the whole directory; items are resources.
template <class Form>
void evaluate(benchmark::State& state, std::string_view text) {
  const scim::Matcher matcher = scim::Matcher::make(scim::parse_filter(text).value(), schemas().user()).value();
  const std::vector<core::Object>& users = directory(static_cast<std::size_t>(state.range(0)));
  std::int64_t hits = 0;
  for (auto _ : state) {
    hits = 0;
    for (const core::Object& user : users) hits += matcher.matches(Form(user)) ? 1 : 0;
    benchmark::DoNotOptimize(hits);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["hits"] = static_cast<double>(hits);
}

struct Whole {
  explicit Whole(const core::Object& one) : user(one) {}
  operator const core::Object&() const { return user; }  // NOLINT(google-explicit-constructor)
  const core::Object& user;
};

constexpr std::string_view kSimple = R"(title co "title 4" and active eq true)";
constexpr std::string_view kValuePath = R"(emails[type eq "work" and value ew "7@example.com"])";
constexpr std::string_view kExtension = R"(department eq "department 7")";
constexpr std::string_view kSince = R"(meta.lastModified gt "2026-01-31T23:59:59Z")";

struct Scan {
  const char* name;
  std::string_view text;
};

const bool kRegistered = [] {
  for (const Scan& scan : {Scan{"eq", kOneTerm}, Scan{"simple", kSimple}, Scan{"value_path", kValuePath},
                           Scan{"extension", kExtension}, Scan{"date_time", kSince}, Scan{"six_terms", kSixTerms}}) {
    const std::string name = std::string("Filter/Evaluate/") + scan.name;
    benchmark::RegisterBenchmark(name.c_str(), evaluate<Whole>, scan.text)->Arg(10'000);
    benchmark::RegisterBenchmark((name + "/source").c_str(), evaluate<Source>, scan.text)->Arg(10'000);
  }
  const auto directory_scan = [](const char* name, auto* run) {
    benchmark::RegisterBenchmark(name, run, kSimple)->Arg(100'000)->Unit(benchmark::kMillisecond);
  };
  directory_scan("Filter/Scan/simple", evaluate<Whole>);
  directory_scan("Filter/Scan/simple/source", evaluate<Source>);
  return true;
}();

}  // namespace
}  // namespace bridge::bench
