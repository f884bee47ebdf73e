#pragma once
// The keys of a section as a table: the readers, the check for unknown keys and known_keys() all come from it.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "config/report.hpp"

namespace bridge::config {

template <class Target>
struct Key {
  std::string_view name;
  /// Puts the field's value into the target, or reports and leaves the target as it is.
  void (*read)(const Field& field, Target& target);
  /// For a section: adds its keys under the prefix.
  void (*list)(const std::string& prefix, std::vector<std::string>& names) = nullptr;
};

/// "unknown key ...": names what was probably meant, and every key that is known there.
[[nodiscard]] std::string unknown_key_message(std::string_view found, const std::vector<std::string_view>& known);

/// `keys` is an array of Key<Target>.
template <class Keys, class Target>
void read_table(Context& context, const Table& table, const std::string& path, const Keys& keys, Target& target) {
  for (const Entry& entry : table.entries) {
    const std::string name = path.empty() ? entry.name : path + "." + entry.name;
    const auto key =
        std::find_if(std::begin(keys), std::end(keys), [&](const auto& k) { return k.name == entry.name; });
    if (key != std::end(keys)) {
      key->read(Field{context, entry.node, name}, target);
      continue;
    }
    std::vector<std::string_view> known;
    for (const auto& k : keys) known.push_back(k.name);
    context.add(entry.place, name, unknown_key_message(entry.name, known));
  }
}

/// The same for a field that has to be a table; false (and reported) when it is not.
template <class Keys, class Target>
bool read_section(const Field& field, const Keys& keys, Target& target) {
  const Table* table = std::get_if<Table>(&field.node.value);
  if (table == nullptr) {
    field.unexpected("a table", field.node.kind());
    return false;
  }
  read_table(field.context, *table, field.key, keys, target);
  return true;
}

template <class Keys>
void list_keys(const std::string& prefix, const Keys& keys, std::vector<std::string>& names) {
  for (const auto& key : keys) {
    const std::string name = prefix.empty() ? std::string(key.name) : prefix + "." + std::string(key.name);
    if (key.list != nullptr) {
      key.list(name, names);
    } else {
      names.push_back(name);
    }
  }
}

}  // namespace bridge::config
