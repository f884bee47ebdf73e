#include "config/sections.hpp"

#include <algorithm>
#include <cstddef>
#include <variant>

#include "config/keys.hpp"

namespace bridge::config {

namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

std::string joined(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

}  // namespace

std::string unknown_key_message(std::string_view found, const std::vector<std::string_view>& known) {
  constexpr std::size_t kLongestCompared = 64;
  const std::string listed = "known here: " + joined(known);
  if (found.size() > kLongestCompared) return "unknown key; " + listed;
  const auto nearest = std::min_element(known.begin(), known.end(), [&](std::string_view a, std::string_view b) {
    return edit_distance(found, a) < edit_distance(found, b);
  });
  const std::size_t tolerated = std::max<std::size_t>(1, found.size() / 3);
  if (nearest == known.end() || edit_distance(found, *nearest) > tolerated) return "unknown key; " + listed;
  return "unknown key; is " + std::string(*nearest) + " meant? " + listed;
}

void read_each_table(const Field& field, const std::function<void(const Field&, const Table&)>& read) {
  const auto* items = std::get_if<std::vector<Node>>(&field.node.value);
  if (items == nullptr) return field.unexpected("an array of tables (double brackets)", field.node.kind());
  for (std::size_t i = 0; i < items->size(); ++i) {
    const Field item{field.context, (*items)[i], field.key + "[" + std::to_string(i) + "]"};
    if (const auto* table = std::get_if<Table>(&item.node.value)) {
      read(item, *table);
    } else {
      item.unexpected("a table", item.node.kind());
    }
  }
}

void require(const Field& section, const Table& table, std::string_view name) {
  if (table.find(name) != nullptr) return;
  section.context.add(section.node.place, section.key + "." + std::string(name), "this key is required, found nothing");
}

void require_one_of(const Field& section, const Table& table, std::initializer_list<std::string_view> names) {
  const Entry* first = nullptr;
  for (const Entry& entry : table.entries) {
    if (std::find(names.begin(), names.end(), entry.name) == names.end()) continue;
    if (first != nullptr) {
      section.context.add(entry.place, section.key + "." + entry.name,
                          "expected one of " + joined(names) + ", found this beside " + first->name);
    } else {
      first = &entry;
    }
  }
  if (first == nullptr) section.problem("expected one of " + joined(names) + ", found none");
}

}  // namespace bridge::config
