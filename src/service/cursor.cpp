#include "cursor.hpp"

#include "bridge/json/codec.hpp"

namespace bridge::service {

namespace {

using core::Value;

constexpr const char* kKey = "key";
constexpr const char* kGroup = "group";
constexpr const char* kOrder = "order";
constexpr const char* kId = "id";
constexpr const char* kCount = "count";

std::optional<std::int64_t> integer(const core::Object& object, const char* name) {
  const Value* value = object.find(name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return number != nullptr ? std::optional(*number) : std::nullopt;
}

}  // namespace

std::string seal_cursor(const Cursor& cursor, const core::SealingKey& key, std::string_view query) {
  const Position& after = cursor.after;
  const core::Object content{{kKey, after.key},
                             {kGroup, after.kind == store::Kind::Group},
                             {kOrder, static_cast<std::int64_t>(after.place.order)},
                             {kId, after.place.id.text},
                             {kCount, cursor.count ? Value(static_cast<std::int64_t>(*cursor.count)) : Value()}};
  return key.seal(json::write(content), query);
}

std::optional<Cursor> open_cursor(std::string_view sealed, const core::SealingKey& key, std::string_view query) {
  const auto text = key.open(sealed, query);
  if (!text) return std::nullopt;
  const auto read = json::parse(*text);
  const core::Object* content = read ? read->if_object() : nullptr;
  if (content == nullptr) return std::nullopt;
  const Value* sort_key = content->find(kKey);
  const auto order = integer(*content, kOrder);
  if (sort_key == nullptr || !order) return std::nullopt;
  Cursor cursor;
  cursor.after.key = *sort_key;
  cursor.after.kind = core::flag_or_false(*content, kGroup) ? store::Kind::Group : store::Kind::User;
  cursor.after.place = {static_cast<std::uint64_t>(*order),
                        core::ResourceId(std::string(core::text_or_empty(*content, kId)))};
  if (const auto count = integer(*content, kCount)) cursor.count = static_cast<std::uint64_t>(*count);
  return cursor;
}

}  // namespace bridge::service
