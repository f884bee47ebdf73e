// A refusal that may mean that the service is there no more, where asking it brings no clear answer.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";

/// Every PATCH is answered with 404, every look whether the service is there with `probe_status`.
std::string fault_of_a_404(int probe_status) {
  Bench bench(Services::Scim);
  bench.smartsheet.add_person("ann@x.example");
  bench.start();
  const std::string ann = bench.tenant->index().find_by_name(Kind::User, "ann@x.example")->row.id.text;
  bench.scim_client->script = [&](const route::ScimCall& call) -> std::optional<transport::Reply> {
    if (call.method == "PATCH") return answer(404, std::string("not found"));
    if (call.path == "/Users?startIndex=1&count=1" && probe_status != 200) {
      return answer(probe_status, std::string("trouble"));
    }
    return bench.scim.serve(call);
  };
  return bench.ask(modify(Kind::User, ann, kOff))->fault();
}

TEST(UnclearProbe, IsNoProofThatAPersonIsGone) {
  EXPECT_EQ(fault_of_a_404(500), core::to_string(FaultKind::UpstreamUnavailable));
  EXPECT_EQ(fault_of_a_404(404), core::to_string(FaultKind::UpstreamUnavailable)) << "lost";
  EXPECT_EQ(fault_of_a_404(200), core::to_string(FaultKind::NotFound)) << "there, and knows them not";
}

}  // namespace
}  // namespace bridge::work::test
