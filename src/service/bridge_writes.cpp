#include <utility>

#include "bridge_service.hpp"

namespace bridge::service {

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
  auto go = [this, who, kind, edit = std::move(edit), projection = prepared->projection,
             done](core::Outcome known) mutable {
    if (!known) return done(known.passed_on());
    tenant(who).submit(std::move(edit), [this, who, kind, projection, done](core::Result<work::EditDone> result) {
      if (!result) return done(result.passed_on());
      Written written;
      written.created = result->created;
      if (result->entry) {
        written.shown = presenter(who).shown(store::Glimpse(*result->entry), projection);
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

}  // namespace bridge::service
