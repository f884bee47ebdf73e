#pragma once
// One request on its way through the pipeline.

#include <optional>
#include <string>
#include <string_view>

#include "bridge/core/ids.hpp"
#include "bridge/core/value.hpp"
#include "bridge/http/scim_handler.hpp"
#include "bridge/service/service.hpp"
#include "bridge/web/message.hpp"
#include "http/query.hpp"
#include "http/target.hpp"

namespace bridge::http {

struct Route;

/// Each stage fills what the stages behind it need.
struct Exchange {
  const web::RequestHead& head;
  const service::Service& service;
  const HandlerSettings& settings;
  /// Empty while only the head is known.
  std::string_view raw_body{};

  Target target{};
  /// Set by authentication; not where strangers are welcome.
  std::optional<service::Principal> who{};
  /// Set by routing.
  const Route* route = nullptr;
  /// What stands for the variable segment of the route; empty when it has none.
  std::string captured{};
  /// For a MethodNotAllowed.
  std::string allow{};
  Query query{};
  core::Value body{};
};

}  // namespace bridge::http
