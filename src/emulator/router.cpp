#include "emulator/router.hpp"

#include <array>

namespace bridge::emulator {

namespace {

constexpr std::string_view kRead = "READ_USERS";
constexpr std::string_view kAdmin = "ADMIN_USERS";

constexpr std::array kRoutes{
    Route{"GET", "/users", kRead, RightNeed::Anybody, BodyNeed::None, list_users},
    Route{"POST", "/users", kAdmin, RightNeed::SystemAdmin, BodyNeed::Required, create_user},
    Route{"GET", "/users/me", "", RightNeed::Anybody, BodyNeed::None, get_me},
    Route{"GET", "/users/#", kRead, RightNeed::Anybody, BodyNeed::None, get_user},
    Route{"PUT", "/users/#", kAdmin, RightNeed::SystemAdmin, BodyNeed::Required, update_user},
    Route{"DELETE", "/users/#", kAdmin, RightNeed::SystemAdmin, BodyNeed::Optional, delete_user},
    Route{"POST", "/users/#/deactivate", kAdmin, RightNeed::SystemAdmin, BodyNeed::None, deactivate_user},
    Route{"POST", "/users/#/reactivate", kAdmin, RightNeed::SystemAdmin, BodyNeed::None, reactivate_user},
    Route{"GET", "/groups", kRead, RightNeed::Anybody, BodyNeed::None, list_groups},
    Route{"POST", "/groups", kAdmin, RightNeed::Anybody, BodyNeed::Required, create_group},
    Route{"GET", "/groups/#", kRead, RightNeed::Anybody, BodyNeed::None, get_group},
    Route{"PUT", "/groups/#", kAdmin, RightNeed::Anybody, BodyNeed::Required, update_group},
    Route{"DELETE", "/groups/#", kAdmin, RightNeed::Anybody, BodyNeed::None, delete_group},
    Route{"POST", "/groups/#/members", kAdmin, RightNeed::Anybody, BodyNeed::Required, add_members},
    Route{"DELETE", "/groups/#/members/#", kAdmin, RightNeed::Anybody, BodyNeed::None, remove_member},
};

/// "/users/7" -> "users", and the rest stays.
std::optional<std::string_view> take_segment(std::string_view& path) {
  if (path.empty() || path.front() != '/') return std::nullopt;
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

/// A number that may be an id: digits only.
std::optional<std::int64_t> id_in(std::string_view segment) {
  if (segment.empty() || segment.front() < '0' || segment.front() > '9') return std::nullopt;
  return whole_number(segment);
}

}  // namespace

std::optional<std::vector<std::int64_t>> match_path(std::string_view pattern, std::string_view path) {
  std::vector<std::int64_t> ids;
  while (!pattern.empty()) {
    const auto wanted = take_segment(pattern);
    const auto found = take_segment(path);
    if (!wanted || !found) return std::nullopt;
    if (*wanted != "#") {
      if (*wanted != *found) return std::nullopt;
      continue;
    }
    const auto id = id_in(*found);
    if (!id) return std::nullopt;
    ids.push_back(*id);
  }
  return path.empty() ? std::optional(std::move(ids)) : std::nullopt;
}

std::variant<Routed, ApiError> find_route(std::string_view method, std::string_view path, const Facts& facts) {
  bool path_known = false;
  for (const Route& route : kRoutes) {
    auto ids = match_path(route.pattern, path);
    if (!ids) continue;
    if (route.method == method) return Routed{&route, std::move(*ids)};
    path_known = true;
  }
  if (!path_known) return refuse(1006);
  return refuse(facts.wrong_method_is_1010 ? 1010 : 1122);
}

}  // namespace bridge::emulator
