// PATCH: reading the message, and applying it to a user and to groups.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/directory.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/scim/patch.hpp"
#include "bridge/scim/urns.hpp"

namespace bridge::bench {
namespace {

constexpr std::string_view kReplaceTitle = R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    "Operations":[{"op":"replace","path":"title","value":"Chief Analyst"}]})";

template <class T>
T value_or_end(core::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "bench: %s\n", result.error().detail.c_str());
    std::exit(1);
  }
  return *std::move(result);
}

void parse(benchmark::State& state) {
  const core::Value body(object_of(kReplaceTitle));
  for (auto _ : state) benchmark::DoNotOptimize(scim::parse_patch(body));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(parse)->Name("Patch/Parse");

void apply(benchmark::State& state) {
  const core::Object user = one_user();
  const scim::PatchRequest request = value_or_end(scim::parse_patch(object_of(kReplaceTitle)));
  const scim::ResourceType& type = schemas().user();
  for (auto _ : state) benchmark::DoNotOptimize(scim::apply_patch(user, request, type));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(apply)->Name("Patch/Apply");

void parse_and_apply(benchmark::State& state) {
  const core::Object user = one_user();
  const core::Value body(object_of(kReplaceTitle));
  const scim::ResourceType& type = schemas().user();
  for (auto _ : state) {
    const auto request = scim::parse_patch(body);
    benchmark::DoNotOptimize(scim::apply_patch(user, *request, type));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(parse_and_apply)->Name("Patch/ParseAndApply");

/// From the body's text, as a request comes.
void from_text(benchmark::State& state) {
  const core::Object user = one_user();
  const scim::ResourceType& type = schemas().user();
  for (auto _ : state) {
    const auto body = json::parse(kReplaceTitle);
    const auto request = scim::parse_patch(*body);
    benchmark::DoNotOptimize(scim::apply_patch(user, *request, type));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(from_text)->Name("Patch/FromText");

/// The sub-attribute of one element that a filter picks.
void replace_work_email(benchmark::State& state) {
  const core::Object user = one_user();
  const core::Value body(object_of(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      "Operations":[{"op":"replace","path":"emails[type eq \"work\"].value","value":"ada@work.example"}]})"));
  const scim::ResourceType& type = schemas().user();
  for (auto _ : state) {
    const auto request = scim::parse_patch(body);
    benchmark::DoNotOptimize(scim::apply_patch(user, *request, type));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(replace_work_email)->Name("Patch/ReplaceWorkEmail");

core::Object group_of(std::int64_t size) {
  std::vector<core::Value> members;
  for (std::int64_t i = 0; i < size; ++i) {
    members.emplace_back(core::Object{{"value", "47110815" + std::to_string(i)}, {"type", "User"}});
  }
  return core::Object{{"schemas", core::Array(std::vector<core::Value>{scim::kGroupUrn})},
                      {"id", "9"},
                      {"displayName", "Everybody"},
                      {"members", core::Array(std::move(members))}};
}

scim::PatchRequest one_member_each(std::int64_t operations) {
  scim::PatchRequest request;
  for (std::int64_t i = 0; i < operations; ++i) {
    request.operations.push_back({scim::PatchOp::Add, value_or_end(scim::parse_patch_path("members")),
                                  core::Object{{"value", "new" + std::to_string(i)}}});
  }
  return request;
}

void add_member(benchmark::State& state) {
  const core::Object group = group_of(state.range(0));
  const scim::PatchRequest request = one_member_each(1);
  const scim::ResourceType& type = schemas().group();
  for (auto _ : state) benchmark::DoNotOptimize(scim::apply_patch(group, request, type));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(add_member)->Name("Patch/AddMember")->Arg(5)->Arg(1000);

/// Many operations of one member each: an item is an operation, so that its rate says whether they stay linear.
void many_operations(benchmark::State& state) {
  const core::Object group = group_of(state.range(0));
  const scim::PatchRequest request = one_member_each(state.range(1));
  const scim::ResourceType& type = schemas().group();
  for (auto _ : state) benchmark::DoNotOptimize(scim::apply_patch(group, request, type));
  state.SetItemsProcessed(state.iterations() * state.range(1));
}
BENCHMARK(many_operations)->Name("Patch/ManyOperations")->Args({5, 100})->Args({5, 5000})->Args({50000, 5000});

}  // namespace
}  // namespace bridge::bench
