#pragma once
// Holds what the bridge answers against what it declares at /Schemas and /ResourceTypes. Written by the RFCs
// alone, so that an error of the bridge's own reading of its schemas is not made twice.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"
#include "integration/attribute_check.hpp"
#include "integration/transcript_runner.hpp"

namespace bridge::integration {

class AnswerCheck {
 public:
  /// The ListResponses of both.
  AnswerCheck(const core::Value& schemas, const core::Value& resource_types);

  /// One sentence for each thing in a successful answer that RFC 7643, RFC 7644 or the declared schemas
  /// forbid; none for other answers and those without a body.
  [[nodiscard]] std::vector<std::string> violations(const HttpRequest& request, const HttpAnswer& answer) const;

 private:
  struct Type {
    std::string name;
    std::string endpoint;
    std::string schema;
    /// By URN: whether a resource must have it.
    std::map<std::string, bool> extensions;
  };

  void check_list(const core::Object& list, Asked asked, Report& report) const;
  void check_bulk(const core::Object& response, Report& report) const;
  void check_any(const core::Object& object, Asked asked, Report& report) const;
  void check_resource(const core::Object& resource, const Type& type, Asked asked, Report& report) const;
  void check_schemas(const core::Object& resource, const Type& type, Asked asked, Report& report) const;
  void check_meta(const core::Object& resource, const Type& type, Asked asked, Report& report) const;
  [[nodiscard]] const Type* type_of(const core::Object& resource) const;

  std::map<std::string, core::Object> schemas_;
  std::vector<Type> types_;
};

}  // namespace bridge::integration
