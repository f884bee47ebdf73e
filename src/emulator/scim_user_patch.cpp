#include "emulator/scim_user_patch.hpp"

#include <algorithm>
#include <array>

#include "bridge/core/ascii_case.hpp"
#include "emulator/scim_operation.hpp"

namespace bridge::emulator {

namespace {

enum class Shape : std::uint8_t { Plain, Complex, Typed };

struct AttributeRow {
  std::string_view name;
  Shape shape;
  /// Sub-attributes of Complex; types of Typed (none: any).
  std::array<std::string_view, 3> parts;
};

constexpr std::array kAttributes{AttributeRow{"userName", Shape::Plain, {}},
                                 AttributeRow{"active", Shape::Plain, {}},
                                 AttributeRow{"title", Shape::Plain, {}},
                                 AttributeRow{"externalId", Shape::Plain, {}},
                                 AttributeRow{"name", Shape::Complex, {"givenName", "familyName", ""}},
                                 AttributeRow{"phoneNumbers", Shape::Typed, {"work", "mobile", "fax"}},
                                 AttributeRow{"emails", Shape::Typed, {"work", "", ""}},
                                 AttributeRow{"roles", Shape::Typed, {}}};
constexpr std::array<std::string_view, 4> kEnterprise{"department", "division", "costCenter", "manager"};
constexpr std::array<std::string_view, 4> kReadOnly{"id", "meta", "schemas", "groups"};

/// The name as the service spells it; nothing when it isn't there.
template <class Names>
std::optional<std::string_view> spelled(const Names& names, std::string_view name) {
  const auto found = std::find_if(names.begin(), names.end(), [&](std::string_view known) {
    return !known.empty() && core::equal_ignoring_case(known, name);
  });
  return found == names.end() ? std::nullopt : std::optional(*found);
}

std::variant<const AttributeRow*, ApiError> attribute_row(std::string_view name) {
  for (const AttributeRow& row : kAttributes) {
    if (core::equal_ignoring_case(row.name, name)) return &row;
  }
  if (spelled(kReadOnly, name)) return scim_refuse("mutability", std::string(name) + ": can't be changed");
  return scim_no_such_path(name);
}

/// What tells one item of a multi-valued attribute from another.
std::string type_of(const core::Value& item) {
  if (item.if_string() != nullptr) return core::fold_case(*item.if_string());
  const core::Object* record = item.if_object();
  if (record == nullptr) return {};
  const std::string_view type = core::text_or_empty(*record, "type");
  return core::fold_case(type.empty() ? core::text_or_empty(*record, "value") : type);
}

core::Array items_of(const core::Object& document, std::string_view name) {
  const core::Value* value = document.find(name);
  return value == nullptr || value->if_array() == nullptr ? core::Array() : *value->if_array();
}

core::Array without_type(const core::Array& items, const std::string& type) {
  std::vector<core::Value> kept;
  std::copy_if(items.begin(), items.end(), std::back_inserter(kept),
               [&](const core::Value& item) { return type_of(item) != type; });
  return core::Array(std::move(kept));
}

/// One document on its way through the steps.
class Patching {
 public:
  explicit Patching(core::Object document) : document_(std::move(document)) {}

  std::optional<ApiError> apply(const PatchStep& step) {
    if (!step.path) return apply_all(step);
    if (step.path->enterprise) return apply_enterprise(step);
    const auto found = attribute_row(step.path->attribute);
    if (const ApiError* refused = std::get_if<ApiError>(&found)) return *refused;
    const AttributeRow& row = *std::get<const AttributeRow*>(found);
    if (step.path->filter) return apply_typed(row, step);
    if (!step.path->sub.empty()) return apply_part(row, step);
    return apply_whole(row, step.kind, step.value);
  }
  [[nodiscard]] core::Object document() const { return document_; }

 private:
  std::optional<ApiError> apply_all(const PatchStep& step) {
    for (const core::Member& member : *step.value.if_object()) {
      const auto found = attribute_row(member.name);
      if (const ApiError* refused = std::get_if<ApiError>(&found)) return *refused;
      if (auto refused = apply_whole(*std::get<const AttributeRow*>(found), step.kind, member.value)) return refused;
    }
    return std::nullopt;
  }

  std::optional<ApiError> apply_enterprise(const PatchStep& step) {
    const auto name = spelled(kEnterprise, step.path->attribute);
    if (!name) return scim_no_such_path(step.path->attribute);
    const core::Object extension = part_of(kEnterpriseSchema);
    const bool gone = step.kind == PatchKind::Remove || step.value.is_null();
    document_ = document_.with(kEnterpriseSchema, gone ? extension.without(*name) : extension.with(*name, step.value));
    return std::nullopt;
  }

  std::optional<ApiError> apply_part(const AttributeRow& row, const PatchStep& step) {
    const auto part = row.shape == Shape::Complex ? spelled(row.parts, step.path->sub) : std::nullopt;
    if (!part) return scim_no_such_path(step.path->attribute + "." + step.path->sub);
    const core::Object whole = part_of(row.name);
    const bool gone = step.kind == PatchKind::Remove || step.value.is_null();
    document_ = document_.with(row.name, gone ? whole.without(*part) : whole.with(*part, step.value));
    return std::nullopt;
  }

  /// `attr[type eq "x"].value`: made where it is missing.
  std::optional<ApiError> apply_typed(const AttributeRow& row, const PatchStep& step) {
    const ScimPath& path = *step.path;
    if (row.shape != Shape::Typed || !core::equal_ignoring_case(path.sub, "value")) {
      return scim_no_such_path(path.attribute + "[…]." + path.sub);
    }
    const bool any = row.parts.front().empty();
    if (!core::equal_ignoring_case(path.filter->attribute, "type")) {
      return scim_refuse("invalidFilter", path.attribute + ": expected a filter on type");
    }
    if (!any && !spelled(row.parts, path.filter->value)) {
      return scim_no_such_path(path.attribute + "[type eq \"" + path.filter->value + "\"]");
    }
    core::Array items = without_type(items_of(document_, row.name), core::fold_case(path.filter->value));
    if (step.kind != PatchKind::Remove && !step.value.is_null()) {
      items = items.appended(core::Object{{"type", path.filter->value}, {"value", step.value}});
    }
    document_ = document_.with(row.name, items);
    return std::nullopt;
  }

  std::optional<ApiError> apply_whole(const AttributeRow& row, PatchKind kind, const core::Value& value) {
    if (kind == PatchKind::Remove || value.is_null()) {
      document_ = document_.without(row.name);
      return std::nullopt;
    }
    if (row.shape == Shape::Complex) return merge(row, value);
    if (row.shape == Shape::Typed) return put_items(row, kind, value);
    document_ = document_.with(row.name, value);
    return std::nullopt;
  }

  std::optional<ApiError> merge(const AttributeRow& row, const core::Value& value) {
    const core::Object* given = value.if_object();
    if (given == nullptr) return scim_refuse("invalidSyntax", std::string(row.name) + ": expected an object");
    core::Object whole = part_of(row.name);
    for (const core::Member& member : *given) whole = whole.with(member.name, member.value);
    document_ = document_.with(row.name, whole);
    return std::nullopt;
  }

  std::optional<ApiError> put_items(const AttributeRow& row, PatchKind kind, const core::Value& value) {
    const core::Array* given = value.if_array();
    if (given == nullptr) return scim_refuse("invalidSyntax", std::string(row.name) + ": expected an array");
    core::Array items = kind == PatchKind::Replace ? core::Array() : items_of(document_, row.name);
    for (const core::Value& item : *given) items = without_type(items, type_of(item)).appended(item);
    document_ = document_.with(row.name, items);
    return std::nullopt;
  }

  [[nodiscard]] core::Object part_of(std::string_view name) const {
    const core::Value* value = document_.find(name);
    return value == nullptr || value->if_object() == nullptr ? core::Object() : *value->if_object();
  }

  core::Object document_;
};

}  // namespace

std::variant<core::Object, ApiError> patched_document(core::Object document, const std::vector<PatchStep>& steps) {
  Patching patching(std::move(document));
  for (const PatchStep& step : steps) {
    if (auto refused = patching.apply(step)) return *refused;
  }
  return patching.document();
}

}  // namespace bridge::emulator
