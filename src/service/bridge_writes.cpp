#include <utility>

#include "bridge_service.hpp"

namespace bridge::service {

namespace {

/// A group that was patched is shown with its members up to here; a client that wants more asks for it.
constexpr std::size_t kMostMembersUnasked = 1000;

bool asks_to_see(const View& view) { return view.attributes || view.excluded_attributes; }

}  // namespace

void BridgeService::submit_by(core::Tick deadline, const Principal& who, Verb verb, Write write, WriteDone done) {
  if (who.rights != Rights::ReadWrite) return done(read_only());
  const store::Kind kind = stored(write.kind);
  const scim::ResourceType& type = type_of(registry(who), kind);
  auto prepared = prepare(verb, write, type, *context(who).token->dialect, counters_);
  if (!prepared) return done(prepared.passed_on());
  work::Edit edit{kind, std::move(prepared->what), write.conditions.if_match, who.client, write.request, deadline};
  edit.if_none_match = write.conditions.if_none_match;
  edit.takes_access = prepared->takes_access;
  edit.rest_refused = std::move(prepared->rest_refused);
  work::Tenant& at = tenant(who);
  const bool unasked = verb == Verb::Modify && kind == store::Kind::Group && !asks_to_see(write.view);
  auto go = [this, who, kind, unasked, edit = std::move(edit), projection = prepared->projection,
             done](core::Outcome known) mutable {
    if (!known) return done(known.passed_on());
    tenant(who).submit(
        std::move(edit), [this, who, kind, unasked, projection, done](core::Result<work::EditDone> result) {
          if (!result) return done(result.passed_on());
          Written written;
          written.created = result->created;
          if (result->entry) {
            const store::Glimpse entry(*result->entry);
            const bool brief = unasked && !shows_patched_group(who, result->entry->row.id);
            written.shown = brief ? presenter(who).unseen(entry) : presenter(who).shown(entry, projection);
            written.id = result->entry->row.id;
          }
          if (result->created && result->entry) {
            written.delivered = [&at = tenant(who), kind, id = result->entry->row.id](Delivery delivery) {
              at.delivered(kind, id, delivery == Delivery::Written);
            };
          }
          done(std::move(written));
        });
  };
  if (write.id) return with_target(who, kind, *write.id, std::move(go));
  if (at.complete()) return go(core::ok());
  if (kind == store::Kind::Group) return done(not_ready());
  at.look_up_name(prepared->name, std::move(go));
}

bool BridgeService::shows_patched_group(const Principal& who, const core::ResourceId& id) {
  return context(who).token->dialect->shows_patched_groups &&
         tenant(who).index().member_count(id) <= kMostMembersUnasked;
}

}  // namespace bridge::service
