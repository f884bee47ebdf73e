#pragma once
// What each route does: the exchange as a call of the service, its result as a response.

#include "http/answerer.hpp"
#include "http/exchange.hpp"

namespace bridge::http {

void list_users(service::Service& service, const Exchange& exchange, const Answer& answer);
void create_user(service::Service& service, const Exchange& exchange, const Answer& answer);
void get_user(service::Service& service, const Exchange& exchange, const Answer& answer);
void replace_user(service::Service& service, const Exchange& exchange, const Answer& answer);
void modify_user(service::Service& service, const Exchange& exchange, const Answer& answer);
void remove_user(service::Service& service, const Exchange& exchange, const Answer& answer);

void list_groups(service::Service& service, const Exchange& exchange, const Answer& answer);
void create_group(service::Service& service, const Exchange& exchange, const Answer& answer);
void get_group(service::Service& service, const Exchange& exchange, const Answer& answer);
void replace_group(service::Service& service, const Exchange& exchange, const Answer& answer);
void modify_group(service::Service& service, const Exchange& exchange, const Answer& answer);
void remove_group(service::Service& service, const Exchange& exchange, const Answer& answer);

/// All resource types at once, at the base (RFC 7644 section 3.4.2.1).
void list_all(service::Service& service, const Exchange& exchange, const Answer& answer);
/// POST .search (RFC 7644 section 3.4.3).
void search_users(service::Service& service, const Exchange& exchange, const Answer& answer);
void search_groups(service::Service& service, const Exchange& exchange, const Answer& answer);
void search_all(service::Service& service, const Exchange& exchange, const Answer& answer);

/// /Me of RFC 7644 section 3.11; nobody can be created there.
void get_me(service::Service& service, const Exchange& exchange, const Answer& answer);
void replace_me(service::Service& service, const Exchange& exchange, const Answer& answer);
void modify_me(service::Service& service, const Exchange& exchange, const Answer& answer);
void remove_me(service::Service& service, const Exchange& exchange, const Answer& answer);
void create_me(service::Service& service, const Exchange& exchange, const Answer& answer);

void bulk(service::Service& service, const Exchange& exchange, const Answer& answer);

/// RFC 7644 section 4: a filter here is refused, for it would hide what the service can.
void show_service_provider_config(service::Service& service, const Exchange& exchange, const Answer& answer);
void show_schemas(service::Service& service, const Exchange& exchange, const Answer& answer);
void show_resource_types(service::Service& service, const Exchange& exchange, const Answer& answer);
/// As the discovery endpoints: all there is, whatever page or order is asked for.
void show_roles(service::Service& service, const Exchange& exchange, const Answer& answer);
void show_entitlements(service::Service& service, const Exchange& exchange, const Answer& answer);

}  // namespace bridge::http
