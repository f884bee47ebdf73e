#include "edit_words.hpp"

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/overloaded.hpp"
#include "state.hpp"

namespace bridge::work {

const char* verb_of(const Edit& edit) {
  return std::visit(core::overloaded{
                        [](const Create&) { return "create"; },
                        [](const Replace&) { return "replace"; },
                        [](const Modify&) { return "modify"; },
                        [](const Remove&) { return "remove"; },
                        [](const Settle&) { return "settle"; },
                        [](const Repair&) { return "repair"; },
                    },
                    edit.what);
}

core::ResourceId id_in(const Edit& edit) {
  return std::visit(core::overloaded{
                        [](const Create&) { return core::ResourceId(); },
                        [](const auto& existing) { return existing.id; },
                    },
                    edit.what);
}

std::string name_wanted(const State& state, store::Kind kind, const core::Object& wanted) {
  if (kind == store::Kind::Group) return std::string(core::text_or_empty(wanted, "displayName"));
  return state.settings.bare_names.address_of(core::text_or_empty(wanted, "userName"));
}

std::string name_in(const State& state, const Edit& edit) {
  if (const auto* create = std::get_if<Create>(&edit.what)) {
    return core::fold_case(name_wanted(state, edit.kind, create->wanted));
  }
  const core::ResourceId id = id_in(edit);
  const store::EntryPtr entry = state.index.find(edit.kind, id);
  return entry ? core::fold_case(entry->row.name) : id.text;
}

}  // namespace bridge::work
