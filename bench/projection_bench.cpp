// From an entry to the bytes of an answer, and looking through everybody for some of them.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/directory.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/scim/projection.hpp"
#include "bridge/store/index.hpp"
#include "service/listing.hpp"

namespace bridge::bench {
namespace {

constexpr std::size_t kEverybody = 100'000;

void project(benchmark::State& state, std::optional<std::string_view> attributes) {
  const scim::ResourceType& type = schemas().user();
  const core::Object user = one_user();
  const auto projection = scim::Projection::make(attributes, std::nullopt, type);
  for (auto _ : state) benchmark::DoNotOptimize(projection->apply(user, type));
}
void projection_default(benchmark::State& state) { project(state, std::nullopt); }
void projection_attributes(benchmark::State& state) { project(state, "userName,name.familyName,emails.value"); }
BENCHMARK(projection_default)->Name("Projection/default");
BENCHMARK(projection_attributes)->Name("Projection/attributes");

void serialize(benchmark::State& state) {
  const core::Object user = one_user();
  for (auto _ : state) benchmark::DoNotOptimize(json::write(user));
}
BENCHMARK(serialize)->Name("Serialize/user");

/// What the tenant's index holds of a resource: the rest is made for each answer.
store::EntryPtr entry_of(const core::Object& user, std::uint64_t order) {
  store::Entry entry;
  entry.row.id = core::ResourceId(std::string(core::text_or_empty(user, "id")));
  entry.row.name = std::string(core::text_or_empty(user, "userName"));
  entry.row.external_ids["okta"] = std::string(core::text_or_empty(user, "externalId"));
  entry.row.order = order;
  entry.shown = user.without("id").without("externalId").without("meta");
  return std::make_shared<const store::Entry>(std::move(entry));
}

const store::Index& everybody() {
  static const auto kIndex = [] {
    auto index = std::make_unique<store::Index>();
    store::Publication publication;
    for (const core::Object& user : many_users(kEverybody)) {
      publication.entries.push_back(entry_of(user, publication.entries.size() + 1));
    }
    index->publish(std::move(publication));
    return index;
  }();
  return *kIndex;
}

void list_people(benchmark::State& state, const service::ListQuery& query) {
  const service::Presenter presenter(everybody(), schemas(), "https://scim.example.com/scim/v2", "okta");
  dialect::Counters counters;
  const auto listing =
      service::Listing::read(store::Kind::User, query, {schemas(), dialect::generic(), counters, "default", "okta"});
  for (auto _ : state) benchmark::DoNotOptimize(service::list(*listing, everybody(), presenter, "okta"));
}

service::ListQuery asking(const char* filter, const char* count = "100") {
  service::ListQuery query;
  if (*filter != '\0') query.filter = filter;
  query.count = count;
  return query;
}

void list_page(benchmark::State& state) { list_people(state, asking("")); }
BENCHMARK(list_page)->Name("List/page of 100")->Unit(benchmark::kMicrosecond);

void list_one(benchmark::State& state) { list_people(state, asking(R"(userName eq "person.777@example.com")")); }
BENCHMARK(list_one)->Name("List/by userName")->Unit(benchmark::kMicrosecond);

void sort_page(benchmark::State& state) {
  service::ListQuery query = asking("");
  query.sort_by = "name.familyName";
  list_people(state, query);
}
BENCHMARK(sort_page)->Name("List/100k sorted, page of 100")->Unit(benchmark::kMillisecond);

void scan(benchmark::State& state, const char* filter) { list_people(state, asking(filter, "0")); }
BENCHMARK_CAPTURE(scan, title, R"(title eq "Title 7")")->Name("Scan/100k title eq")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scan, active, "active eq false")->Name("Scan/100k active eq")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scan, both, R"(active eq true and title sw "Title 1")")
    ->Name("Scan/100k active eq and title sw")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scan, modified, R"(meta.lastModified gt "2026-01-01T00:00:00Z")")
    ->Name("Scan/100k meta.lastModified gt")
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bridge::bench
