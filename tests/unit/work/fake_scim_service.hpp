#pragma once
// Smartsheet's own SCIM service over the same people and groups as its REST API: other ids, and what
// REST can't tell.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/transport/http_client.hpp"
#include "unit/work/fake_smartsheet.hpp"

namespace bridge::work::test {

class FakeScimService {
 public:
  explicit FakeScimService(FakeSmartsheet& smartsheet) : smartsheet_(smartsheet) {}

  transport::Reply serve(const route::ScimCall& call);

  /// The service's id for the person or group that REST knows under this one: "s-1001", or what `ids` says.
  [[nodiscard]] std::string id_of(std::int64_t rest_id) const;

  std::map<std::int64_t, std::string> ids;
  /// The status of every answer while the service is not there; of those about groups while it has none.
  std::optional<int> off;
  std::optional<int> groups_off;
  /// The status of every PATCH, POST or DELETE: the service itself is there.
  std::optional<int> writes_off;
  /// POST of a person on such a domain is refused with this status.
  std::set<std::string> refused_domains;
  int refusal_status = 400;
  /// A PATCH is answered with 204 and no body.
  bool silent = false;
  /// Groups are listed without their members.
  bool lists_members = false;
  std::size_t page_size = 10'000;
  /// By REST's id: attributes that REST does not have.
  std::map<std::int64_t, core::Object> more;

 private:
  transport::Reply serve_people(const route::ScimCall& call, const std::string& id);
  transport::Reply serve_groups(const route::ScimCall& call, const std::string& id);
  transport::Reply create_person(const core::Object& body);
  transport::Reply create_group(const core::Object& body);
  void apply_to_person(std::int64_t id, std::string_view path, const core::Value* value);
  void apply_to_group(std::int64_t id, const core::Object& operation);
  void take_person(std::int64_t id, const core::Object& body);
  [[nodiscard]] core::Object person(std::int64_t id) const;
  [[nodiscard]] core::Object group(std::int64_t id, bool with_members) const;
  [[nodiscard]] std::optional<std::int64_t> rest_id(const std::string& id) const;
  [[nodiscard]] transport::Reply page(const std::vector<core::Object>& records, std::string_view path) const;

  FakeSmartsheet& smartsheet_;
};

}  // namespace bridge::work::test
