#include "user_name_patch.hpp"

#include "bridge/core/ascii_case.hpp"

namespace bridge::work {

namespace {

constexpr std::string_view kUserName = "userName";

bool names_user_name(const scim::PatchPath& path, const scim::ResourceType& type) {
  const bool core = path.attribute.urn.empty() || core::equal_ignoring_case(path.attribute.urn, type.base().urn());
  return core && core::equal_ignoring_case(path.attribute.name, kUserName) && path.attribute.sub.empty() &&
         !path.filter;
}

}  // namespace

UserNamePatch::UserNamePatch(const scim::PatchRequest& request, std::string_view current,
                             const scim::ResourceType& type)
    : rest_(request) {
  for (scim::PatchOperation& operation : rest_.operations) {
    if (!operation.value || operation.op == scim::PatchOp::Remove) continue;
    if (operation.path) {
      if (names_user_name(*operation.path, type)) take(*operation.value, current);
      continue;
    }
    const core::Object* attributes = operation.value->if_object();
    const core::Value* given = attributes != nullptr ? attributes->find_ignoring_case(kUserName) : nullptr;
    if (given == nullptr) continue;
    core::Value name = *given;
    take(name, current);
    operation.value = attributes->with(kUserName, std::move(name));
  }
}

void UserNamePatch::take(core::Value& value, std::string_view current) {
  const std::string* text = value.if_string();
  if (text == nullptr || text->empty()) return;
  wanted_ = *text;
  value = core::Value(current);
}

}  // namespace bridge::work
